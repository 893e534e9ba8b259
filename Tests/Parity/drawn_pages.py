"""A small labelled data set of drawn pages of one size, and how training is started on it."""

import json
import pathlib
import random
import subprocess

CLASSES = ["Text", "Title", "Table", "Picture"]
GREYS = [90, 20, 150, 190]


def draw(folder, pages=12, side=128, seed=1):
    """Writes images (PGM) and annotations.json; each page is a document of its own."""
    folder = pathlib.Path(folder)
    (folder / "images").mkdir(parents=True)
    generator = random.Random(seed)
    images, annotations = [], []
    for page in range(1, pages + 1):
        pixels = [bytearray([245] * side) for _ in range(side)]
        top = 4
        while top < side - 20:
            kind, height = generator.randrange(4), generator.randrange(10, 36)
            left, right = generator.randrange(4, 30), side - generator.randrange(4, 30)
            bottom = min(side - 4, top + height)
            for row in range(top, bottom):
                if kind > 1 or (row - top) % 4 < 2:
                    pixels[row][left:right] = bytes([GREYS[kind]]) * (right - left)
            annotations.append({
                "id": len(annotations) + 1, "image_id": page, "category_id": kind + 1,
                "bbox": [left, top, right - left, bottom - top],
                "area": (right - left) * (bottom - top), "iscrowd": 0})
            top = bottom + generator.randrange(4, 12)
        name = f"page{page}.pgm"
        (folder / "images" / name).write_bytes(b"P5\n%d %d\n255\n" % (side, side) + b"".join(pixels))
        images.append({"id": page, "file_name": name, "width": side, "height": side,
                       "document": f"document {page}"})
    (folder / "annotations.json").write_text(json.dumps({
        "images": images, "annotations": annotations,
        "categories": [{"id": index + 1, "name": name} for index, name in enumerate(CLASSES)]}))


def configure(folder, **settings):
    """Writes a configuration beside the data set; gives its path."""
    values = {"taxonomy": "doclaynet", "batch": 4, "input": 128, "threads": 1, "workers": 1,
              "data": {"labelled": ".", "folds": 3}, **settings}
    path = pathlib.Path(folder) / "train.yaml"
    path.write_text(json.dumps(values))  # JSON is YAML
    return path


def start(galley, config, run, *options, environment=None):
    """Starts a training run."""
    return subprocess.Popen(
        [galley, "train", "--config", str(config), "--output", str(run), *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def losses(run):
    """The loss of each step."""
    lines = (pathlib.Path(run) / "metrics.jsonl").read_text().splitlines()
    return {line["step"]: line["loss"] for line in map(json.loads, lines) if "loss" in line}
