#!/usr/bin/env python3
"""AP of fusion fitted to few labelled pages, on the other documents, as a Markdown table.

Usage: few_labels.py DATASET PROJECT [--pages 5 10 22 50 110] [--draws 5] [--galley FILE]
                     [--work DIR] -- LABEL_OPTION ...

DATASET is a folder with images/ and annotations.json (COCO, `document` of each image); PROJECT has its
pages labelled with the LABEL_OPTIONs (--teacher, --languages, --llm-model ...), and is copied. A draw takes
documents in random order, at most a third of the wanted pages from each; AP is measured on documents that
gave none. The gain is over the same fusion by the built-in numbers, in points of AP.
"""

import argparse
import json
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def drawn(images, pages, seed):
    """Ids of the pages of a draw, and of those of other documents."""
    documents = sorted({image["document"] for image in images})
    random.Random(seed).shuffle(documents)
    chosen = []
    for document in documents:
        own = [image for image in images if image["document"] == document]
        take = min(len(own), max(1, (pages + 2) // 3), pages - len(chosen))
        chosen += [own[index * len(own) // take] for index in range(take)]
    used = {image["document"] for image in chosen}
    ids = {image["id"] for image in chosen}
    return ids, {image["id"] for image in images if image["document"] not in used}


def part(dataset, ids, file):
    """Writes the labels of some pages."""
    file.write_text(json.dumps(dict(
        dataset, images=[image for image in dataset["images"] if image["id"] in ids],
        annotations=[a for a in dataset["annotations"] if a["image_id"] in ids])))
    return file


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dataset", type=pathlib.Path)
    parser.add_argument("project", type=pathlib.Path)
    parser.add_argument("--pages", type=int, nargs="+", default=[5, 10, 22, 50, 110])
    parser.add_argument("--draws", type=int, default=5)
    parser.add_argument("--galley", default=ROOT / ".build/release/galley")
    parser.add_argument("--work", type=pathlib.Path)
    split = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    options = parser.parse_args(sys.argv[1:split])
    options.options = sys.argv[split + 1:]
    work = options.work or pathlib.Path(tempfile.mkdtemp())
    work.mkdir(parents=True, exist_ok=True)
    dataset = json.loads((options.dataset / "annotations.json").read_text())
    project = work / "project"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(options.project, project)

    def galley(*arguments):
        return subprocess.run([options.galley, *map(str, arguments)], check=True,
                              capture_output=True, text=True).stdout

    def precision(truth, *extra):
        galley("label", options.dataset / "images", "--project", project, *options.options, *extra)
        results = work / "results.json"
        galley("export", "--project", project, "--format", "coco", "--results", "--match-truth",
               truth, "--output", results)
        table = galley("evaluate", "--truth", truth, "--predictions", results)
        return float(re.search(r"= (\d\.\d+)", table).group(1))

    print("| labelled pages | built-in | fitted | gain |\n| --- | --- | --- | --- |")
    for pages in options.pages:
        rows = []
        for seed in range(options.draws):
            ids, others = drawn(dataset["images"], pages, seed)
            held = part(dataset, others, work / "held.json")
            before = precision(held)
            fitted = work / "fusion.json"
            galley("fit-fusion", "--project", project, "--truth",
                   part(dataset, ids, work / "few.json"), "--output", fitted)
            rows.append((before, precision(held, "--calibration", fitted)))
        gains = [100 * (after - before) for before, after in rows]
        before, after = (statistics.mean(column) for column in zip(*rows))
        print(f"| {pages} | {before:.3f} | {after:.3f} | {statistics.mean(gains):+.1f} "
              f"± {statistics.stdev(gains) if len(gains) > 1 else 0:.1f} |", flush=True)


if __name__ == "__main__":
    main()
