#!/usr/bin/env python3
"""A training run that is killed again and again ends in the same bytes as one that is left alone.

Usage: killed_training.py [--galley .build/release/galley] [--kills 5] [--seed 0]

`galley train` is ended with SIGKILL at random moments and started again with --resume. In the end
last.safetensors, best.safetensors and metrics.jsonl must be those of an undisturbed run.
"""

import argparse
import pathlib
import random
import sys
import tempfile
import time

import drawn_pages


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--galley", default=str(root / ".build/release/galley"))
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    generator = random.Random(options.seed)
    failures = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        drawn_pages.draw(folder / "data")
        config = drawn_pages.configure(
            folder / "data", steps=60, evaluate_every=7, checkpoint_every=3)
        begin = time.monotonic()
        whole = drawn_pages.start(options.galley, config, folder / "whole")
        _, message = whole.communicate(timeout=600)
        seconds = time.monotonic() - begin
        if whole.returncode != 0:
            sys.exit(f"the undisturbed run ended with {whole.returncode}: {message}")
        print(f"undisturbed: {seconds:.1f} s")
        for kill in range(options.kills):
            process = drawn_pages.start(options.galley, config, folder / "killed", "--resume")
            wait = generator.uniform(0.1, 1.6) * seconds / (options.kills + 1)
            time.sleep(wait)
            ended = process.poll() is not None
            process.kill()
            process.communicate()
            metrics = folder / "killed" / "metrics.jsonl"
            lines = len(metrics.read_text().splitlines()) if metrics.exists() else 0
            print(f"kill {kill + 1} after {wait:.1f} s, {lines} lines of figures")
            if ended:
                failures.append(f"run {kill + 1} had ended by itself with {process.returncode}")
        last = drawn_pages.start(options.galley, config, folder / "killed", "--resume")
        _, message = last.communicate(timeout=600)
        if last.returncode != 0:
            failures.append(f"the last run ended with {last.returncode}: {message}")
        for file in ("last.safetensors", "best.safetensors", "metrics.jsonl"):
            one, other = ((folder / run / file).read_bytes() for run in ("whole", "killed"))
            print(f"{file}: {'the same' if one == other else 'differs'} ({len(one)} bytes)")
            if one != other:
                failures.append(f"{file} differs")
    print("\n".join([f"{len(failures)} failures", *failures]))
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
