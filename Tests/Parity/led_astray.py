#!/usr/bin/env python3
"""How many answers that name all rows of a page as one region the guard refuses, by class.

Usage: led_astray.py PROJECT TRUTH --classes Text,Table,... [--galley FILE] [-- OPTION ...]

PROJECT is a labelled project, TRUTH a COCO file of its pages; OPTIONs go to 'galley propose'. For each
class a copy of the project is given one answer a page, as a batch file: all rows are one region of that
class. Most are false, and some pages are one table. 'propose --truth' tells which were refused, and
judges. Run it with the Python of the set-up: .runtime/venv/bin/python.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MODEL = "astray"


def answers(requests, name):
    """One line of a batch's output for each request: a region of all rows."""
    for line in requests.read_text().splitlines():
        request = json.loads(line)
        page = request["body"]["messages"][-1]["content"]
        rows = json.JSONDecoder().raw_decode(page[page.index('"'):])[0].split("\n")
        last = max(int(row.split("|")[0]) for row in rows if row.split("|")[0].isdigit())
        answer = {"regions": [
            {"k": 1, "parent": None, "class": name, "ids": [f"0-{last}"], "between": None,
             "confidence": "high", "why": ""}], "page_type": "other"}
        body = {"choices": [{"message": {"content": json.dumps(answer)}, "finish_reason": "stop"}]}
        yield json.dumps({
            "custom_id": request["custom_id"], "error": None,
            "response": {"status_code": 200, "body": body}})


def main():
    arguments = sys.argv[1:]
    options = []
    if "--" in arguments:
        split = arguments.index("--")
        arguments, options = arguments[:split], arguments[split + 1:]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=pathlib.Path)
    parser.add_argument("truth", type=pathlib.Path)
    parser.add_argument("--classes", required=True)
    parser.add_argument("--galley", default=str(ROOT / ".build/release/galley"))
    given = parser.parse_args(arguments)
    print("| class | refused | rightly | kept | rightly |")
    print("| --- | --- | --- | --- | --- |")
    for name in given.classes.split(","):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            project = folder / "p.galley"
            shutil.copytree(given.project, project)

            def propose(*more):
                return subprocess.run(
                    [given.galley, "propose", "--project", project, "--llm-model", MODEL, *options,
                     *more], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout

            requests, output = folder / "requests.jsonl", folder / "output.jsonl"
            propose("--batch-requests", requests)
            output.write_text("\n".join(answers(requests, name)))
            propose("--batch-responses", output)
            figures = re.search(
                r"guard +(\d+) answers refused, (\d+) of them rightly; (\d+) with .* kept, (\d+) of",
                propose("--truth", given.truth))
            print(f"| {name} | " + " | ".join(figures.groups()) + " |", flush=True)


if __name__ == "__main__":
    main()
