#!/usr/bin/env python3
"""Two Galley processes in a group: they sum, and survive the death or the silence of one.

Usage: process_group.py [--bench .build/release/GalleyBench]
"""

import argparse
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time


def start(bench, rounds, timeout):
    """Two processes that sum so many times."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return [subprocess.Popen(
        [bench, "tensors", "group", "--rounds", str(rounds), "--timeout", str(timeout)],
        env={**os.environ, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port),
             "RANK": str(rank), "WORLD_SIZE": "2"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for rank in range(2)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--bench", default=str(root / ".build/release/GalleyBench"))
    bench = parser.parse_args().bench
    failures = []
    pair = start(bench, 1, 20)
    outputs = [process.communicate(timeout=60) for process in pair]
    if [output[0].strip() for output in outputs] != ["[3.0, 0.0]"] * 2:
        failures.append(f"sum: {outputs}")
    for number, name in ((signal.SIGKILL, "killed"), (signal.SIGSTOP, "stopped")):
        for victim in range(2):
            pair = start(bench, 100_000, 3)
            for process in pair:
                process.stdout.readline()
            begin = time.monotonic()
            pair[victim].send_signal(number)
            _, message = pair[1 - victim].communicate(timeout=60)
            seconds, code = time.monotonic() - begin, pair[1 - victim].returncode
            pair[victim].kill()
            pair[victim].communicate()
            line = f"rank {victim} {name}: the other ends after {seconds:.1f} s with {code}: "
            print(line + message.strip()[:160])
            if code != 1 or seconds > 6 or "cannot work together" not in message:
                failures.append(line)
    print(f"{len(failures)} failures", *failures, sep="\n")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
