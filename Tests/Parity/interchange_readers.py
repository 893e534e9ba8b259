#!/usr/bin/env python3
"""Reads the exports of `galley export` with other people's readers and compares what they see.

Usage: interchange_readers.py PROJECT [--galley .build/release/galley] [--schemas FOLDER]

PROJECT is a labelled project; all its formats are exported to a temporary folder. Then
  pycocotools loads the COCO data set and its own boxes as results;
  supervision loads the YOLO folder (and a COCO file, for the same boxes) and writes both anew;
  the converter of label-studio-sdk turns the tasks into COCO and YOLO by the labelling interface,
    and its parser reads that interface;
  lxml and xmlschema check PAGE-XML by the schema in ocrd_validators, and ALTO by --schemas, a
    folder with alto-4-3.xsd and xlink.xsd as the source package of kraken carries them;
  hocr-check of hocr-tools (its place is taken from HOCR_CHECK) checks hOCR page by page.
Boxes must agree with those of the COCO export to each format's precision, and what supervision and
Label Studio's converter wrote, and our own YOLO folder, must come into a copy of the project; our own
predictions in other formats must not. A reader that is not installed is named and counts as a failure.

Run it with a Python of its own, nothing of which the product needs:
  python3 -m venv V && V/bin/pip install pycocotools supervision label-studio-sdk lxml xmlschema
  V/bin/pip install --no-deps ocrd_validators
  V/bin/pip download --no-deps --no-binary kraken kraken==4.3.13   # tests/resources/*.xsd
  V/bin/pip download --no-deps hocr-tools==1.1.1                   # hocr-check
"""

import argparse
import contextlib
import copy
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
failures = []


def report(name, good, detail=""):
    print(f"{'ok  ' if good else 'FAIL'} {name} {detail}")
    if not good:
        failures.append(name)


def reader(name):
    def decorate(check):
        def run(*arguments):
            try:
                check(*arguments)
            except Exception as error:  # A reader may fail in any way.
                report(name, False, f"{type(error).__name__}: {error}")
        return run
    return decorate


def worst(ours, theirs):
    """The largest difference of a box from the nearest one of the other list."""
    assert len(ours) == len(theirs), f"{len(ours)} boxes, {len(theirs)} read"
    def far(some, others):
        return max((min(max(abs(a - b) for a, b in zip(x, y)) for y in others) for x in some),
                   default=0)
    return max(far(ours, theirs), far(theirs, ours))


def edges(box):
    x, y, width, height = box
    return [x, y, x + width, y + height]


@reader("pycocotools")
def coco(folder, truth):
    from pycocotools.coco import COCO
    with contextlib.redirect_stdout(io.StringIO()):
        loaded = COCO(str(folder / "coco.json"))
        results = loaded.loadRes(loaded.loadAnns(loaded.getAnnIds()))
    ids = [len(x) for x in (loaded.getImgIds(), loaded.getAnnIds(), results.getAnnIds())]
    expected = [len(truth["images"])] + 2 * [len(truth["annotations"])]
    report("pycocotools", ids == expected, f"{ids[0]} images, {ids[1]} boxes")


@reader("supervision, YOLO")
def yolo(folder, truth):
    import supervision
    data = supervision.DetectionDataset.from_yolo(
        str(folder / "yolo/images/train"), str(folder / "yolo/labels/train"),
        str(folder / "yolo/data.yaml"))
    names = [c["name"] for c in truth["categories"]]
    listed = (folder / "yolo/images.txt").read_text().split()
    assert all((folder / "yolo" / name).resolve().is_file() for name in listed)
    wanted = {os.path.realpath(i["file_name"]): i["id"] for i in truth["images"]}
    difference, count = 0, 0
    for path, _, boxes in data:
        image = wanted[os.path.realpath(path)]
        ours = [[a["category_id"]] + edges(a["bbox"]) for a in truth["annotations"]
                if a["image_id"] == image]
        theirs = [[c + 1] + list(map(float, b)) for b, c in zip(boxes.xyxy, boxes.class_id)]
        difference = max(difference, worst(ours, theirs))
        count += len(theirs)
    report("supervision, YOLO", data.classes == names and difference < 0.02 and count > 0,
           f"{len(data)} images, {count} boxes, largest difference {difference:.4f} px")
    data.as_coco(annotations_path=str(folder / "supervision.json"))
    written = folder / "supervision-yolo"
    data.as_yolo(str(written / "images"), str(written / "labels"), str(written / "data.yaml"))


@reader("label-studio-sdk")
def label_studio(folder, truth):
    from label_studio_sdk._extensions.label_studio_tools.core.label_config import parse_config
    from label_studio_sdk.converter import Converter
    from label_studio_sdk.label_interface import LabelInterface
    config = (folder / "config.xml").read_text()
    parsed = parse_config(config)
    names = [c["name"] for c in truth["categories"]]
    report("label-studio-sdk, interface", parsed["label"]["labels"] == names, f"{len(names)} labels")
    interface = LabelInterface(config)
    interface.validate()
    tasks = json.loads((folder / "tasks.json").read_text())
    good = all(interface.validate_prediction(p) for t in tasks for p in t["predictions"])
    report("label-studio-sdk, predictions fit the interface", good, f"{len(tasks)} tasks")
    ids = [r["id"] for t in tasks for p in t["predictions"] + t["annotations"] for r in p["result"]]
    report("Label Studio ids are unique", len(ids) == len(set(ids)), f"{len(ids)}")
    # The converter takes annotations: what a person accepts unchanged.
    for task in tasks:
        task["annotations"] = task["annotations"] or copy.deepcopy(task["predictions"])
        for entry in task["annotations"]:
            entry.update({"id": task["id"], "completed_by": 1, "was_cancelled": False})
    accepted = folder / "accepted.json"
    accepted.write_text(json.dumps(tasks))
    converter = Converter(config=config, project_dir=str(folder), download_resources=False)
    converter.convert_to_coco(
        str(accepted), str(folder / "converted"), output_image_dir=str(folder), is_dir=False)
    converted = json.loads((folder / "converted/result.json").read_text())
    theirs = [edges(a["bbox"]) for a in converted["annotations"]]
    ours = [edges(a["bbox"]) for a in truth["annotations"]]
    difference = worst(ours, theirs)
    report("label-studio-sdk, converter to COCO", difference < 0.02,
           f"{len(theirs)} boxes, largest difference {difference:.4f} px")
    # Labels of YOLO have no place for pages of PDFs: their names would fall together.
    images = folder / "accepted-images.json"
    images.write_text(json.dumps([t for t in tasks if "#page=" not in t["data"]["image"]]))
    converter.convert_to_yolo(
        str(images), str(folder / "converted-yolo"), output_image_dir=str(folder / "unused"),
        output_label_dir=str(folder / "converted-yolo/labels"), is_dir=False)


def validate(name, schema, files):
    import xmlschema
    from lxml import etree
    check = etree.XMLSchema(etree.parse(str(schema)))
    faults = [f"{f.name}: {check.error_log}" for f in files if not check.validate(etree.parse(f))]
    report(f"lxml, {name}", bool(files) and not faults, f"{len(files)} files {faults[:1]}")
    second = xmlschema.XMLSchema(str(schema))
    faults = [f"{f.name}: {next(second.iter_errors(str(f)))}" for f in files[:20]
              if not second.is_valid(str(f))]
    report(f"xmlschema, {name}", not faults, f"{len(files[:20])} files {faults[:1]}")


@reader("PAGE-XML")
def page_xml(folder, truth):
    import importlib.util
    package = importlib.util.find_spec("ocrd_validators").submodule_search_locations[0]
    validate("PAGE-XML", pathlib.Path(package) / "page.xsd", sorted((folder / "page").glob("*.xml")))


@reader("ALTO")
def alto(folder, schemas):
    validate("ALTO", schemas / "alto-4-3.xsd", sorted((folder / "alto").glob("*.xml")))


@reader("hOCR")
def hocr(folder):
    from lxml import html
    document = html.parse(str(folder / "pages.hocr"))
    pages = document.xpath("//*[@class='ocr_page']")
    check = os.environ["HOCR_CHECK"]
    faults, overlaps = 0, 0
    for page in pages:
        # The checker compares boxes of all pages of a file with each other.
        single = copy.deepcopy(document.getroot())
        body = single.find("body")
        for element in list(body):
            body.remove(element)
        body.append(copy.deepcopy(page))
        file = folder / "single.hocr"
        file.write_bytes(html.tostring(single, encoding="utf-8"))
        lines = subprocess.run([sys.executable, check, file], capture_output=True, text=True)
        assert lines.returncode == 0, lines.stderr[-300:]
        wrong = [line for line in lines.stderr.splitlines() if line.startswith("not ok")]
        overlaps += any("nonoverlapping" in line for line in wrong)
        faults += any("nonoverlapping" not in line for line in wrong)
    report("hocr-check", not faults and bool(pages),
           f"{len(pages)} pages, {overlaps} with boxes that overlap, as labelled")


def returned(name, galley, project, kind, file, truth):
    """What a program wrote comes into a copy of the project as what a person decided."""
    if not file.exists():
        return  # Its writer failed, and was counted.
    with tempfile.TemporaryDirectory() as folder:
        copied = pathlib.Path(folder) / "copy.galley"
        shutil.copytree(project, copied)
        outputs = []
        for command in (["import", "--format", kind, file],
                        ["export", "--format", "coco", "--source", "human"]):
            done = subprocess.run([galley, command[0], "--project", copied, *command[1:]],
                                  capture_output=True, text=True)
            if done.returncode:
                report(f"{name} comes in", False, done.stderr.strip())
                return
            outputs.append(done.stdout)
    rows = [[a["category_id"]] + edges(a["bbox"]) for a in json.loads(outputs[1])["annotations"]]
    # Only Label Studio's own tasks keep the numbers of a PDF's pages.
    paged = {i["id"] for i in truth["images"]
             if kind != "label-studio" and "#page=" in i["file_name"]}
    wanted = [[a["category_id"]] + edges(a["bbox"]) for a in truth["annotations"]
              if a["image_id"] not in paged]
    difference = worst(wanted, rows)
    # Five decimals of a page's share are the least of what is written.
    report(f"{name} comes in", difference < 0.03,
           f"{len(rows)} boxes, largest difference {difference:.4f} px")


def undecided(galley, project, kind, file):
    """Predictions that nobody confirmed come in as no decision."""
    with tempfile.TemporaryDirectory() as folder:
        copied = pathlib.Path(folder) / "copy.galley"
        shutil.copytree(project, copied)
        done = subprocess.run([galley, "import", "--project", copied, "--format", kind, file],
                              capture_output=True, text=True)
    report(f"our own predictions decide nothing, {kind}",
           done.returncode == 0 and "0 new decisions on 0 pages" in done.stderr,
           done.stderr.strip().splitlines()[-1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("project")
    parser.add_argument("--galley", default=str(ROOT / ".build/release/galley"))
    parser.add_argument("--schemas", type=pathlib.Path, default=pathlib.Path("."))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for kind, output in [("coco", "coco.json"), ("yolo", "yolo"), ("label-studio", "tasks.json"),
                             ("page-xml", "page"), ("alto", "alto"), ("hocr", "pages.hocr")]:
            extra = ["--labelling-config", folder / "config.xml"] if kind == "label-studio" else []
            subprocess.run(
                [arguments.galley, "export", "--project", arguments.project, "--format", kind,
                 "--output", folder / output, *extra], check=True)
        truth = json.loads((folder / "coco.json").read_text())
        coco(folder, truth)
        yolo(folder, truth)
        label_studio(folder, truth)
        page_xml(folder, truth)
        alto(folder, arguments.schemas)
        hocr(folder)
        for name, kind, file in [
                ("COCO of supervision", "coco", "supervision.json"),
                ("COCO of Label Studio's converter", "coco", "converted/result.json"),
                ("annotations of Label Studio", "label-studio", "accepted.json"),
                ("our own YOLO folder", "yolo", "yolo"),
                ("YOLO of supervision", "yolo", "supervision-yolo"),
                ("YOLO of Label Studio's converter", "yolo", "converted-yolo")]:
            returned(name, arguments.galley, arguments.project, kind, folder / file, truth)
        for kind, file in [("label-studio", "tasks.json"), ("coco", "coco.json"), ("page-xml", "page")]:
            undecided(arguments.galley, arguments.project, kind, folder / file)
    sys.exit(f"{len(failures)} failures" if failures else 0)


if __name__ == "__main__":
    main()
