#!/usr/bin/env python3
"""Mean seconds of one inference of an ONNX model in onnxruntime.

Usage: onnxruntime_speed.py MODEL.onnx --width W --height H --threads N [--repeats 20]
Run it with the Python of the set-up: .runtime/venv/bin/python.
"""

import argparse
import time

import numpy
import onnxruntime


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("--width", type=int, required=True)
    parser.add_argument("--height", type=int, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=20)
    options = parser.parse_args()
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    settings.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        options.model, settings, providers=["CPUExecutionProvider"])
    feeds = {}
    for entry in session.get_inputs():
        shape = [size if isinstance(size, int) else 1 for size in entry.shape]
        if len(shape) == 4:
            shape[2:] = [options.height, options.width]
        feeds[entry.name] = numpy.zeros(shape, numpy.float32)
    session.run(None, feeds)  # the first inference allocates
    start = time.perf_counter()
    for _ in range(options.repeats):
        session.run(None, feeds)
    print((time.perf_counter() - start) / options.repeats)


if __name__ == "__main__":
    main()
