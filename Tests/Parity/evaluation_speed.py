#!/usr/bin/env python3
"""Time of `galley evaluate` against faster-coco-eval and pycocotools, whole processes.

Usage: evaluation_speed.py [--galley .build/release/galley] [--python VENV/bin/python]
                           [--rounds 5] [--threads 2] [--without-pycocotools]

Makes one set of 5 000 images, 80 classes, 36 000 truths and 250 000 detections from a fixed seed,
then runs the three in turn, each on the same processor cores (--threads), loading of the files
included. Prints every time, the median of the ratios of each round, and the largest difference of
the twelve figures.

The Python needs both packages; they are not part of the project's set-up:

    python3 -m venv /tmp/coco && /tmp/coco/bin/pip install pycocotools faster-coco-eval
    Tests/Parity/evaluation_speed.py --python /tmp/coco/bin/python
"""

import argparse
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

NAMES = ["AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"]

EVALUATION = """
import contextlib, io, json, sys
from {module} import COCO
from {evaluation_module} import {evaluation} as Evaluation
with contextlib.redirect_stdout(io.StringIO()):
    truth = COCO(sys.argv[1])
    evaluation = Evaluation(truth, truth.loadRes(sys.argv[2]), "bbox")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
print(json.dumps([float(value) for value in evaluation.stats[:12]]))
"""
PYCOCOTOOLS = EVALUATION.format(
    module="pycocotools.coco", evaluation_module="pycocotools.cocoeval", evaluation="COCOeval")
FASTER = EVALUATION.format(
    module="faster_coco_eval", evaluation_module="faster_coco_eval", evaluation="COCOeval_faster")


def make_set(folder, images=5000, classes=80, truths=36000, detections=250000, seed=7):
    """Writes truth.json and results.json: half of the detections near a truth, half anywhere."""
    chance = random.Random(seed)

    def box():
        width, height = (round(10 * 60 ** chance.random(), 2) for _ in range(2))
        return [round(chance.uniform(0, 1000 - width), 2),
                round(chance.uniform(0, 1000 - height), 2), width, height]

    annotations = []
    for number in range(truths):
        bbox = box()
        annotations.append({
            "id": number + 1, "image_id": chance.randrange(images) + 1,
            "category_id": chance.randrange(classes) + 1, "bbox": bbox,
            "area": bbox[2] * bbox[3], "iscrowd": int(chance.random() < 0.02)})
    results = []
    for number in range(detections):
        near = annotations[chance.randrange(truths)]
        if chance.random() < 0.5:
            image, category = near["image_id"], near["category_id"]
            bbox = [round(max(0.5, value + chance.gauss(0, 0.06) * near["bbox"][2 + index % 2]), 2)
                    for index, value in enumerate(near["bbox"])]
        else:
            image, category = chance.randrange(images) + 1, chance.randrange(classes) + 1
            bbox = box()
        results.append({
            "image_id": image, "category_id": category, "bbox": bbox, "score": chance.random()})
    truth = {
        "images": [{"id": number + 1, "file_name": f"{number + 1}.png", "width": 1000,
                    "height": 1000} for number in range(images)],
        "categories": [{"id": number + 1, "name": f"class {number + 1}"}
                       for number in range(classes)],
        "annotations": annotations}
    (folder / "truth.json").write_text(json.dumps(truth))
    (folder / "results.json").write_text(json.dumps(results))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--galley", default=str(root / ".build/release/galley"))
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--without-pycocotools", action="store_true")
    options = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))[:options.threads]

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_set(folder)
        files = [str(folder / "truth.json"), str(folder / "results.json")]
        commands = {
            "galley": [options.galley, "evaluate", "--truth", files[0], "--predictions", files[1],
                       "--json"],
            "faster-coco-eval": [options.python, "-c", FASTER, *files],
            "pycocotools": [options.python, "-c", PYCOCOTOOLS, *files]}
        if options.without_pycocotools:
            del commands["pycocotools"]
        times = {name: [] for name in commands}
        figures = {}
        for _ in range(options.rounds):
            for name, command in commands.items():
                start = time.perf_counter()
                output = subprocess.run(
                    command, check=True, capture_output=True, text=True,
                    preexec_fn=lambda: os.sched_setaffinity(0, cores)).stdout
                times[name].append(time.perf_counter() - start)
                parsed = json.loads(output)
                figures[name] = (
                    [parsed[figure] for figure in NAMES] if name == "galley" else parsed)
                print(f"{name:<17} {times[name][-1]:7.2f} s", flush=True)
    print(f"\n{len(cores)} thread(s); median of {options.rounds} rounds")
    for name in commands:
        line = f"{name:<17} {statistics.median(times[name]):7.2f} s"
        if name != "galley":
            ratio = statistics.median(
                theirs / ours for theirs, ours in zip(times[name], times["galley"]))
            apart = max(abs(ours - theirs)
                        for ours, theirs in zip(figures["galley"], figures[name]))
            line += f"   galley is {ratio:.1f} times as fast; figures differ by {apart:.1e} at most"
        print(line)


if __name__ == "__main__":
    main()
