#!/usr/bin/env python3
"""An exported student in ONNX Runtime computes what Galley computes.

Usage: onnx_student.py RUN [PAGE ...] [--galley .build/release/galley]
                       [--bench .build/release/GalleyBench]

Boxes, scores and variances of all points are compared on random and plain images and on pages
(image files; these need Pillow). The Python needs onnxruntime and numpy (those of `make setup` do:
.runtime/venv/bin/python). Where the package onnx is there too, its checker looks at the file:

    python3 -m venv /tmp/onnx && /tmp/onnx/bin/pip install onnx onnxruntime numpy pillow
    /tmp/onnx/bin/python Tests/Parity/onnx_student.py runs/tiny Fixtures/pages/*.jpg
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
import onnxruntime

# Pixels; scores have no unit, variances are in px² and compared relative to their size.
LIMIT = 1e-3
# On an image of one colour all places round alike and errors add up: beside 64-bit numbers, Galley
# and ONNX Runtime are each up to 1e-3 off.
PLAIN_LIMIT = 2e-3


def write(path, array):
    """A safetensors file with one tensor, 'image'."""
    header = json.dumps({"image": {"dtype": "F32", "shape": list(array.shape),
                                   "data_offsets": [0, array.nbytes]}}).encode()
    header += b" " * (-len(header) % 8)
    path.write_bytes(len(header).to_bytes(8, "little") + header + array.tobytes())


def read(path):
    """The tensors of a safetensors file of 32-bit numbers."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header, body = json.loads(data[8:8 + length]), data[8 + length:]
    return {name: numpy.frombuffer(body[slice(*entry["data_offsets"])], "f4").reshape(entry["shape"])
            for name, entry in header.items() if name != "__metadata__"}


def letterboxed(path, height, width):
    """A page as the student's card says: upper left, the rest in the mean colour."""
    from PIL import Image
    with Image.open(path) as file:
        image = file.convert("RGB")
    scale = min(width / image.width, height / image.height)
    image = image.resize([round(length * scale) for length in image.size], Image.BILINEAR)
    pixels = numpy.asarray(image) / 255 - numpy.array([0.485, 0.456, 0.406])
    result = numpy.zeros((height, width, 3))
    result[:image.height, :image.width] = pixels / numpy.array([0.229, 0.224, 0.225])
    return result.transpose(2, 0, 1)[None]


def check(path):
    """What the package onnx says of a file."""
    try:
        import onnx
    except ImportError:
        return "onnx is not installed: not checked"
    onnx.checker.check_model(str(path), full_check=True)
    return "onnx.checker (full) finds no fault"


def compared(model, options):
    """What differs between a file in ONNX Runtime and the student in Galley; prints what it finds."""
    failures = []
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    shape = session.get_inputs()[0].shape
    outputs = [output.name for output in session.get_outputs()]
    images = {"random": numpy.random.default_rng(4).normal(size=shape),
              "white": numpy.full(shape, 2.4), "black": numpy.full(shape, -2.0)}
    images |= {page: letterboxed(page, *shape[2:]) for page in options.pages}
    given, found = model.with_suffix(".in"), model.with_suffix(".out")
    for kind, image in images.items():
        image = image.astype("f4")
        write(given, image)
        subprocess.run([options.bench, "student", "outputs", options.run, str(given), str(found)],
                       check=True)
        ours = read(found)
        theirs = dict(zip(outputs, session.run(None, {"image": image})))
        for output in ("boxes", "scores", "variances"):
            one, other = ours[output], theirs[output]
            if one.shape != other.shape:
                failures.append(f"{kind}, {output}: {one.shape} and {other.shape}")
                continue
            scale = numpy.maximum(1, numpy.abs(one)) if output == "variances" else 1
            worst = float(numpy.max(numpy.abs(one - other) / scale))
            print(f"{kind}: {output} {list(one.shape)}: greatest difference {worst:.1e}")
            if not worst <= (PLAIN_LIMIT if kind in ("white", "black") else LIMIT):
                failures.append(f"{model.name}, {kind}, {output}: {worst:.1e}")
    return failures


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("run")
    parser.add_argument("pages", nargs="*", metavar="PAGE")
    parser.add_argument("--galley", default=str(root / ".build/release/galley"))
    parser.add_argument("--bench", default=str(root / ".build/release/GalleyBench"))
    options = parser.parse_args()
    failures = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        model = folder / "student.onnx"
        subprocess.run([options.galley, "export-model", "--model", options.run, "--format", "onnx",
                        "--output", str(model)], check=True)
        for file in sorted(folder.glob("*.onnx")):
            print(f"{file.name}: {check(file)}")
            failures += compared(file, options)
    print("\n".join([f"{len(failures)} failures", *failures]))
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
