#!/usr/bin/env python3
"""Seconds a page of 'galley predict' beside one inference of yolov8n-doclaynet in onnxruntime.

Usage: .runtime/venv/bin/python Tests/Parity/predict_speed.py RUN IMAGES [--pages 100] [--threads 2]
                                                              [--pairs 5]

RUN is a run of 'galley train' whose input has 640 pixels, IMAGES a folder of page images. Galley's
side is the whole way from file to boxes: the time of so many pages less that of one, so that the
start does not count. The peer's side is the inference alone, at its 1024 pixels. Both run in turn,
A B A B; printed is the median of the ratios.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def galley(options, images):
    """Seconds of one run over some images."""
    with tempfile.TemporaryDirectory() as folder:
        command = [options.galley, "predict", "--model", options.run, "--threads",
                   str(options.threads), "--output", f"{folder}/found.json", *images]
        start = time.perf_counter()
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        return time.perf_counter() - start


def peer(options):
    """Seconds of one inference of the peer."""
    command = [sys.executable, ROOT / "Tests/Parity/onnxruntime_speed.py",
               ROOT / ".runtime/models/yolov8n-doclaynet.onnx", "--width", "1024", "--height",
               "1024", "--threads", str(options.threads), "--repeats", "10"]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run")
    parser.add_argument("images")
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--galley", default=str(ROOT / ".build/release/galley"))
    options = parser.parse_args()
    images = sorted(str(path) for path in pathlib.Path(options.images).iterdir()
                    if path.suffix.lower() in (".jpg", ".jpeg", ".png"))[:options.pages + 1]
    if len(images) < 2:
        sys.exit(f"{options.images} has too few images")
    ratios = []
    for _ in range(options.pairs):
        many, one = galley(options, images), galley(options, images[:1])
        ours = (many - one) / (len(images) - 1)
        theirs = peer(options)
        ratios.append(ours / theirs)
        print(f"galley predict {ours * 1000:.0f} ms a page, yolov8n {theirs * 1000:.0f} ms")
    print(f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})")


if __name__ == "__main__":
    main()
