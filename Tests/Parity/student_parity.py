#!/usr/bin/env python3
"""Galley's student beside the same network, assignment and losses written in PyTorch.

Usage: /usr/bin/python3 Tests/Parity/student_parity.py [--bench .build/release/GalleyBench]
                                                       [--seed 7] [--all]

Needs PyTorch over the same libtorch (Debian's python3-torch). `GalleyBench student parity` runs the
tiny student on random images and writes what went in and what came out; the same is computed here
from student_network.py and student_losses.py: the head's outputs, boxes and variances, each part of
the loss, the gradient of every parameter, the running statistics, and every building block by
itself. The largest difference of each tensor, over its largest magnitude, must stay within 1e-4. A
bias that batch normalisation takes off again has a gradient of zero but for noise, which is measured
against the gradient of its layer's weight. Prints a table, with --all a row for every
tensor; the exit code is 1 where a figure is beyond.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

import torch

import plain_safetensors
import student_network
from student_losses import Points, Truths, boxes_of, detection_loss, side_statistics, variances_of

LIMIT = 1e-4
LAST_BLOCK = "backbone.stage3.block1"

BLOCKS = {
    "mixer": lambda: student_network.Mixer(12, 48),
    "additive_attention": lambda: student_network.AdditiveAttention(16, factor=16 ** -0.5),
    "attention_block": lambda: student_network.AttentionBlock(12),
    "pyramid": lambda: student_network.Pyramid((12, 16, 20), 32, True, 4),
    "full_pyramid": lambda: student_network.Pyramid((12, 16, 20), 64, False, 5),
    "head": lambda: student_network.Head(32, 2, True, 4, 3),
    "full_head": lambda: student_network.Head(64, 2, False, 5, 3),
}


def difference(ours, theirs, scale=None):
    """Largest difference over the largest magnitude of theirs, or another scale."""
    if ours is None or ours.shape != theirs.shape:
        return float("inf")
    ours, theirs = ours.double(), theirs.double()
    scale = theirs.abs().max().item() if scale is None else scale
    error = (ours - theirs).abs().max().item()
    return error / scale if scale > 0 else error


def noisy_biases(network):
    """Biases that only shift what batch normalisation shifts back, with their layers' weights."""
    before = {"depthwise": "norm", "conv": "norm"}
    modules = dict(network.named_modules())
    for path in modules:
        parent, _, name = path.rpartition(".")
        follower = modules.get(".".join(filter(None, (parent, before.get(name, "-")))))
        if isinstance(follower, torch.nn.BatchNorm2d):
            yield f"{path}.bias", f"{path}.weight"
    # The last block's goes to the output's norm alone; that of its local part to little else.
    for layer in ("narrow", "attention.project", "attention.final", "local.narrow"):
        path = f"{LAST_BLOCK}.{layer}"
        if path in modules:
            yield f"{path}.bias", f"{path}.weight"


def gradients(network, given, prefix):
    """Rows of gradients and running statistics."""
    parameters = dict(network.named_parameters())
    noisy = dict(noisy_biases(network))
    for path, parameter in parameters.items():
        ours = given.get(f"{prefix}grad.{path}")
        if parameter.grad is None:
            yield "gradient", path, 0.0 if ours is None else float("inf")
            continue
        scale = parameters[noisy[path]].grad.abs().max().item() if path in noisy else None
        yield "gradient", path, difference(ours, parameter.grad, scale)
    for path, buffer in network.named_buffers():
        if not path.endswith("num_batches_tracked"):
            yield "running statistics", path, difference(given.get(f"{prefix}after.{path}"), buffer)


def block_rows(name, make, given):
    """Rows of a building block by itself."""
    prefix = f"block.{name}."
    network = student_network.load(make(), given, f"{prefix}model.")

    def numbered(kind):
        count = sum(key.startswith(f"{prefix}{kind}.") for key in given)
        return [given[f"{prefix}{kind}.{index}"] for index in range(count)]

    inputs = [tensor.requires_grad_() for tensor in numbered("in")]
    outputs = network(*inputs)
    outputs = [outputs] if isinstance(outputs, torch.Tensor) else outputs
    seeds = numbered("seed")
    assert len(outputs) == len(seeds)
    sum((output * seed).sum() for output, seed in zip(outputs, seeds)).backward()
    for index, output in enumerate(outputs):
        yield "output", str(index), difference(given[f"{prefix}out.{index}"], output.detach())
    for index, tensor in enumerate(inputs):
        yield "gradient", f"input {index}", difference(given[f"{prefix}grad.{index}"], tensor.grad)
    yield from gradients(network, given, prefix)


def output_rows(outputs, sizes, given, prefix, kind):
    """Rows of what the head says, and of boxes and variances."""
    points = Points(sizes)
    mean, spread = side_statistics(outputs[1])
    variances = variances_of(spread, outputs[2]) * points.strides[:, None] ** 2
    named = zip(("classes", "sides", "log_variances", "boxes", "variances"),
                (*outputs, boxes_of(mean, points), variances))
    for name, theirs in named:
        yield kind, name, difference(given[prefix + name], theirs.detach())


def student_rows(given):
    """Rows of the whole tiny student."""
    images = given["images"]
    truths = [Truths.read(given, image, torch.double) for image in range(len(images))]
    network = student_network.Student(
        student_network.TINY, given["classes"].shape[2])
    student_network.load(network, given, "model.")
    outputs, sizes = network(images)
    yield from output_rows(outputs, sizes, given, "", "output")
    parts, positives = detection_loss(outputs, sizes, truths, torch.double)
    yield "loss", "positives", difference(given["positives"], torch.tensor([float(positives)]))
    total = sum(parts.values())
    for name, loss in {**parts, "total": total}.items():
        yield "loss", name, difference(given[f"loss.{name}"], loss.detach()[None])
    total.backward()
    yield from gradients(network, given, "")
    with torch.no_grad():
        outputs, sizes = network.eval()(images)
    yield from output_rows(outputs, sizes, given, "inference.", "output, running statistics")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--bench", default=str(root / ".build/release/GalleyBench"))
    parser.add_argument("--seed", default="7")
    parser.add_argument("--all", action="store_true", help="a row for every tensor")
    options = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "student.safetensors")
        subprocess.run([options.bench, "student", "parity", path, "--seed", options.seed],
                       check=True)
        given = plain_safetensors.read(path)
    rows = [("student", *row) for row in student_rows(given)]
    for name, make in BLOCKS.items():
        rows += [(name, *row) for row in block_rows(name, make, given)]
    print("| part | what | tensors | largest difference | of |\n| --- | --- | --- | --- | --- |")
    groups = {}
    for part, kind, name, error in rows:
        single = options.all or kind in ("output", "loss")
        groups.setdefault((part, kind, name if single else ""), []).append((error, name))
    for (part, kind, _), group in groups.items():
        error, name = max(group)
        mark = "" if error <= LIMIT else " **beyond**"
        print(f"| {part} | {kind} | {len(group)} | {error:.1e}{mark} | {name} |")
    beyond = sum(not row[3] <= LIMIT for row in rows)
    print(f"\n{len(rows)} tensors over PyTorch {torch.__version__}, {beyond} beyond {LIMIT:.0e}; "
          f"the largest difference is {max(row[3] for row in rows):.1e}")
    return int(beyond > 0)


if __name__ == "__main__":
    sys.exit(main())
