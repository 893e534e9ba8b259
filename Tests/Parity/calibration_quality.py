#!/usr/bin/env python3
"""AP of fusion before and after a calibration, fitted on half of the documents, as Markdown.

Usage: calibration_quality.py DATASET --taxonomy NAME [--teacher NAME ...] [--languages pol+eng]
                              [--project-root DIR] [--galley FILE] [--by-class]
                              [--variances calibrated|scaled|literal] [-- LABEL_OPTION ...]

DATASET is a folder with images/ and annotations.json (COCO, `document` of each image). Documents
are dealt out in two halves by name; a calibration is fitted on each half and scored on the other,
so that every page is scored once by numbers from other documents. Projects that are there already,
read with the same options, are not read again.
"""

import contextlib
import io
import json
import pathlib
import subprocess
import tempfile
import sys

from pycocotools.coco import COCO

from label_quality import average_precision, export, figure, print_by_class, read_options


def halves(dataset):
    """Two COCO data sets that share no document."""
    documents = sorted({image["document"] for image in dataset["images"]})
    for parity in (0, 1):
        names = set(documents[parity::2])
        images = [image for image in dataset["images"] if image["document"] in names]
        ids = {image["id"] for image in images}
        annotations = [a for a in dataset["annotations"] if a["image_id"] in ids]
        yield dict(dataset, images=images, annotations=annotations)


def main():
    options, label_options = read_options(__doc__, ("--variances", "calibrated"))
    annotations = options.dataset / "annotations.json"
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="galley-calibration-"))
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(str(annotations))
    files = []
    for index, half in enumerate(halves(json.loads(annotations.read_text()))):
        files.append(scratch / f"half-{index}.json")
        files[-1].write_text(json.dumps(half))
    project_root = options.project_root or scratch
    rows = []
    for teacher in options.teacher:
        project = project_root / f"{options.dataset.name}-{teacher}.galley"

        def label(*extra):
            subprocess.run(
                [options.galley, "label", str(options.dataset / "images"), "--project", project,
                 "--teacher", teacher, "--taxonomy", options.taxonomy,
                 "--languages", options.languages, *label_options, *extra],
                check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def results(source, file):
            return export(options.galley, project, source, file, [])

        label()
        found = {"teacher": [], "fused": [], "calibrated": []}
        for source in ["teacher", "fused"]:
            found[source] = results(source, annotations)
        for fitted, held in [(files[0], files[1]), (files[1], files[0])]:
            calibration = scratch / "calibration.json"
            report = subprocess.run(
                [options.galley, "fit-fusion", "--project", project, "--truth", fitted,
                 "--output", calibration, "--variances", options.variances],
                check=True, capture_output=True, text=True)
            print(f"{teacher}, fitted on one half:\n{report.stdout}", file=sys.stderr)
            label("--calibration", str(calibration))
            found["calibrated"] += results("fused", held)
        for source, list_ in found.items():
            rows.append((teacher, source, average_precision(truth, list_)))
    print("| teacher | source | AP | AP50 |\n| --- | --- | --- | --- |")
    for teacher, source, (ap, ap50, _) in rows:
        print(f"| {teacher} | {source} | {figure(ap)} | {figure(ap50)} |")
    if options.by_class:
        print_by_class(truth, [(teacher, source, found[2]) for teacher, source, found in rows])


if __name__ == "__main__":
    main()
