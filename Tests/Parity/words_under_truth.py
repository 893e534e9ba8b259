#!/usr/bin/env python3
"""Share of labelled regions that hold a word, by class, and seconds a page, as a Markdown table.

Usage: words_under_truth.py DATASET [--languages pol+eng] [--galley FILE] ... [-- LABEL_OPTION ...]

DATASET is a folder with images/ and annotations.json (COCO). Each program reads the images, one at
a time and without a teacher, into a project of its own; a region holds a word when a word's centre
lies in its box. Several programs are compared in one run.
"""

import argparse
import collections
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def words_by_image(project):
    """Centres of the words of each image, by file name."""
    store = sqlite3.connect(pathlib.Path(project) / "galley.sqlite")
    found = {}
    for path, words in store.execute("SELECT path, words FROM page"):
        boxes = [word["box"] for word in json.loads(words)]
        found[pathlib.Path(path).name] = [((a + c) / 2, (b + d) / 2) for a, b, c, d in boxes]
    return found


def measure(galley, dataset, options):
    truth = json.loads((dataset / "annotations.json").read_text())
    names = {category["id"]: category["name"] for category in truth["categories"]}
    images = {image["id"]: pathlib.Path(image["file_name"]).name for image in truth["images"]}
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder) / "project"
        start = time.monotonic()
        subprocess.run([galley, "label", dataset / "images", "--project", project, "--teacher",
                        "none", "--jobs", "1", *options],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seconds = (time.monotonic() - start) / len(images)
        words = words_by_image(project)
    held, all_ = collections.Counter(), collections.Counter()
    for region in truth["annotations"]:
        x, y, width, height = region["bbox"]
        name = names[region["category_id"]]
        all_[name] += 1
        held[name] += any(x <= across <= x + width and y <= down <= y + height
                          for across, down in words.get(images[region["image_id"]], []))
    return held, all_, seconds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dataset", type=pathlib.Path)
    parser.add_argument("--languages", default="eng")
    parser.add_argument("--galley", action="append")
    own, _, extra = " ".join(sys.argv[1:]).partition(" -- ")
    arguments = parser.parse_args(own.split())
    options = ["--languages", arguments.languages, *extra.split()]
    programs = arguments.galley or [str(ROOT / ".build/release/galley")]
    results = [measure(program, arguments.dataset, options) for program in programs]
    names = [name for name, _ in results[0][1].most_common()]
    print("| class | regions |" + "".join(f" {program} |" for program in programs))
    print("| --- | --- |" + " --- |" * len(programs))
    for name in names:
        cells = "".join(f" {held[name] / all_[name]:.3f} |" for held, all_, _ in results)
        print(f"| {name} | {results[0][1][name]} |{cells}")
    print("| seconds a page | |" + "".join(f" {seconds:.2f} |" for _, _, seconds in results))


if __name__ == "__main__":
    main()
