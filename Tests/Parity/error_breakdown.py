#!/usr/bin/env python3
"""Compares `galley evaluate --errors --json` with tidecv (Bolya et al., TIDE, 2020).

Usage: error_breakdown.py [--galley .build/release/galley] TRUTH [RESULTS ...]

Without RESULTS, predictions are made from the truth's labels by moving, dropping, doubling and
renaming them, from fixed seeds. Compares the number of errors of each kind, and the AP50 that putting
each kind right would gain: over all classes and of each. Fails if a number differs, or a gain by more
than 1e-6 points.

tidecv is run as it is, but for three conventions that Galley takes from pycocotools:

- the best 100 predictions of each class on an image count, not the best 100 of all classes;
- precision is read at numpy's linspace(0, 1, 101), whose .35 is a little more than 35 / 100;
  --own-recalls leaves tidecv its own;
- the mean is over the classes that have something to find; tidecv takes AP 0 for a class that is
  predicted and never labelled, or that has nothing left to find.

Among equal scores tidecv's order depends on what is put right; files that have some are told, and
compared with a tiny rank taken off each score. Labels with iscrowd are refused: tidecv looks for errors
among the predictions that lie in them.

tidecv is not part of the project's set-up:

    python3 -m venv /tmp/tide && /tmp/tide/bin/pip install tidecv
    /tmp/tide/bin/python Tests/Parity/error_breakdown.py TRUTH
"""

import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import numpy
import tidecv.ap
from tidecv import TIDE, Data

KINDS = dict(zip(("class", "box", "both", "duplicate", "background", "missed"), TIDE._error_types))
RECALLS = numpy.linspace(0, 1, 101)


def coco_precision(self):
    """AP in points as pycocotools reads it, of a class that has something to find."""
    points = sorted(self.data_points.values(), key=lambda point: -point[0])
    right = numpy.cumsum([point[1] for point in points])
    precision = right / numpy.arange(1, len(points) + 1)
    precision = numpy.maximum.accumulate(precision[::-1])[::-1]
    places = numpy.searchsorted(right / self.num_gt_positives, RECALLS, side="left")
    return 100 * sum(precision[place] for place in places if place < len(precision)) / len(RECALLS)


def precisions(ap_data):
    return {category: entry.get_ap() for category, entry in ap_data.objs.items()
            if entry.num_gt_positives > 0}


def mean(values):
    return sum(values) / len(values) if values else None


def reference(truth, results):
    """For each kind the count and gain in points over all classes (None), and of each."""
    labels, seen = Data("truth", max_dets=10 ** 9), Data("results", max_dets=10 ** 9)
    for category in truth["categories"]:
        labels.add_class(category["id"], category["name"])
    for image in truth["images"]:
        labels.add_image(image["id"], str(image["id"]))
    for label in truth["annotations"]:
        labels.add_ground_truth(label["image_id"], label["category_id"], label["bbox"])
    by_place = collections.defaultdict(list)
    for result in results:
        by_place[result["image_id"], result["category_id"]].append(result)
    for (image, category), group in by_place.items():
        for result in sorted(group, key=lambda result: -result["score"])[:100]:
            seen.add_detection(image, category, result["score"], result["bbox"])
    run = TIDE().evaluate(labels, seen)
    before = precisions(run.ap_data)
    costs = {}
    for name, kind in KINDS.items():
        after = precisions(run.fix_errors(lambda error: isinstance(error, kind)))
        errors = collections.Counter(
            (error.pred if hasattr(error, "pred") else error.gt)["class"]
            for error in run.error_dict[kind])
        gains = {None: mean(after.values()) - mean(before.values())}
        gains.update({key: after[key] - before[key] for key in after if key in before})
        for category in [None] + [category["id"] for category in truth["categories"]]:
            count = errors[category] if category is not None else sum(errors.values())
            gain = gains.get(category)
            costs[name, category] = count, None if gain is None else max(0, gain)
    return costs


def galley_costs(galley, truth_file, results_file):
    output = json.loads(subprocess.run(
        [galley, "evaluate", "--truth", truth_file, "--predictions", results_file, "--errors", "--json"],
        check=True, capture_output=True, text=True).stdout)["errors"]
    return {
        (kind, line.get("id")): (cost["count"], None if cost["dAP50"] is None else 100 * cost["dAP50"])
        for line in [output["overall"]] + output["perClass"] for kind, cost in line["kinds"].items()}


def perturbed(truth, seed):
    chance = random.Random(seed)
    categories = [category["id"] for category in truth["categories"]]
    results = []

    def add(image, category, box):
        results.append({"image_id": image, "category_id": category, "bbox": box, "score": chance.random()})

    for label in truth["annotations"]:
        x, y, width, height = label["bbox"]
        for _ in range(chance.choice([0, 1, 1, 1, 1, 1, 2])):
            near = chance.choice([0.02, 0.1, 0.3])
            add(label["image_id"],
                label["category_id"] if chance.random() < 0.85 else chance.choice(categories),
                [x + chance.gauss(0, near) * width, y + chance.gauss(0, near) * height,
                 width * max(0.1, 1 + chance.gauss(0, near)), height * max(0.1, 1 + chance.gauss(0, near))])
    for image in truth["images"]:
        for _ in range(chance.randint(0, 3)):
            add(image["id"], chance.choice(categories),
                [chance.uniform(0, 700), chance.uniform(0, 900), chance.uniform(9, 300), chance.uniform(9, 300)])
    return results


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--galley", default=str(root / ".build/release/galley"))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--own-recalls", action="store_true")
    parser.add_argument("truth")
    parser.add_argument("results", nargs="*")
    options = parser.parse_args()
    if not options.own_recalls:
        tidecv.ap.APDataObject.get_ap = coco_precision
    truth = json.loads(pathlib.Path(options.truth).read_text())
    if any(label.get("iscrowd") for label in truth["annotations"]):
        parser.error(f"{options.truth}: has labels with iscrowd")
    sets = [(name, json.loads(pathlib.Path(name).read_text())) for name in options.results]
    sets = sets or [(f"seed {seed}", perturbed(truth, seed)) for seed in range(options.seeds)]
    failed = False
    for name, results in sets:
        results = results["annotations"] if isinstance(results, dict) else results
        if len({result["score"] for result in results}) < len(results):
            print(f"{name}: has equal scores")
            order = sorted(range(len(results)), key=lambda index: -results[index]["score"])
            for rank, index in enumerate(order):
                results[index]["score"] -= 1e-9 * rank
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "results.json"
            file.write_text(json.dumps(results))
            ours = galley_costs(options.galley, options.truth, str(file))
        theirs = reference(truth, results)
        counts = sum(ours[key][0] != theirs[key][0] for key in theirs)
        undefined = sum((ours[key][1] is None) != (theirs[key][1] is None) for key in theirs)
        worst = max(abs(ours[key][1] - gain) for key, (_, gain) in theirs.items()
                    if gain is not None and ours[key][1] is not None)
        text = ", ".join(f"{kind} {theirs[kind, None][0]}: {theirs[kind, None][1]:.2f}" for kind in KINDS)
        print(f"{name}: {text}; {counts} counts differ, {undefined} gains are defined in one only, "
              f"the others differ by {worst:.1e} points at most")
        failed = failed or counts or undefined or worst > 1e-6
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
