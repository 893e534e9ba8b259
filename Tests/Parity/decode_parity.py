#!/usr/bin/env python3
"""An independent decode of yolov8n-doclaynet in onnxruntime, beside Galley's teacher.

Usage: decode_parity.py DATASET [--limit N] [--galley FILE] [--model FILE.onnx]

DATASET is a folder with images/ and annotations.json (COCO, the 11 DocLayNet classes). Both decode
the same images: 1024-pixel letterbox, score of at least 0.01, class-wise non-maximum suppression at
0.6. Printed are the AP and AP50 of each, and how many of the boxes that score at least 0.3 in one
have a twin in the other: same class, IoU of at least 0.9, scores within 0.05.
Needs numpy, onnxruntime, pycocotools (all in .runtime/venv) and pillow.
"""

import argparse
import collections
import contextlib
import io
import pathlib
import subprocess
import sys
import tempfile

import numpy
import onnxruntime
from PIL import Image
from pycocotools.coco import COCO

from label_quality import ROOT, average_precision, export, figure

SIDE = 1024
CLASSES = ["Caption", "Footnote", "Formula", "List-item", "Page-footer", "Page-header", "Picture",
           "Section-header", "Table", "Text", "Title"]


def overlaps(box, boxes):
    """IoU of one corner box with many."""
    width = numpy.minimum(box[2], boxes[:, 2]) - numpy.maximum(box[0], boxes[:, 0])
    height = numpy.minimum(box[3], boxes[:, 3]) - numpy.maximum(box[1], boxes[:, 1])
    inner = numpy.clip(width, 0, None) * numpy.clip(height, 0, None)
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return inner / ((box[2] - box[0]) * (box[3] - box[1]) + areas - inner)


def kept(boxes, scores):
    """Indices that non-maximum suppression keeps, strongest first."""
    order, keep = numpy.argsort(-scores, kind="stable"), []
    while order.size:
        first, order = order[0], order[1:]
        keep.append(first)
        order = order[overlaps(boxes[first], boxes[order]) <= 0.6]
    return keep


def decode(session, file):
    """(class index, corner box, score) of each region of an image."""
    image = Image.open(file).convert("RGB")
    scale = min(SIDE / image.width, SIDE / image.height)
    width, height = round(image.width * scale), round(image.height * scale)
    left, top = (SIDE - width) // 2, (SIDE - height) // 2
    canvas = numpy.full((SIDE, SIDE, 3), 114, numpy.float32)
    canvas[top:top + height, left:left + width] = image.resize((width, height), Image.BILINEAR)
    planes = canvas.transpose(2, 0, 1)[None] / 255
    rows = session.run(None, {session.get_inputs()[0].name: planes})[0][0].T
    centre, size = rows[:, :2], rows[:, 2:4]
    corners = numpy.concatenate([centre - size / 2, centre + size / 2], axis=1)
    corners = (corners - [left, top, left, top]) / scale
    corners = numpy.clip(corners, 0, [image.width, image.height] * 2)
    found = []
    for index in range(len(CLASSES)):
        scores = rows[:, 4 + index]
        strong = numpy.flatnonzero(scores >= 0.01)
        for place in kept(corners[strong], scores[strong]):
            found.append((index, corners[strong][place], float(scores[strong][place])))
    return found


def twins(ours, theirs):
    """Share of ours that have a twin among theirs."""
    groups = collections.defaultdict(list)
    for entry in theirs:
        groups[entry["image_id"], entry["category_id"]].append(entry)
    found, total = 0, 0
    for entry in ours:
        if entry["score"] < 0.3:
            continue
        total += 1
        others = groups[entry["image_id"], entry["category_id"]]
        if not others:
            continue
        boxes = numpy.array([other["bbox"] for other in others])
        boxes[:, 2:] += boxes[:, :2]
        x, y, width, height = entry["bbox"]
        near = overlaps(numpy.array([x, y, x + width, y + height]), boxes) >= 0.9
        scores = numpy.array([other["score"] for other in others])
        found += bool(numpy.any(near & (abs(scores - entry["score"]) <= 0.05)))
    return found / max(1, total), total


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=pathlib.Path)
    parser.add_argument("--limit", type=int, help="only so many images")
    parser.add_argument("--galley", default=str(ROOT / ".build/release/galley"))
    parser.add_argument("--model", default=str(ROOT / ".runtime/models/yolov8n-doclaynet.onnx"))
    options = parser.parse_args()

    annotations = options.dataset / "annotations.json"
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(str(annotations))
    if options.limit:
        truth.dataset["images"] = truth.dataset["images"][:options.limit]
        images = {image["id"] for image in truth.dataset["images"]}
        truth.dataset["annotations"] = [
            entry for entry in truth.dataset["annotations"] if entry["image_id"] in images]
        with contextlib.redirect_stdout(io.StringIO()):
            truth.createIndex()
    files = [str(options.dataset / image["file_name"]) for image in truth.dataset["images"]]
    categories = {entry["name"]: entry["id"] for entry in truth.dataset["categories"]}

    session = onnxruntime.InferenceSession(options.model, providers=["CPUExecutionProvider"])
    theirs = []
    for image, file in zip(truth.dataset["images"], files):
        for index, (x1, y1, x2, y2), score in decode(session, file):
            theirs.append({
                "image_id": image["id"], "category_id": categories[CLASSES[index]], "score": score,
                "bbox": [float(x1), float(y1), float(x2 - x1), float(y2 - y1)]})
    with tempfile.TemporaryDirectory() as folder:
        project = str(pathlib.Path(folder) / "p.galley")
        subprocess.run(
            [options.galley, "label", "-", "--project", project, "--teacher", "yolov8n-doclaynet",
             "--passes", "0", "--ocr", "never"],
            input="\n".join(files), text=True, check=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        ours = export(options.galley, project, "teacher", str(annotations), [])
    print("| decode | AP | AP50 | twins in the other |\n| --- | --- | --- | --- |")
    for name, own, other in (("onnxruntime", theirs, ours), ("galley", ours, theirs)):
        precision, half, _ = average_precision(truth, own)
        share, total = twins(own, other)
        print(f"| {name} | {figure(precision)} | {figure(half)} | {share:.1%} of {total} |")


if __name__ == "__main__":
    sys.exit(main())
