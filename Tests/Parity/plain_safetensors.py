"""The safetensors format by itself, for Pythons that have PyTorch and no safetensors."""

import json
import pathlib

import numpy
import torch

TYPES = {"F32": torch.float32, "F64": torch.float64, "I32": torch.int32, "I64": torch.int64,
         "U8": torch.uint8, "BOOL": torch.bool}
NAMES = {kind: name for name, kind in TYPES.items()}


def write(path, tensors):
    """Writes a dictionary of tensors."""
    header, parts, end = {}, [], 0
    for name, tensor in tensors.items():
        part = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [end, end + len(part)]}
        parts.append(part)
        end += len(part)
    text = json.dumps(header).encode()
    pathlib.Path(path).write_bytes(len(text).to_bytes(8, "little") + text + b"".join(parts))


def read(path):
    """Reads a dictionary of tensors."""
    data = pathlib.Path(path).read_bytes()
    length = int.from_bytes(data[:8], "little")
    tensors = {}
    for name, entry in json.loads(data[8:8 + length]).items():
        if name == "__metadata__":
            continue
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        kind = torch.zeros(0, dtype=TYPES[entry["dtype"]]).numpy().dtype
        array = numpy.frombuffer(data[start:end], kind).reshape(entry["shape"])
        tensors[name] = torch.from_numpy(array.copy())
    return tensors
