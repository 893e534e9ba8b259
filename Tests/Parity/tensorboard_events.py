#!/usr/bin/env python3
"""TensorBoard finds in a run's event files the figures of its metrics.jsonl, each once.

Usage: tensorboard_events.py RUN

The Python needs tensorboard, which is not part of the project's set-up:

    python3 -m venv /tmp/tensorboard
    /tmp/tensorboard/bin/pip install tensorboard 'setuptools<80'
    /tmp/tensorboard/bin/python Tests/Parity/tensorboard_events.py runs/tiny
"""

import argparse
import json
import math
import pathlib
import struct
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def single(value):
    """A figure as events hold it."""
    return math.nan if value is None else struct.unpack("f", struct.pack("f", value))[0]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run")
    run = pathlib.Path(parser.parse_args().run)
    wanted = {}
    for line in map(json.loads, (run / "metrics.jsonl").read_text().splitlines()):
        kind = "train" if "loss" in line else "validation"
        for name, value in line.items():
            if name != "step":
                wanted.setdefault(f"{kind}/{name}", []).append((line["step"], single(value)))
    events = EventAccumulator(str(run), size_guidance={"scalars": 0})
    events.Reload()
    failures = []
    tags = set(events.Tags()["scalars"])
    if tags != set(wanted):
        failures.append(f"tags {sorted(tags ^ set(wanted))}")
    for tag in sorted(tags & set(wanted)):
        found = [(event.step, event.value) for event in events.Scalars(tag)]
        same = len(found) == len(wanted[tag]) and all(
            a == b or (a[0] == b[0] and math.isnan(a[1]) and math.isnan(b[1]))
            for a, b in zip(found, wanted[tag]))
        if not same:
            failures.append(f"{tag}: {found[:5]}… instead of {wanted[tag][:5]}…")
    count = sum(map(len, wanted.values()))
    files = len(list(run.glob("events.out.tfevents.*")))
    print(f"{len(wanted)} tags, {count} figures in {files} event files; {len(failures)} failures")
    for failure in failures:
        print(failure)
    return int(bool(failures) or not wanted)


if __name__ == "__main__":
    sys.exit(main())
