#!/usr/bin/env python3
"""Files of PyPI's safetensors through Galley and back.

Usage: safetensors_parity.py [--bench .build/release/GalleyBench]

The Python needs safetensors and numpy; they are not part of the project's set-up:

    python3 -m venv /tmp/safetensors && /tmp/safetensors/bin/pip install safetensors numpy
    /tmp/safetensors/bin/python Tests/Parity/safetensors_parity.py

A file with every type that Galley knows, empty and scalar tensors and texts is written by the
package, read and written by Galley, and read by the package: everything must be the same. Files
that the package refuses, Galley must refuse.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

ENTRY = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
BROKEN = {
    "no bytes": b"", "short": b"\x01\0", "no header": (100).to_bytes(8, "little"),
    "long header": (2 ** 40).to_bytes(8, "little") + b"{}",
}
for name, header, count in [
    ("overlap", {"a": ENTRY, "b": ENTRY}, 8), ("beyond the end", {"a": ENTRY}, 4),
    ("left over", {"a": ENTRY}, 12), ("wrong size", {"a": {**ENTRY, "shape": [3]}}, 8),
    ("gap", {"a": {**ENTRY, "data_offsets": [4, 12]}}, 12), ("list", [], 0),
    ("unknown type", {"a": {**ENTRY, "dtype": "F99"}}, 8), ("no type", {"a": {"shape": [2]}}, 0),
    ("text is a number", {"__metadata__": {"a": 1}}, 0),
    ("overflow", {"a": {**ENTRY, "shape": [2 ** 62, 4], "data_offsets": [0, 0]}}, 0),
]:
    text = json.dumps(header).encode()
    BROKEN[name] = len(text).to_bytes(8, "little") + text + bytes(count)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--bench", default=str(root / ".build/release/GalleyBench"))
    bench = parser.parse_args().bench
    random = numpy.random.default_rng(3)
    tensors = {
        "f32": random.normal(size=(3, 4)).astype("f4"), "f64": random.normal(size=(2, 1, 5)),
        "i32": random.integers(-9, 9, 7, "i4"), "i64": random.integers(-9, 9, (1, 2)),
        "u8": random.integers(0, 255, 3, "u1"), "bool": random.integers(0, 2, 5) == 1,
        "scalar": numpy.array(2.5, "f4"), "empty": numpy.zeros((0, 3), "f4"),
        "Größe \"\\\n\t\u2028": numpy.ones(1, "f4")}
    metadata = {"preset": "tiny", "text": "é \"\\\n\u0001 \U0001f4c4"}
    failures = []
    with tempfile.TemporaryDirectory() as name:
        source, copy = (str(pathlib.Path(name) / file) for file in ("in", "out"))
        save_file(tensors, source, metadata)
        subprocess.run([bench, "tensors", "copy", source, copy], check=True)
        with safe_open(copy, "numpy") as file:
            if set(file.keys()) != set(tensors) or file.metadata() != metadata:
                failures.append("names or texts")
            for key, array in tensors.items():
                back = file.get_tensor(key)
                same = back.dtype == array.dtype and back.shape == array.shape
                if not same or back.tobytes() != array.tobytes():
                    failures.append(f"tensor {key!r}")
        for what, content in BROKEN.items():
            pathlib.Path(source).write_bytes(content)
            try:
                with safe_open(source, "numpy"):
                    theirs = True
            except SafetensorError:
                theirs = False
            ours = subprocess.run(
                [bench, "tensors", "copy", source, copy], capture_output=True, text=True)
            if theirs or ours.returncode != 1 or "safetensors" not in ours.stderr:
                failures.append(f"{what}: {ours.returncode} {ours.stderr.strip()[:300]}")
    print(f"{len(tensors)} tensors there and back, {len(BROKEN)} broken files refused by both; "
          f"{len(failures)} failures")
    print("\n".join(failures))
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
