#!/usr/bin/env python3
"""Two processes with batch B train as one with batch 2 B, survive a stop, and tell of a death.

Usage: parallel_training.py [--galley .build/release/galley]

1. Loss curves of 20 steps of both must agree within 1e-4 relative (pages of one size, no views).
2. Rank 1 is killed in the middle: rank 0 must end soon, with a message and exit code 69.
3. Both go on with --resume to the end; the losses must be those of the first run of two.
4. Both are interrupted at different moments: both must end with 130 at the same step.
"""

import argparse
import os
import pathlib
import signal
import socket
import sys
import tempfile
import time

import drawn_pages


def pair(galley, config, run, *options):
    """Starts two processes of one job."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return [drawn_pages.start(
        galley, config, run, *options,
        environment={**os.environ, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port),
                     "RANK": str(rank), "WORLD_SIZE": "2"}) for rank in range(2)]


def end(processes, limit=300):
    """Waits; exit codes and what was said."""
    messages = [process.communicate(timeout=limit)[1].strip() for process in processes]
    return [process.returncode for process in processes], messages


def wait_for_steps(run, steps, limit=120):
    """Waits until so many steps are in the log."""
    start = time.monotonic()
    while time.monotonic() - start < limit:
        if (run / "metrics.jsonl").exists() and len(drawn_pages.losses(run)) >= steps:
            return
        time.sleep(0.02)
    sys.exit(f"{run} does not come to step {steps}")


def compare(name, one, other, allowed, failures):
    """Compares two loss curves."""
    if one.keys() != other.keys():
        failures.append(f"{name}: steps {sorted(one)} and {sorted(other)}")
        return
    worst = max(abs(one[step] - other[step]) / abs(one[step]) for step in one)
    print(f"{name}: {len(one)} steps, greatest relative difference {worst:.1e}")
    if not worst <= allowed:
        failures.append(f"{name}: differ by {worst:.1e}, more than {allowed:.0e}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--galley", default=str(root / ".build/release/galley"))
    galley = parser.parse_args().galley
    failures = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        drawn_pages.draw(folder / "data")
        common = {"views": "none", "steps": 20, "evaluate_every": 10, "checkpoint_every": 4,
                  "learning": {"rate": 5e-4}}
        config = drawn_pages.configure(folder / "data", **common, batch=8)
        codes, messages = end([drawn_pages.start(galley, config, folder / "one")])
        if codes != [0]:
            sys.exit(f"one process: {codes} {messages}")
        config = drawn_pages.configure(folder / "data", **common, batch=4)
        codes, messages = end(pair(galley, config, folder / "two"))
        if codes != [0, 0]:
            sys.exit(f"two processes: {codes} {messages}")
        one, two = (drawn_pages.losses(folder / run) for run in ("one", "two"))
        compare("one process and two", one, two, 1e-4, failures)

        run = folder / "killed"
        processes = pair(galley, config, run)
        wait_for_steps(run, 7)
        processes[1].send_signal(signal.SIGKILL)
        begin = time.monotonic()
        codes, messages = end(processes, 60)
        seconds = time.monotonic() - begin
        print(f"rank 1 killed: rank 0 ends after {seconds:.1f} s with {codes[0]}: "
              f"{messages[0].splitlines()[-1]}")
        if codes[0] != 69 or seconds > 10 or "--resume" not in messages[0]:
            failures.append(f"rank 0 after the death of rank 1: {codes[0]} {messages[0]}")
        codes, messages = end(pair(galley, config, run, "--resume"))
        if codes != [0, 0]:
            failures.append(f"resumed: {codes} {messages}")
        compare("resumed and undisturbed", two, drawn_pages.losses(run), 1e-6, failures)

        run = folder / "stopped"
        processes = pair(galley, config, run)
        wait_for_steps(run, 5)
        for process in reversed(processes):
            process.send_signal(signal.SIGINT)
            time.sleep(0.3)
        codes, messages = end(processes, 60)
        print(f"both interrupted: {codes}, {len(drawn_pages.losses(run))} steps")
        if codes != [130, 130]:
            failures.append(f"interrupted: {codes} {messages}")
        codes, messages = end(pair(galley, config, run, "--resume"))
        if codes != [0, 0]:
            failures.append(f"resumed after a stop: {codes} {messages}")
        compare("stopped, resumed and undisturbed", two, drawn_pages.losses(run), 1e-6, failures)
    print("\n".join([f"{len(failures)} failures", *failures]))
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
