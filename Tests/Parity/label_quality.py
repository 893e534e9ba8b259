#!/usr/bin/env python3
"""AP of the teacher, the text source and their fusion on labelled pages, as a Markdown table.

Usage: label_quality.py DATASET --taxonomy NAME [--teacher NAME ...] [--languages pol+eng]
                        [--project-root DIR] [--galley FILE] [--by-class] [-- LABEL_OPTION ...]

DATASET is a folder with images/ and annotations.json (COCO). Each teacher labels the images into
a project of its own; every source is exported with --match-truth and scored by pycocotools.
Run it with the Python of the set-up: .runtime/venv/bin/python.
"""

import argparse
import contextlib
import io
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

ROOT = pathlib.Path(__file__).resolve().parents[2]


def average_precision(truth, results):
    """(AP, AP50, {class name: AP}) of a list of COCO results; all None without results."""
    if not results:
        return None, None, {}
    with contextlib.redirect_stdout(io.StringIO()):
        evaluation = COCOeval(truth, truth.loadRes(results), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    precision = evaluation.eval["precision"]  # [IoU, recall, class, area, detections]
    by_class = {}
    for index, category in enumerate(evaluation.params.catIds):
        values = precision[:, :, index, 0, -1]
        values = values[values > -1]
        if values.size:
            by_class[truth.cats[category]["name"]] = float(numpy.mean(values))
    return evaluation.stats[0], evaluation.stats[1], by_class


def export(galley, project, source, truth, extra):
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / "results.json"
        subprocess.run(
            [galley, "export", "--project", project, "--format", "coco", "--results",
             "--source", source, "--match-truth", truth,
             "--output", output, *extra],
            check=True, stdout=subprocess.DEVNULL)
        return json.loads(output.read_text())


def figure(value):
    return "–" if value is None else f"{value:.3f}"


def read_options(description, *extra):
    """The options that scripts on a labelled data set share, and those for `galley label`."""
    arguments = sys.argv[1:]
    label_options = []
    if "--" in arguments:
        split = arguments.index("--")
        arguments, label_options = arguments[:split], arguments[split + 1:]
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("dataset", type=pathlib.Path)
    parser.add_argument("--taxonomy", required=True)
    parser.add_argument("--teacher", action="append")
    parser.add_argument("--languages", default="eng")
    parser.add_argument("--project-root", type=pathlib.Path)
    parser.add_argument("--galley", default=str(ROOT / ".build/release/galley"))
    parser.add_argument("--by-class", action="store_true")
    for name, default in extra:
        parser.add_argument(name, default=default)
    options = parser.parse_args(arguments)
    options.teacher = options.teacher or ["yolov8n-doclaynet", "picodet-cdla"]
    return options, label_options


def print_by_class(truth, rows):
    """A Markdown table of AP by class; rows are (teacher, source, {class name: AP})."""
    names = [category["name"] for category in truth.cats.values()]
    print("\n| teacher | source | " + " | ".join(names) + " |")
    print("| --- " * (len(names) + 2) + "|")
    for teacher, source, by_class in rows:
        cells = " | ".join(figure(by_class.get(name)) for name in names)
        print(f"| {teacher} | {source} | {cells} |")


def main():
    options, label_options = read_options(__doc__)
    annotations = options.dataset / "annotations.json"
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(str(annotations))
    scratch = tempfile.mkdtemp(prefix="galley-quality-")
    project_root = options.project_root or pathlib.Path(scratch)
    print("| teacher | source | AP | AP50 |")
    print("| --- | --- | --- | --- |")
    tables = []
    for teacher in options.teacher:
        project = project_root / f"{options.dataset.name}-{teacher}.galley"
        subprocess.run(
            [options.galley, "label", str(options.dataset / "images"), "--project", project,
             "--teacher", teacher, "--taxonomy", options.taxonomy,
             "--languages", options.languages, *label_options],
            check=True)
        for source in ["teacher", "text", "fused"]:
            results = export(options.galley, project, source, annotations, [])
            ap, ap50, by_class = average_precision(truth, results)
            print(f"| {teacher} | {source} | {figure(ap)} | {figure(ap50)} |", flush=True)
            tables.append((teacher, source, by_class))
    if options.by_class:
        print_by_class(truth, tables)


if __name__ == "__main__":
    main()
