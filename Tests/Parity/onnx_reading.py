#!/usr/bin/env python3
"""ONNX graphs in Galley compute what ONNX Runtime computes, and learn as they do in PyTorch.

Usage: onnx_reading.py [PART ...] [--bench .build/release/GalleyBench] [--models .runtime/models]
                       [--page PAGE] [--pairs 5] [--threads 1]

Parts, all by default:
  outputs    both detectors of the set-up at their own size, on random numbers and on a page,
             relative to the greatest magnitude where that is above 1
  gradients  of all parameters for fixed random seeds, beside onnx2torch in PyTorch (320 px)
  sizes      both detectors at other sizes and batches, beside onnx2torch
  writing    a graph with moved parameters is the same graph with other numbers
  operators  many small graphs beside ONNX Runtime
  speed      step time and memory (the most, less that before the first step) at 640 px, batch 4,
             beside eager PyTorch; steps take turns

Needs a Python with onnx, onnxruntime, onnx2torch, torch, numpy and pillow:

    python3 -m venv /tmp/onnx && /tmp/onnx/bin/pip install onnx onnxruntime onnx2torch torch pillow
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

import numpy
import onnx
import onnxruntime

import onnx_operators

LIMIT = 1e-4
# What a decoder reads, before its sigmoid and softmax.
VALUES = {
    "yolov8n-doclaynet": [f"/model.22/cv{branch}.{level}/cv{branch}.{level}.2/Conv_output_0"
                          for branch in (3, 2) for level in range(3)],
    "picodet-cdla": [f"split_{level}.tmp_{part}" for part in (0, 1) for level in range(4)],
}


def write(path, tensors):
    """A safetensors file of 32-bit numbers, 64-bit whole numbers and truth values."""
    import json
    names = {"float32": "F32", "float64": "F64", "int64": "I64", "int32": "I32", "bool": "BOOL",
             "uint8": "U8"}
    header, parts, end = {}, [], 0
    for name, array in tensors.items():
        part = numpy.ascontiguousarray(array).tobytes()
        header[name] = {"dtype": names[str(array.dtype)], "shape": list(array.shape),
                        "data_offsets": [end, end + len(part)]}
        parts.append(part)
        end += len(part)
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + b"".join(parts))


def read(path):
    """The tensors of a safetensors file."""
    import json
    types = {"F32": "f4", "F64": "f8", "I64": "i8", "I32": "i4", "BOOL": "?", "U8": "u1"}
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header, body = json.loads(data[8:8 + length]), data[8 + length:]
    return {name: numpy.frombuffer(body[slice(*entry["data_offsets"])], types[entry["dtype"]])
            .reshape(entry["shape"]) for name, entry in header.items() if name != "__metadata__"}


class Check:
    """Counts what is beyond a limit, and prints all."""

    def __init__(self):
        self.failures = []

    def __call__(self, what, worst, limit=LIMIT):
        print(f"{what}: {worst:.1e}", flush=True)
        if not worst <= limit:
            self.failures.append(f"{what}: {worst:.1e} is above {limit:.0e}")


def galley(options, folder, model, values, inputs, *arguments):
    """What `GalleyBench onnx run` gives."""
    given, found = folder / "given.safetensors", folder / "found.safetensors"
    write(given, inputs)
    named = [argument for value in values for argument in ("--value", value)]
    subprocess.run([options.bench, "onnx", "run", str(model), str(given), str(found), *named,
                    *arguments], check=True)
    return read(found)


def cut(path, values, folder):
    """The same graph with these values as its outputs, as a file."""
    model = onnx.load(path)
    constants = [node for node in model.graph.node if node.op_type == "Constant"]
    needed, nodes = set(values), []
    for node in reversed(model.graph.node):
        if set(node.output) & needed:
            needed.update(node.input)
            nodes.append(node)
    del model.graph.node[:], model.graph.output[:]
    model.graph.node.extend(reversed(nodes))
    for index, value in enumerate(values):
        # onnx2torch gives all values of a node where one of several is an output.
        model.graph.node.append(onnx.helper.make_node("Identity", [value], [f"cut.{index}"]))
        model.graph.output.append(onnx.helper.make_tensor_value_info(
            f"cut.{index}", onnx.TensorProto.FLOAT, None))
    # Names of initialisers are those of Galley's parameters; onnx2torch wants all constants there.
    for node in constants:
        if node.output[0] in needed:
            tensor = onnx.TensorProto()
            tensor.CopyFrom(node.attribute[0].t)
            tensor.name = node.output[0]
            model.graph.initializer.append(tensor)
            model.graph.node.remove(node)
    kept = [tensor for tensor in model.graph.initializer if tensor.name in needed]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    result = folder / "cut.onnx"
    onnx.save(model, result)
    return result


def pages(options, shape):
    """Inputs of a shape: random numbers, and a page."""
    images = {"random": numpy.random.default_rng(4).random(shape)}
    if options.page:
        from PIL import Image
        with Image.open(options.page) as file:
            page = file.convert("RGB").resize(shape[:1:-1], Image.BILINEAR)
        images["page"] = (numpy.asarray(page) / 255).transpose(2, 0, 1)[None]
    return {kind: image.astype("f4") for kind, image in images.items()}


def outputs(options, folder, check):
    for name, values in VALUES.items():
        path = options.models / f"{name}.onnx"
        model = onnx.load(path)
        own = [output.name for output in model.graph.output]
        for value in values:
            model.graph.output.append(onnx.helper.make_tensor_value_info(
                value, onnx.TensorProto.FLOAT, None))
        session = onnxruntime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"])
        given = session.get_inputs()[0]
        for kind, image in pages(options, given.shape).items():
            theirs = session.run(own + values, {given.name: image})
            ours = galley(options, folder, path, own + values, {"in." + given.name: image})
            for index, value in enumerate(own + values):
                difference = numpy.abs(ours[f"out.{index}"] - theirs[index])
                # Boxes are in pixels, and on a page the logits of a detector reach 20 and more:
                # beside 64-bit numbers, each side is up to 4e-4 off there.
                scale = max(1.0, float(numpy.abs(theirs[index]).max()))
                check(f"{name}, {kind}, {value} {list(theirs[index].shape)}",
                      float(difference.max()) / scale)


class Torch:
    """A graph in PyTorch by onnx2torch, with its parameters by the names of the ONNX file."""

    def __init__(self, path):
        import onnx2torch
        self.module = onnx2torch.convert(str(path)).eval()
        self.initialisers = {tensor.name: onnx.numpy_helper.to_array(tensor)
                             for tensor in onnx.load(path).graph.initializer}

    def named(self):
        """Parameters by name in the file: onnx2torch renames, so numbers tell which is which."""
        import torch
        found, taken = {}, set()
        parameters = [(name, parameter) for name, parameter in self.module.named_parameters()]
        for name, array in self.initialisers.items():
            for path, parameter in parameters:
                if path not in taken and tuple(parameter.shape) == array.shape and \
                        torch.equal(parameter.detach(), torch.from_numpy(array.copy())):
                    taken.add(path)
                    found[name] = parameter
                    break
        return found


def seeds_of(values):
    generator = numpy.random.default_rng(9)
    return [generator.standard_normal(value.shape).astype("f4") for value in values]


def gradients(options, folder, check):
    import torch
    torch.set_num_threads(options.threads)
    for name, values in VALUES.items():
        path = cut(options.models / f"{name}.onnx", values, folder)
        theirs = Torch(path)
        named = theirs.named()
        given = onnx.load(path).graph.input[0].name
        image = numpy.random.default_rng(4).random((2, 3, 320, 256)).astype("f4")
        for phase in ("frozen", "training"):
            # Batch statistics of few numbers, in 32 bits, differ by more than any error of ours.
            theirs.module.double().train(phase == "training")
            found = theirs.module(torch.from_numpy(image).double())
            seeds = seeds_of([value.detach() for value in found])
            theirs.module.zero_grad()
            sum((value * torch.from_numpy(seed)).sum()
                for value, seed in zip(found, seeds)).backward()
            inputs = {"in." + given: image} | {f"seed.{index}": seed.astype("f8")
                                               for index, seed in enumerate(seeds)}
            ours = galley(options, folder, path, values, inputs, "--double",
                          *["--training"] * (phase == "training"))
            largest = max(float(parameter.grad.abs().max()) for parameter in named.values()
                          if parameter.grad is not None)
            worst, compared = 0.0, 0
            for parameter, tensor in named.items():
                if tensor.grad is None:
                    continue
                own = ours.get("grad." + parameter)
                if own is None:
                    continue
                compared += 1
                worst = max(worst, float(numpy.abs(own - tensor.grad.numpy()).max()) / largest)
            total = sum(key.startswith("grad.") for key in ours)
            check(f"{name}, {phase}: {compared} of {total} gradients", worst)
            if compared < total:
                check.failures.append(f"{name}: only {compared} of {total} gradients have a peer")
            theirs.module.float()


def sizes(options, folder, check):
    import torch
    for name, values in VALUES.items():
        path = options.models / f"{name}.onnx"
        small = cut(path, values, folder)
        theirs = Torch(small).module
        given = onnx.load(small).graph.input[0].name
        for shape in ((1, 3, 640, 640), (3, 3, 320, 448), (2, 3, 704, 512)):
            image = numpy.random.default_rng(4).random(shape).astype("f4")
            with torch.no_grad():
                found = theirs(torch.from_numpy(image))
            ours = galley(options, folder, path, values, {"in." + given: image})
            worst = max(float(numpy.abs(ours[f"out.{index}"] - value.numpy()).max())
                        for index, value in enumerate(found))
            check(f"{name} at {list(shape)}", worst)


def writing(options, folder, check):
    for name, values in VALUES.items():
        path, moved = options.models / f"{name}.onnx", folder / "moved.onnx"
        model = onnx.load(path)
        given = model.graph.input[0].name
        own = [output.name for output in model.graph.output]
        shape = [size.dim_value for size in model.graph.input[0].type.tensor_type.shape.dim]
        image = numpy.random.default_rng(4).random(shape).astype("f4")
        small = numpy.ascontiguousarray(image[:, :, :256, :256])
        found = galley(options, folder, path, values, {"in." + given: small})
        inputs = {"in." + given: small} | {
            f"seed.{index}": seed for index, seed in
            enumerate(seeds_of([found[f"out.{index}"] for index in range(len(values))]))}
        galley(options, folder, path, values, inputs, "--stepped", str(moved))
        onnx.checker.check_model(str(moved), full_check=True)
        old, new = path.read_bytes(), moved.read_bytes()
        differing = sum(a != b for a, b in zip(old, new)) / len(old)
        print(f"{name}: {differing:.1%} of the bytes differ, the lengths are "
              f"{len(old)} and {len(new)}")
        if len(old) != len(new) or not 0.3 < differing < 1:
            check.failures.append(f"{name}: the file written is of another form")
        session = onnxruntime.InferenceSession(str(moved), providers=["CPUExecutionProvider"])
        theirs = session.run(own, {given: image})
        ours = galley(options, folder, moved, [], {"in." + given: image})
        for index, value in enumerate(own):
            scale = max(1.0, float(numpy.abs(theirs[index]).max()))
            check(f"{name} moved, {value}",
                  float(numpy.abs(ours[f"out.{index}"] - theirs[index]).max()) / scale)


def operators(options, folder, check):
    cases = folder / "cases"
    cases.mkdir()
    expected = {}
    for case in onnx_operators.cases():
        try:
            session = onnxruntime.InferenceSession(
                case.model.SerializeToString(), providers=["CPUExecutionProvider"])
            expected[case.name] = session.run(None, case.inputs)
        except Exception as reason:  # onnxruntime's own are of many types
            print(f"{case.name} is not run by the peer: {str(reason).splitlines()[0][:120]}")
            continue
        onnx.save(case.model, cases / f"{case.name}.onnx")
        write(cases / f"{case.name}.in",
              {"in." + name: array for name, array in case.inputs.items()})
    subprocess.run([options.bench, "onnx", "cases", str(cases)], check=True)
    worst = {}
    for name, theirs in expected.items():
        if (cases / f"{name}.error").exists():
            check.failures.append(f"{name}: {(cases / f'{name}.error').read_text()}")
            continue
        ours = read(cases / f"{name}.out")
        for index, value in enumerate(theirs):
            own = ours[f"out.{index}"]
            if own.shape != value.shape or own.dtype != value.dtype:
                check.failures.append(f"{name}: {own.dtype}{own.shape}, not "
                                      f"{value.dtype}{value.shape}")
                continue
            if value.size == 0:
                continue
            difference = numpy.abs(own.astype("f8") - value.astype("f8"))
            scale = numpy.maximum(1, numpy.abs(value.astype("f8")))
            worst[name] = max(worst.get(name, 0.0), float(numpy.nanmax(difference / scale)))
    for name, value in worst.items():
        if not value <= LIMIT:
            check.failures.append(f"{name}: {value:.1e}")
    print(f"{len(expected)} graphs of operators, the greatest difference is "
          f"{max(worst.values()):.1e}")


PEER = """
import sys, time, torch, onnx2torch
torch.set_num_threads(int(sys.argv[3]))
module = onnx2torch.convert(sys.argv[1])
pages = torch.rand(4, 3, int(sys.argv[2]), int(sys.argv[2]))
def tell(seconds):
    peak = next(int(row.split()[1]) for row in open("/proc/self/status") if row[:6] == "VmHWM:")
    print(seconds, 1024 * peak, flush=True)
tell(0)
for line in sys.stdin:
    start = time.perf_counter()
    if line.strip() == "training":
        module.train().zero_grad(set_to_none=True)
        sum((value * value).mean() for value in module(pages)).backward()
    else:
        with torch.no_grad():
            module.eval()(pages)
    tell(time.perf_counter() - start)
"""


def speed(options, folder, check):
    print("| graph | what | Galley, s | PyTorch, s | ratio | Galley, MB | PyTorch, MB | ratio |\n"
          "| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, values in VALUES.items():
        path = cut(options.models / f"{name}.onnx", values, folder)
        named = [argument for value in values for argument in ("--value", value)]
        # Each kind in processes of its own, or the memory would be that of the greater one.
        for kind in ("inference", "training"):
            sides = [
                [options.bench, "onnx", "speed", str(path), *named, "--side", str(options.side),
                 "--threads", str(options.threads)],
                [sys.executable, "-c", PEER, str(path), str(options.side), str(options.threads)]]
            processes = [subprocess.Popen(side, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                          text=True) for side in sides]
            # What the libraries take by themselves is not the graph's.
            starts = [int(process.stdout.readline().split()[1]) for process in processes]
            times, peaks = ([], []), [0, 0]
            for turn in range(options.pairs + 1):
                for side, process in enumerate(processes):
                    process.stdin.write(kind + "\n")
                    process.stdin.flush()
                    seconds, peak = process.stdout.readline().split()
                    peaks[side] = int(peak) - starts[side]
                    if turn:
                        times[side].append(float(seconds))
            for process in processes:
                process.stdin.close()
                process.wait()
            ratio = statistics.median(a / b for a, b in zip(*times))
            ours, theirs = (statistics.median(side) for side in times)
            print(f"| {name} | {kind} | {ours:.2f} | {theirs:.2f} | {ratio:.2f} | "
                  f"{peaks[0] / 1e6:.0f} | {peaks[1] / 1e6:.0f} | {peaks[0] / peaks[1]:.2f} |",
                  flush=True)
            if ratio > 1.1 or peaks[0] > 1.2 * peaks[1]:
                check.failures.append(f"{name}, {kind}: slower or larger than aimed at")


def main():
    parts = {part.__name__: part
             for part in (outputs, gradients, sizes, writing, operators, speed)}
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[*parts, []])
    parser.add_argument("--bench", default=str(root / ".build/release/GalleyBench"))
    parser.add_argument("--models", type=pathlib.Path, default=root / ".runtime/models")
    parser.add_argument("--page", default=None)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--side", type=int, default=640)
    options = parser.parse_args()
    check = Check()
    for part in options.parts or parts:
        with tempfile.TemporaryDirectory() as folder:
            parts[part](options, pathlib.Path(folder), check)
    print("\n".join([f"{len(check.failures)} failures", *check.failures]))
    return int(bool(check.failures))


if __name__ == "__main__":
    sys.exit(main())
