#!/usr/bin/env python3
"""Compares `galley evaluate --json` with pycocotools, file by file, in the figures and by class.

Usage: evaluation_parity.py [--galley .build/release/galley] [--sets 200] [TRUTH RESULTS]...

Pairs of files on the command line are compared as they are; besides, --sets random sets are made
from fixed seeds, with crowds, equal scores, images without labels or predictions, classes that
nobody labelled, areas on the border of two sizes, and more predictions on an image than count.
Fails if a figure differs by more than 1e-9.
Run it with the Python of the set-up: .runtime/venv/bin/python.
"""

import argparse
import contextlib
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

NAMES = ["AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"]
EVERY = slice(None)
PRECISIONS = [(EVERY, 0), (0, 0), (5, 0), (EVERY, 1), (EVERY, 2), (EVERY, 3)]
RECALLS = [(0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (3, 2)]


def mean(values):
    values = values[values > -1]
    return float(values.mean()) if values.size else -1


def reference(truth_file, results_file):
    """The twelve figures, and those of each class by its id."""
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(truth_file)
        evaluation = COCOeval(truth, truth.loadRes(results_file), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    precision, recall = evaluation.eval["precision"], evaluation.eval["recall"]
    return list(evaluation.stats), {
        category: [mean(precision[threshold, :, index, area, 2]) for threshold, area in PRECISIONS]
        + [mean(recall[:, index, area, limit]) for area, limit in RECALLS]
        for index, category in enumerate(evaluation.params.catIds)}


def difference(galley, truth_file, results_file):
    output = subprocess.run(
        [galley, "evaluate", "--truth", truth_file, "--predictions", results_file, "--json"],
        check=True, capture_output=True, text=True).stdout
    ours = json.loads(output)
    overall, by_class = reference(truth_file, results_file)
    assert {entry["id"] for entry in ours["perClass"]} == set(by_class)
    pairs = [(ours, overall)] + [(entry, by_class[entry["id"]]) for entry in ours["perClass"]]
    return max(
        abs((-1 if entry[name] is None else entry[name]) - value)
        for entry, values in pairs for name, value in zip(NAMES, values)), ours["AP"]


def write_random(folder, seed):
    chance = random.Random(seed)
    digits = seed % 2 * 3
    images = chance.sample(range(1, 10 ** 9), chance.randint(1, 15))
    categories = chance.sample(range(1, 100), chance.randint(1, 6))
    annotations, results = [], []

    def side():
        return chance.choice([32, 96]) if chance.random() < 0.15 else round(
            chance.uniform(1, 160), digits)

    def result(image, category, box):
        results.append({"image_id": image, "category_id": category, "bbox": box, "score": chance.choice(
            [chance.random(), round(chance.random(), 1), 0.5])})

    for image in images:
        if chance.random() < 0.2:
            continue
        for _ in range(chance.randint(0, 9)):
            box = [round(chance.uniform(0, 400), digits), round(chance.uniform(0, 400), digits),
                   side(), side()]
            category = chance.choice(categories[:-1] or categories)
            area = chance.choice([box[2] * box[3], box[2] * box[3] * 0.6, 1024])
            annotations.append({
                "id": len(annotations) + (seed % 5 > 0), "image_id": image, "category_id": category,
                "bbox": box, "area": area, "iscrowd": int(chance.random() < 0.12)})
            for _ in range(chance.randint(0, 3)):
                near = [round(value + chance.choice([0, chance.uniform(-9, 9)]), digits)
                        for value in box[:2]]
                near += [max(0, round(value + chance.choice([0, chance.uniform(-9, 9)]), digits))
                         for value in box[2:]]
                result(image, chance.choice([category, category, chance.choice(categories)]), near)
    for _ in range(chance.choice([1, 130])):
        result(images[0], categories[0], [chance.randint(0, 100), 3, 40, 30])
    chance.shuffle(annotations)
    chance.shuffle(results)
    truth = {
        "images": [{"id": image, "width": 600, "height": 600} for image in images],
        "categories": [{"id": category, "name": f"class {category}"} for category in categories],
        "annotations": annotations}
    files = folder / "truth.json", folder / "results.json"
    for file, content in zip(files, (truth, results)):
        file.write_text(json.dumps(content, indent=chance.choice([None, 1])))
    return map(str, files)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--galley", default=str(root / ".build/release/galley"))
    parser.add_argument("--sets", type=int, default=200)
    parser.add_argument("files", nargs="*", metavar="TRUTH RESULTS")
    options = parser.parse_args()
    if len(options.files) % 2:
        parser.error("files go in pairs: TRUTH RESULTS")
    worst = 0.0
    for truth, results in zip(options.files[::2], options.files[1::2]):
        apart, precision = difference(options.galley, truth, results)
        print(f"{results}: AP {precision:.4f}, figures differ by {apart:.1e} at most")
        worst = max(worst, apart)
    with tempfile.TemporaryDirectory() as name:
        random_worst = 0.0
        for seed in range(options.sets):
            apart, _ = difference(options.galley, *write_random(pathlib.Path(name), seed))
            random_worst = max(random_worst, apart)
            if apart > 1e-9:
                print(f"seed {seed}: differ by {apart:.1e}")
    print(f"{options.sets} random sets: figures differ by {random_worst:.1e} at most")
    sys.exit(max(worst, random_worst) > 1e-9)


if __name__ == "__main__":
    main()
