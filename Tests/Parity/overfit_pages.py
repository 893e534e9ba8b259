#!/usr/bin/env python3
"""Whether a tiny student learns a few real pages by heart, and in what time.

Usage: overfit_pages.py DATASET [--taxonomy publaynet] [--pages 8] [--steps 420] [--input 384]
                        [--batch 4] [--galley FILE]

DATASET is a folder with annotations.json (COCO) and its images; the first pages with regions are
taken. A student is trained on them without changed views, and measured on the same pages. Printed
are its metrics and the seconds of the whole command. The documents' goal: AP50 of 0.95 in 300 s.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONFIGURATION = """\
taxonomy: {taxonomy}
steps: {steps}
batch: {batch}
input: {input}
views: none
data: {{labelled: pages.json, validation: same.json, folds: 0}}
learning: {{rate: 0.002, warm_up: 30, average: 0.98}}
evaluate_every: {steps}
checkpoint_every: {steps}
"""


def excerpt(dataset, count):
    """The data set of its first pages with regions, image paths made absolute."""
    whole = json.loads((dataset / "annotations.json").read_text())
    labelled = {annotation["image_id"] for annotation in whole["annotations"]}
    images = [image for image in whole["images"] if image["id"] in labelled][:count]
    if len(images) < count:
        sys.exit(f"{dataset} has {len(images)} pages with regions, {count} are wanted")
    kept = {image["id"] for image in images}
    for image in images:
        places = [dataset / image["file_name"], dataset / "images" / image["file_name"]]
        image["file_name"] = str(next(place for place in places if place.exists()).resolve())
    return {"images": images, "categories": whole["categories"],
            "annotations": [row for row in whole["annotations"] if row["image_id"] in kept]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=pathlib.Path)
    parser.add_argument("--taxonomy", default="publaynet")
    parser.add_argument("--pages", type=int, default=8)
    parser.add_argument("--steps", type=int, default=420)
    parser.add_argument("--input", type=int, default=384)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--galley", default=str(ROOT / ".build/release/galley"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        pages = excerpt(options.dataset, options.pages)
        (folder / "pages.json").write_text(json.dumps(pages))
        # Galley does not learn from a page that it measures on: measured are copies.
        for image in pages["images"]:
            image["file_name"] = shutil.copy(image["file_name"], folder)
        (folder / "same.json").write_text(json.dumps(pages))
        (folder / "train.yaml").write_text(CONFIGURATION.format(**vars(options)))
        start = time.monotonic()
        result = subprocess.run(
            [options.galley, "train", "--config", folder / "train.yaml", "--output",
             folder / "run"], capture_output=True, text=True)
        seconds = time.monotonic() - start
        if result.returncode != 0:
            sys.exit(result.stderr)
        figures = [json.loads(line)
                   for line in (folder / "run/metrics.jsonl").read_text().splitlines()]
    last = [line for line in figures if "AP" in line][-1]
    met = last["AP50"] >= 0.95 and seconds < 300
    print(f"{'met' if met else 'MISSED'}: AP50 {last['AP50']:.3f}, AP {last['AP']:.3f} after "
          f"{options.steps} steps, {seconds:.0f} s")


if __name__ == "__main__":
    main()
