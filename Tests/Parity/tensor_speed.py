#!/usr/bin/env python3
"""What a call of Galley's tensors costs beside PyTorch's own, over the same libtorch.

Usage: /usr/bin/python3 Tests/Parity/tensor_speed.py [--bench .build/release/GalleyBench]
                                                     [--rounds 5] [--threads 1]

Runs both in turn, A B A B, and prints the least time of each and the median of the ratios of each
round: below 1, Galley is faster. Needs PyTorch (Debian's python3-torch); run it on a quiet machine.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import time

import torch


def least(body, count):
    """Least mean seconds of ten rounds."""
    times = []
    for _ in range(10):
        start = time.perf_counter()
        for _ in range(count):
            body()
        times.append((time.perf_counter() - start) / count)
    return min(times)


def model():
    """The parameters of `GalleyBench tensors speed`, with gradients."""
    groups = ([], [])
    for width in (32, 48, 96, 160):
        for _ in range(8):
            for shape in ((3 * width, width, 1, 1), (width, 2 * width, 1, 1), (width, 1, 3, 3)):
                groups[0].append(torch.nn.Parameter(torch.randn(shape) * 0.1))
            groups[1].extend(torch.nn.Parameter(torch.ones(width)) for _ in range(7))
    for parameter in groups[0] + groups[1]:
        parameter.grad = parameter.detach().clone()
    return groups


def measure(repeats):
    """Seconds of each by PyTorch."""
    a, b = torch.tensor([1.0]), torch.tensor([2.0])
    start = torch.tensor([1.0], requires_grad=True)

    def learn():
        (start * b).sum().backward()
        start.grad = None

    decaying, others = model()
    groups = [{"params": decaying, "weight_decay": 0.05}, {"params": others, "weight_decay": 0}]
    adam = torch.optim.AdamW(groups, lr=1e-4, foreach=True)
    descent = torch.optim.SGD(decaying + others, lr=1e-4, momentum=0.9, foreach=True)
    few = max(1, repeats // 10_000)
    return {
        "add": least(lambda: a + b, repeats // 10),
        "add a number": least(lambda: a + 2.0, repeats // 10),
        "reshape": least(lambda: a.reshape(1, 1), repeats // 10),
        "add, recorded": least(lambda: start + b, repeats // 10),
        "multiply and backward": least(learn, repeats // 100),
        "AdamW step": least(adam.step, few), "SGD step": least(descent.step, few),
        "clip": least(
            lambda: torch.nn.utils.clip_grad_norm_(decaying + others, 1e-3), few),
    }


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--bench", default=str(root / ".build/release/GalleyBench"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=100_000)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    ours, theirs = [], []
    for _ in range(options.rounds):
        output = subprocess.run(
            [options.bench, "tensors", "speed", "--repeats", str(options.repeats), "--threads",
             str(options.threads)], check=True, capture_output=True, text=True).stdout
        ours.append({name: float(value) for name, value in
                     (line.split("\t") for line in output.splitlines())})
        theirs.append(measure(options.repeats))
    print("| what | Galley, µs | PyTorch, µs | ratio |\n| --- | --- | --- | --- |")
    for name in theirs[0]:
        a, b = ([1e6 * times[name] for times in side] for side in (ours, theirs))
        ratio = statistics.median(x / y for x, y in zip(a, b))
        print(f"| {name} | {min(a):.2f} | {min(b):.2f} | {ratio:.2f} |")


if __name__ == "__main__":
    sys.exit(main())
