#!/usr/bin/env python3
"""Makes a file of recorded requests again from the images, and says what differs.

Usage: recorded_requests.py DATASET RECORDED --taxonomy NAME [--languages eng] [--galley FILE]
                            [-- PROPOSE_OPTION ...]

DATASET is a folder with images/; RECORDED is what `galley propose --batch-requests` wrote for
them. The exit code is 1 where the bytes differ: by the reader (another Tesseract, other language
data) or by the prompt, which is frozen.
"""

import argparse
import difflib
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def requests(path):
    lines = path.read_text().splitlines()
    return [json.loads(line)["body"] for line in lines]


def parts(body):
    """What a request consists of, by name; rows apart."""
    system, user = (message["content"] for message in body["messages"])
    head, rows = user.rsplit("\n", 1)
    rest = {key: value for key, value in body.items() if key not in ("messages", "response_format")}
    return {"system": system, "head": head, "schema": json.dumps(body["response_format"]),
            "parameters": json.dumps(rest)}, json.loads(rows).split("\n")


def main():
    arguments = sys.argv[1:]
    options_after = []
    if "--" in arguments:
        split = arguments.index("--")
        arguments, options_after = arguments[:split], arguments[split + 1:]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=pathlib.Path)
    parser.add_argument("recorded", type=pathlib.Path)
    parser.add_argument("--taxonomy", required=True)
    parser.add_argument("--languages", default="eng")
    parser.add_argument("--galley", default=str(ROOT / ".build/release/galley"))
    options = parser.parse_args(arguments)
    recorded = requests(options.recorded)
    with tempfile.TemporaryDirectory(prefix="galley-requests-") as folder:
        project, again = pathlib.Path(folder, "p.galley"), pathlib.Path(folder, "again.jsonl")
        subprocess.run(
            [options.galley, "label", options.dataset / "images", "--project", project,
             "--teacher", "none", "--taxonomy", options.taxonomy, "--languages", options.languages],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run(
            [options.galley, "propose", "--project", project, "--languages", options.languages,
             "--llm-model", recorded[0]["model"], "--batch-requests", again, *options_after],
            check=True)
        same = again.read_bytes() == options.recorded.read_bytes()
        made = requests(again)
    if same:
        print(f"{len(made)} requests, the same bytes")
        return
    print(f"{len(recorded)} requests recorded, {len(made)} made again")
    for number, (old, new) in enumerate(zip(recorded, made), 1):
        (old_parts, old_rows), (new_parts, new_rows) = parts(old), parts(new)
        for name in old_parts:
            if old_parts[name] != new_parts[name]:
                print(f"request {number}: {name} differs")
        if old_rows != new_rows:
            print(f"request {number}: rows differ")
            sys.stdout.writelines(
                f"  {line}\n" for line in difflib.unified_diff(
                    old_rows, new_rows, "recorded", "made again", n=0, lineterm=""))
    sys.exit(1)


if __name__ == "__main__":
    main()
