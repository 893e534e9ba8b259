#!/usr/bin/env python3
"""What a served language model is worth on labelled pages: its own AP, and fused with teachers.

Usage: galley serve-llm -- .runtime/venv/bin/python language_model_quality.py DATASET
           --taxonomy NAME [--pages 30] [--teacher NAME ...] [--languages pol+eng]
           [--project-root DIR] [-- MODEL_OPTION ...]

DATASET is a folder with images/ and annotations.json (COCO); of its images so many are drawn with
a fixed seed. They are labelled with the text rules, the model is asked about them ('galley propose'
prints share of valid answers, drops, tokens and seconds), then they are labelled with its answers,
which serve all teachers. The model's address is GALLEY_LLM_URL, which 'serve-llm' sets. With
--project-root a second run asks nothing that has been answered.
"""

import contextlib
import io
import json
import os
import pathlib
import random
import shutil
import subprocess
import tempfile

from label_quality import average_precision, export, figure, print_by_class, read_options
from pycocotools.coco import COCO


def subset(dataset, pages, folder):
    """A COCO file of so many images of a data set, drawn with a fixed seed; and their paths."""
    everything = json.loads((dataset / "annotations.json").read_text())
    images = sorted(everything["images"], key=lambda image: image["file_name"])
    images = random.Random(1).sample(images, min(pages, len(images)))
    ids = {image["id"] for image in images}
    boxes = [box for box in everything["annotations"] if box["image_id"] in ids]
    truth = pathlib.Path(folder) / "truth.json"
    truth.write_text(json.dumps(dict(everything, images=images, annotations=boxes)))
    return truth, [str((dataset / image["file_name"]).resolve()) for image in images]


def main():
    options, model_options = read_options(__doc__, ("--pages", 30))
    scratch = tempfile.mkdtemp(prefix="galley-model-")
    annotations, files = subset(options.dataset, int(options.pages), scratch)
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(str(annotations))
    root = options.project_root or pathlib.Path(scratch)
    without_model = {name: value for name, value in os.environ.items() if name != "GALLEY_LLM_URL"}
    tables = []
    answers = None
    for teacher in options.teacher:
        project = root / f"{options.dataset.name}-model-{teacher}.galley"

        def score(source, name):
            results = export(options.galley, project, source, annotations, [])
            ap, ap50, by_class = average_precision(truth, results)
            tables.append((teacher, name, ap, ap50, by_class))

        def label(environment, *extra):
            # A page whose answer could not be used is labelled all the same, and counted (code 3).
            code = subprocess.run(
                [options.galley, "label", "-", "--project", project, "--teacher", teacher,
                 "--taxonomy", options.taxonomy, "--languages", options.languages, *extra],
                input="\n".join(files), text=True, env=environment).returncode
            if code not in (0, 3):
                raise SystemExit(code)

        label(without_model)
        score("teacher", "teacher")
        score("text", "rules")
        score("fused", "fused with rules")
        if answers is None:
            subprocess.run(
                [options.galley, "propose", "--project", project,
                 "--languages", options.languages, *model_options])
            answers = project / "llm-answers"
        else:
            shutil.copytree(answers, project / "llm-answers", dirs_exist_ok=True)
        label(os.environ, *model_options)
        score("text", "model")
        score("fused", "fused with the model")
    print("| teacher | source | AP | AP50 |")
    print("| --- | --- | --- | --- |")
    for teacher, name, ap, ap50, _ in tables:
        print(f"| {teacher} | {name} | {figure(ap)} | {figure(ap50)} |")
    if options.by_class:
        print_by_class(truth, [(teacher, name, by_class) for teacher, name, _, _, by_class in tables])


if __name__ == "__main__":
    main()
