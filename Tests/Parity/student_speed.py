#!/usr/bin/env python3
"""What a step of Galley's student costs beside the same network in eager PyTorch.

Usage: /usr/bin/python3 Tests/Parity/student_speed.py [--bench .build/release/GalleyBench]
                                                      [--pairs 20] [--threads 2]

Trains the tiny student on 4 images of 288 by 384 pixels (forward, assignment and losses, backward,
clipping, AdamW, moving average) and runs it on a page of 480 by 640, both sides from the same
parameters, images and truths. Single steps take turns, A B A B; printed are the median seconds of
each, and the median of the ratios of the pairs: below 1, Galley is faster. Needs PyTorch over the
same libtorch (Debian's python3-torch); run it on a quiet machine.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

# Threads of libtorch that wait leave the processor to the other side.
os.environ.setdefault("GOMP_SPINCOUNT", "5000")

import torch

import plain_safetensors
import student_network
from student_losses import Points, Truths, boxes_of, detection_loss, side_statistics, variances_of


class Training:
    """A training step in PyTorch."""

    def __init__(self, given):
        classes = given["model.head.classes.bias"].numel()

        def network():
            network = student_network.Student(student_network.TINY, classes)
            return student_network.load(network, given, "model.")

        self.network, self.average, self.steps = network(), network(), 0
        self.images = given["images"]
        self.truths = [Truths.read(given, image, torch.float32)
                       for image in range(len(self.images))]
        decaying, others = [], []
        for path, parameter in self.network.named_parameters():
            # Kernels decay, and the vector of attention; norms, biases and scales do not.
            decays = parameter.dim() in (2, 4)
            (decaying if decays else others).append(parameter)
        self.optimiser = torch.optim.AdamW(
            [{"params": decaying, "weight_decay": 0.05}, {"params": others, "weight_decay": 0}],
            lr=1e-4, foreach=True)
        self.trained = [[parameter.detach() for parameter in model.parameters()]
                        for model in (self.network, self.average)]
        self.copied = list(zip(self.average.buffers(), self.network.buffers()))

    def step(self):
        self.optimiser.zero_grad(set_to_none=True)
        outputs, sizes = self.network(self.images)
        parts, _ = detection_loss(outputs, sizes, self.truths)
        values = {name: loss.item() for name, loss in parts.items()}
        sum(parts.values()).backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 10)
        self.optimiser.step()
        share = min(0.9998, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            torch._foreach_mul_(self.trained[1], share)
            torch._foreach_add_(self.trained[1], self.trained[0], alpha=1 - share)
            for average, model in self.copied:
                average.copy_(model)
        self.steps += 1
        return values


class Inference:
    """Scores, boxes and variances of a page in PyTorch."""

    def __init__(self, given):
        classes = given["model.head.classes.bias"].numel()
        self.network = student_network.Student(student_network.TINY, classes)
        student_network.load(self.network, given, "model.").eval()
        self.page = given["page"]

    @torch.no_grad()
    def step(self):
        (classes, sides, log_variances), sizes = self.network(self.page)
        points = Points(sizes)
        mean, spread = side_statistics(sides)
        return (classes.sigmoid(), boxes_of(mean, points),
                variances_of(spread, log_variances) * points.strides[:, None] ** 2)


class Galley:
    """`GalleyBench student speed`, which runs one step for each line that it is given."""

    def __init__(self, bench, path, threads):
        self.process = subprocess.Popen(
            [bench, "student", "speed", path, "--threads", str(threads)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def seconds(self, kind):
        self.process.stdin.write(kind + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def measure(galley, kind, step, pairs):
    """Medians of both sides and of the ratios; the first pairs only warm up."""
    ours, theirs = [], []
    for _ in range(pairs + 3):
        ours.append(galley.seconds(kind))
        start = time.perf_counter()
        step()
        theirs.append(time.perf_counter() - start)
    ours, theirs = ours[3:], theirs[3:]
    ratios = [a / b for a, b in zip(ours, theirs)]
    return (statistics.median(ours), statistics.median(theirs), statistics.median(ratios),
            min(ours) / min(theirs))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--bench", default=str(root / ".build/release/GalleyBench"))
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "student.safetensors")
        galley = Galley(options.bench, path, options.threads)
        galley.seconds("inference")
        given = plain_safetensors.read(path)
        print("| what | Galley, ms | PyTorch, ms | ratio | ratio of the least |\n"
              "| --- | --- | --- | --- | --- |")
        for kind, step in (("inference", Inference(given).step), ("training", Training(given).step)):
            ours, theirs, ratio, least = measure(galley, kind, step, options.pairs)
            print(f"| {kind} | {1e3 * ours:.1f} | {1e3 * theirs:.1f} | {ratio:.3f} | {least:.3f} |",
                  flush=True)
        galley.close()


if __name__ == "__main__":
    sys.exit(main())
