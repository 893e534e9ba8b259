#!/usr/bin/env python3
"""Letters of PDF text layers that Galley keeps, and the pages that it reads otherwise, as text.

Usage: text_kept.py FOLDER ... [--galley FILE] [--languages eng] [--least .98]

Each PDF is labelled without a teacher into a project; the words of each page are compared with
those of poppler's pdftotext, letter by letter as multisets. Printed are the pages that kept less
than the least share, or whose words do not come from their text layer though it has some, with the
reason that the project gives; then the share over all pages whose words come from the layer.
"""

import argparse
import collections
import json
import pathlib
import sqlite3
import subprocess
import tempfile
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]


def letters(text):
    plain = unicodedata.normalize("NFKC", text)
    return collections.Counter(c for c in plain.lower() if c.isalnum())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--galley", default=ROOT / ".build/release/galley")
    parser.add_argument("--languages", default="eng")
    parser.add_argument("--least", type=float, default=.98)
    arguments = parser.parse_args()
    files = sorted(f for folder in arguments.folders for f in folder.rglob("*.pdf"))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([arguments.galley, "label", *files, "--project", folder, "--teacher", "none",
                        "--languages", arguments.languages], stdout=subprocess.DEVNULL)
        store = sqlite3.connect(pathlib.Path(folder) / "galley.sqlite")
        rows = store.execute(
            "SELECT path, number, textOrigin, textReason, words FROM page ORDER BY path, number")
        origins = collections.Counter()
        kept, told = 0, 0
        for path, number, origin, reason, words in rows.fetchall():
            layer = subprocess.run(
                ["pdftotext", "-cropbox", "-f", str(number), "-l", str(number), path, "-"],
                capture_output=True, check=False).stdout.decode()
            wanted = letters(layer)
            found = letters(" ".join(word["text"] for word in json.loads(words)))
            count, common = sum(wanted.values()), sum((wanted & found).values())
            origins[origin] += 1
            share = common / count if count else 1
            if origin == "text_layer":
                kept, told = kept + common, told + count
            if count and (origin != "text_layer" or share < arguments.least):
                name = pathlib.Path(path).name
                print(f"{name}:{number} {origin} {share:.3f} of {count} letters "
                      f"({sum(found.values())} read): {reason}")
    print(f"pages by origin: {dict(origins)}")
    print(f"letters kept where the layer is used: {kept / max(1, told):.4f} of {told}")


if __name__ == "__main__":
    main()
