#!/usr/bin/env python3
"""Galley's tensors beside PyTorch: every function and layer, every gradient, every optimiser.

Usage: /usr/bin/python3 Tests/Parity/tensor_parity.py [--bench .build/release/GalleyBench]

Needs PyTorch over the same libtorch (Debian's python3-torch). The largest difference of each
result, over the largest magnitude of PyTorch's, must stay within 1e-4; so must parameters, running
statistics, their moving averages, losses and gradient norms over 50 steps of each optimiser.
Prints a table; the exit code is 1 where a figure is beyond.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

import torch

import plain_safetensors
from tensor_cases import FUNCTIONS, LAYERS

LIMIT = 1e-4


def difference(ours, theirs):
    """Largest difference over the largest magnitude of theirs."""
    if ours is None or ours.shape != theirs.shape:
        return float("inf")
    if theirs.numel() == 0:
        return 0.0
    ours, theirs = ours.double(), theirs.double()
    scale = theirs.abs().max().item()
    error = (ours - theirs).abs().max().item()
    return error / scale if scale > 0 else error


class Case:
    """A function or module, what it gets and what PyTorch makes of it."""

    def __init__(self, function, inputs):
        self.given, self.expected = {}, {}
        module = function if isinstance(function, torch.nn.Module) else None
        names = getattr(module, "NAMES", {})
        for path, tensor in (module.state_dict() if module else {}).items():
            if path != "num_batches_tracked":
                self.given[f"model.{names.get(path, path)}"] = tensor.clone()
        inputs = [tensor.clone().requires_grad_(tensor.dtype == torch.float32) for tensor in inputs]
        outputs = function(*inputs)
        outputs = [outputs] if isinstance(outputs, torch.Tensor) else list(outputs)
        for index, tensor in enumerate(inputs):
            self.given[f"in.{index}"] = tensor
        for index, output in enumerate(outputs):
            self.expected[f"out.{index}"] = output.detach()
        if outputs[0].requires_grad:
            seeds = [torch.randn(output.shape, dtype=output.dtype) for output in outputs]
            sum((output * seed).sum() for output, seed in zip(outputs, seeds)).backward()
            self.given.update({f"seed.{index}": seed for index, seed in enumerate(seeds)})
        for index, tensor in enumerate(inputs):
            if tensor.grad is not None:
                self.expected[f"grad.{index}"] = tensor.grad
        for path, tensor in (module.named_parameters() if module else []):
            self.expected[f"grad.{names.get(path, path)}"] = tensor.grad
        for path, tensor in (module.named_buffers() if module else []):
            if path != "num_batches_tracked":
                self.expected[f"after.{path}"] = tensor

    def errors(self, name, ours):
        """The largest difference of outputs, and of gradients and statistics."""
        errors = {"out": 0.0, "grad": 0.0}
        for key, theirs in self.expected.items():
            kind = "out" if key.startswith("out") else "grad"
            errors[kind] = max(errors[kind], difference(ours.get(f"{name}.{key}"), theirs))
        return errors["out"], errors["grad"]


def run(bench, command, given, *arguments):
    """What a command of the benchmark program makes of tensors."""
    with tempfile.TemporaryDirectory() as folder:
        source, result = (str(pathlib.Path(folder) / name) for name in ("in", "out"))
        plain_safetensors.write(source, given)
        subprocess.run([bench, "tensors", command, source, result, *arguments], check=True)
        return plain_safetensors.read(result)


def compare_cases(bench):
    """Rows of the table: name, error of outputs, error of gradients."""
    cases = {name: Case(*case) for name, case in {**FUNCTIONS, **LAYERS}.items()}
    given = {f"{name}.{key}": tensor
             for name, case in cases.items() for key, tensor in case.given.items()}
    ours = run(bench, "parity", given)
    missing = {key.split(".")[0] for key in ours} - set(cases)
    assert not missing, f"not known here: {missing}"
    return [(name, *case.errors(name, ours)) for name, case in cases.items()]


OPTIMISERS = {
    "adamw": lambda groups: torch.optim.AdamW(groups, weight_decay=0.05, foreach=True),
    "sgd": lambda groups: torch.optim.SGD(groups, lr=1, weight_decay=0),
    "momentum": lambda groups: torch.optim.SGD(groups, lr=1, momentum=0.9, weight_decay=0.01),
    "nesterov": lambda groups: torch.optim.SGD(
        groups, lr=1, momentum=0.9, nesterov=True, weight_decay=0),
}


def rate(step, peak=0.05, floor=1e-3, warm_up=10, steps=50):
    """Linear warm-up, then PyTorch's own cosine."""
    if step < warm_up:
        return peak * (step + 1) / warm_up
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimiser = torch.optim.SGD([parameter], lr=peak)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps - warm_up, floor)
    for _ in range(step - warm_up):
        optimiser.step()
        schedule.step()
    return schedule.get_last_lr()[0]


def trajectory(name, state, inputs, targets):
    """What PyTorch makes of the network that `GalleyBench tensors trajectories` trains."""
    network = torch.nn.Sequential(
        torch.nn.Linear(4, 8), torch.nn.GELU(), torch.nn.BatchNorm1d(8), torch.nn.Linear(8, 2))
    network.load_state_dict(state, strict=False)
    decaying = [network[0].weight, network[3].weight]
    others = [network[0].bias, *network[2].parameters(), network[3].bias]
    optimiser = OPTIMISERS[name](
        [{"params": decaying}, {"params": others, "weight_decay": 0}])
    average = {key: value.clone() for key, value in network.state_dict().items()}
    norms, losses = [], []
    for step in range(len(inputs)):
        for group in optimiser.param_groups:
            group["lr"] = rate(step)
        optimiser.zero_grad(set_to_none=True)
        loss = torch.nn.functional.mse_loss(network(inputs[step]), targets[step])
        loss.backward()
        losses.append(loss.item())
        norms.append(torch.nn.utils.clip_grad_norm_(network.parameters(), 0.5).item())
        optimiser.step()
        share = min(0.9998, (1 + step) / (10 + step))
        trained = dict(network.named_parameters())
        for key, value in network.state_dict().items():
            average[key] = (
                share * average[key] + (1 - share) * value if key in trained else value.clone())
    results = {"norms": torch.tensor(norms), "losses": torch.tensor(losses)}
    for kind, tensors in (("model", network.state_dict()), ("average", average)):
        for key, value in tensors.items():
            if not key.endswith("num_batches_tracked"):
                results[f"{kind}.{key}"] = value
    return results


def compare_trajectories(bench):
    """Rows of the table: name, error of parameters and averages, error of norms and losses."""
    inputs, targets = torch.randn(50, 16, 4), torch.randn(50, 16, 2)
    network = torch.nn.Sequential(
        torch.nn.Linear(4, 8), torch.nn.GELU(), torch.nn.BatchNorm1d(8), torch.nn.Linear(8, 2))
    state = {key: value.clone() for key, value in network.state_dict().items()
             if not key.endswith("num_batches_tracked")}
    given = {f"model.{key}": value for key, value in state.items()}
    ours = run(bench, "trajectories", {**given, "inputs": inputs, "targets": targets})
    rows = []
    for name in OPTIMISERS:
        errors = {True: 0.0, False: 0.0}
        for key, theirs in trajectory(name, state, inputs, targets).items():
            kind = "." in key
            errors[kind] = max(errors[kind], difference(ours.get(f"{name}.{key}"), theirs))
        rows.append((f"50 steps of {name}", errors[True], errors[False]))
    return rows


def compare_script(bench):
    """A row of the table: a module that PyTorch traced, loaded by Galley."""
    network = torch.nn.Sequential(
        torch.nn.Conv2d(3, 8, 3, 2, 1), torch.nn.BatchNorm2d(8), torch.nn.GELU(),
        torch.nn.AdaptiveAvgPool2d(2), torch.nn.Flatten(), torch.nn.Linear(32, 5)).eval()
    image = torch.randn(2, 3, 16, 16)
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        path = str(pathlib.Path(folder) / "network.pt")
        torch.jit.save(torch.jit.trace(network, image), path)
        ours = run(bench, "script", {"in": image}, path)
        return "TorchScript module", difference(ours.get("out.0"), network(image)), 0.0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--bench", default=str(root / ".build/release/GalleyBench"))
    bench = parser.parse_args().bench
    torch.set_num_threads(1)
    rows = compare_cases(bench) + compare_trajectories(bench)
    rows.append(compare_script(bench))
    print("| function, layer, optimiser | output | gradient, statistics, norms |\n"
          "| --- | --- | --- |")
    for name, output, gradient in rows:
        mark = "" if max(output, gradient) <= LIMIT else " **beyond**"
        print(f"| {name} | {output:.1e} | {gradient:.1e}{mark} |")
    worst = max(max(row[1:]) for row in rows)
    beyond = sum(max(row[1:]) > LIMIT for row in rows)
    print(f"\n{len(rows)} compared over PyTorch {torch.__version__}, "
          f"{beyond} beyond {LIMIT:.0e}; the largest difference is {worst:.1e}")
    return int(beyond > 0)


if __name__ == "__main__":
    sys.exit(main())
