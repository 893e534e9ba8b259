#!/usr/bin/env python3
"""AP of detectors before and after they learn from a few labelled pages, as a Markdown table.

Usage: fine_tuning.py LABELLED [--start NAME ...] [--pages 10 22 50 all] [--seeds 0 1 2]
                      [--pseudo NAME=LABELS ...] [--only-pseudo] [--work FOLDER] [--galley FILE]
                      [--set key=value ...]

For every seed the documents of LABELLED are divided in halves: one half is learnt from, the other
measured on before the first step and after the last. Each LABELS (a project of `galley label`, or
a COCO file) is learnt from beside the labelled pages, without the documents that are measured on.
Printed are means and standard deviations over the seeds, and the mean gain over the start as it
came on the same pages. Runs that are there already are not made again; broken ones go on.
"""

import argparse
import pathlib
import statistics

from training_runs import settings, summary, trained

ROOT = pathlib.Path(__file__).resolve().parents[2]


def row(start, pages, pseudo, figures, before):
    gains = [line["AP"] - first["AP"] for line, first in zip(figures, before)]
    cells = [start, pages, pseudo, summary([line["AP"] for line in figures]),
             summary([line["AP50"] for line in figures]),
             "" if pages == "as it came" else f"{100 * statistics.mean(gains):+.1f}"]
    print("| " + " | ".join(cells) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled")
    parser.add_argument("--start", nargs="+", default=["yolov8n-doclaynet", "picodet-cdla"])
    parser.add_argument("--pages", nargs="+", default=["10", "22", "50", "all"])
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--pseudo", nargs="*", default=[])
    parser.add_argument("--only-pseudo", action="store_true")
    parser.add_argument("--work", default="fine-tuning")
    parser.add_argument("--galley", default=str(ROOT / ".build/release/galley"))
    parser.add_argument("--set", action="append", default=[])
    options = parser.parse_args()
    pseudo = [] if options.only_pseudo else [("", None)]
    pseudo += [tuple(each.split("=", 1)) for each in options.pseudo]
    print("| start | labelled pages | pseudo-labels | AP | AP50 | gain |")
    print("| --- | --- | --- | --- | --- | --- |")
    for start in options.start:
        told = False
        for pages in options.pages:
            for name, labels in pseudo:
                pairs = []
                for seed in options.seeds:
                    keys = [f"seed={seed}", "data.folds=2", f"data.pages={pages}",
                            "evaluate_every=1000000"]
                    if labels:
                        keys.append(f'data.pseudo="{pathlib.Path(labels).resolve()}"')
                    folder = pathlib.Path(options.work) / f"{start}-{pages}-{name or 'none'}-{seed}"
                    figures = trained(options.galley, folder, [
                        "--labelled", options.labelled, "--start", start,
                        *settings(keys + options.set)])
                    pairs.append((figures[0], figures[-1]))
                before, after = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
                if not told:
                    row(start, "as it came", "", before, before)
                    told = True
                row(start, pages, name, after, before)


if __name__ == "__main__":
    main()
