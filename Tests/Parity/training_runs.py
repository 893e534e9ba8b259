"""Runs of `galley train` that are made once, and figures of several seeds."""

import json
import statistics
import subprocess
import sys


def trained(galley, folder, arguments):
    """Makes, or goes on with, the run of a folder; its measurements on held-out documents, in order."""
    if not (folder / "teacher.onnx").exists():
        command = [galley, "train", "--output", str(folder), *arguments]
        if (folder / "last.safetensors").exists():
            command.append("--resume")
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode != 0:
            sys.exit(f"{folder}: {result.stderr.strip().splitlines()[-1]}")
    lines = (folder / "metrics.jsonl").read_text().splitlines()
    return [line for line in map(json.loads, lines) if "AP" in line]


def settings(values):
    """Options that set keys of a configuration."""
    return [part for value in values for part in ("--set", value)]


def summary(values):
    """Mean and standard deviation, as a cell of a table."""
    deviation = statistics.stdev(values) if len(values) > 1 else 0.0
    return f"{statistics.mean(values):.3f} ± {deviation:.3f}"
