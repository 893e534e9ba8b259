#!/usr/bin/env python3
"""AP of students trained with few labels, from scratch and after pseudo-labels.

Usage: student_quality.py CONFIG [--pages 10 20 50 all] [--seeds 0 1 2] [--pseudo LABELS ...]
                          [--pseudo-steps N] [--then key=value ...] [--work FOLDER]
                          [--galley FILE] [--set key=value ...]

CONFIG is a configuration of 'galley train' with labelled pages and folds. For every seed the
documents are divided anew, a fifth is held out, and a student is trained on so many of the other
pages. With --pseudo (a project or COCO file of pseudo-labels, such as a teacher's) a second
student is first trained on those alone, without the held-out documents, for as many steps or for
--pseudo-steps, and goes on with the labelled pages, with the settings of --then on top, such as a
lower rate. Printed is the AP of the last step on the held-out documents: mean and
standard deviation over the seeds. Runs that are there already are not made again.
"""

import argparse
import pathlib

from training_runs import settings, summary, trained

ROOT = pathlib.Path(__file__).resolve().parents[2]


def measured(options, folder, keys):
    """The last figures of a run on the held-out documents."""
    arguments = ["--config", options.config, *settings(options.set + keys)]
    return trained(options.galley, folder, arguments)[-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config")
    parser.add_argument("--pages", nargs="+", default=["10", "20", "50", "all"])
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--pseudo", nargs="*", default=[])
    parser.add_argument("--pseudo-steps", type=int)
    parser.add_argument("--then", action="append", default=[])
    parser.add_argument("--work", default="student-quality")
    parser.add_argument("--galley", default=str(ROOT / ".build/release/galley"))
    parser.add_argument("--set", action="append", default=[])
    options = parser.parse_args()
    work = pathlib.Path(options.work)
    starts = {"scratch": None}
    if options.pseudo:
        starts["pseudo-labels first"] = "pseudo"
    print("| labelled pages | start | AP | AP50 |\n| --- | --- | --- | --- |")
    if options.pseudo:
        paths = "[" + ", ".join(f'"{pathlib.Path(path).resolve()}"' for path in options.pseudo) + "]"
        alone = []
        longer = [f"steps={options.pseudo_steps}"] if options.pseudo_steps else []
        for seed in options.seeds:
            alone.append(measured(options, work / f"pseudo-{seed}", [
                f"seed={seed}", f"data.pseudo={paths}", "data.pages=0", *longer]))
        print(f"| 0 | pseudo-labels | {summary([line['AP'] for line in alone])} "
              f"| {summary([line['AP50'] for line in alone])} |")
    for pages in options.pages:
        for name, start in starts.items():
            figures = []
            for seed in options.seeds:
                keys = [f"seed={seed}", f"data.pages={pages}"]
                if start:
                    keys += [f"start={(work / f'pseudo-{seed}').resolve()}", *options.then]
                folder = work / f"{name.split()[0]}-{pages}-{seed}"
                figures.append(measured(options, folder, keys))
            print(f"| {pages} | {name} | {summary([line['AP'] for line in figures])} "
                  f"| {summary([line['AP50'] for line in figures])} |", flush=True)


if __name__ == "__main__":
    main()
