#!/usr/bin/env python3
"""What each cue in the rows of a prompt costs, and what it tells, as Markdown tables.

Usage: row_cues.py DATASET ANSWERS [--languages pol+eng] [--project DIR] [--galley FILE]

DATASET is a folder with images/; ANSWERS is a JSON list of pages, each with `file_name`, the rows
that a model was shown (`id`, `box`, `text`) and the regions it made of them (`class`, `ids`).
The prompts are taken from `galley label` by a server that answers with no regions; tokens are
counted as Galley's TokenBudget does. Cue rates are over rows that overlap a row of ANSWERS.
"""

import argparse
import collections
import http.server
import json
import pathlib
import re
import subprocess
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
CUES = [
    ("h", "height", r"h[\d.]+"), ("b", "bold", r"b"), ("i", "indented", r"i-?\d+"),
    ("c", "centred", r"c"), ("r", "right", r"r"), ("s", "space above", r"s\d+"),
    ("_", "ruled line above", r"_"), ("*", "bullet", r"\*"), ("[]", "checkbox", r"\[\]"),
    ("q", "hardly legible", r"q\d"),
]


def tokens(text):
    single, others, after_space = 0, 0, False
    for byte in text.encode():
        if 0x30 <= byte <= 0x39:
            single += 2 if after_space else 1
        elif 0x21 <= byte <= 0x7E and not chr(byte).isalnum():
            single += 1
        else:
            others += 1
        after_space = byte == 0x20
    return single + -int(-others / 3.6 // 1)


class Recorder(http.server.BaseHTTPRequestHandler):
    """A server of one model that sees no regions and keeps what it was asked."""

    protocol_version = "HTTP/1.1"
    prompts = []

    def reply(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.reply({"object": "list", "data": [{"id": "recorder"}]})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        messages = json.loads(body)["messages"]
        self.prompts.append(next(m["content"] for m in messages if m["role"] == "user"))
        self.reply({
            "choices": [{"index": 0, "finish_reason": "stop", "message": {
                "role": "assistant", "content": '{"regions":[],"page_type":"other"}'}}],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}})

    def log_message(self, *arguments):
        pass


def prompts(options, images):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="galley-cues-") as folder:
        subprocess.run(
            [options.galley, "label", *images, "--project", options.project or folder,
             "--taxonomy", "doclaynet", "--languages", options.languages, "--llm-model", "recorder",
             # Each page in one question, so that no row is counted twice.
             "--prompt-tokens", "20000",
             "--llm-url", f"http://127.0.0.1:{server.server_port}"],
            stdout=subprocess.DEVNULL, check=True)
    server.shutdown()
    return Recorder.prompts


def parse(prompt):
    """(rows of text as (box in pixels, style words, text), drawings, all lines)."""
    head, data = prompt.split("\n", 1)
    width, height = map(int, re.match(r"Page of (\d+) x (\d+)", head).groups())
    lines = json.loads(data).split("\n")
    rows, drawings = [], []
    for line in lines:
        identifier, box, rest = line.split("|", 2)
        box = [int(v) * (width, height)[k % 2] / 999 for k, v in enumerate(box.split())]
        if identifier.isdigit():
            style, text = rest.split("|", 1)
            rows.append((box, style.split(), text))
        else:
            drawings.append(line)
    return rows, drawings, lines


def overlap(a, b):
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0
    return width * height / min((b[2] - b[0]) * (b[3] - b[1]), (a[2] - a[0]) * (a[3] - a[1]))


def answered_classes(page):
    classes = {}
    for region in page["regions"]:
        for part in str(region["ids"]).split(","):
            ends = [int(end) for end in part.strip().split("-") if end.isdigit()]
            if ends:
                for identifier in range(ends[0], ends[-1] + 1):
                    classes[identifier] = region["class"]
    return classes


def best_page(rows, pages):
    texts = {text for _, _, text in rows}
    return max(pages, key=lambda page: sum(row["text"][:40] in {t[:40] for t in texts}
                                           for row in page["rows"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=pathlib.Path)
    parser.add_argument("answers", type=pathlib.Path)
    parser.add_argument("--languages", default="eng")
    parser.add_argument("--project")
    parser.add_argument("--galley", default=str(ROOT / ".build/release/galley"))
    options = parser.parse_args()
    pages = json.loads(options.answers.read_text())
    parsed = [parse(p) for p in prompts(
        options, [str(options.dataset / page["file_name"]) for page in pages])]

    count = len(parsed)
    cost, share = collections.Counter(), collections.Counter()
    rates = collections.defaultdict(collections.Counter)
    all_tokens = sum(tokens(line) + 2 for _, _, lines in parsed for line in lines)
    row_count = sum(len(rows) for rows, _, _ in parsed)
    for rows, drawings, _ in parsed:
        cost["g, r"] += sum(tokens(line) + 2 for line in drawings)
        share["g, r"] += len(drawings)
        page = best_page(rows, pages)
        classes = answered_classes(page)
        for box, style, _ in rows:
            present = []
            for key, _, pattern in CUES:
                for word in style:
                    if re.fullmatch(pattern, word):
                        rest = [other for other in style if other != word]
                        cost[key] += tokens(" ".join(style)) - tokens(" ".join(rest))
                        share[key] += 1
                        present.append(key)
            matches = [row["id"] for row in page["rows"] if overlap(box, row["box"]) > 0.6]
            for identifier in matches[:1]:
                name = classes.get(identifier, "none")
                rates[name]["rows"] += 1
                for key in present:
                    rates[name][key] += 1

    print(f"{count} pages, {row_count / count:.0f} rows and {all_tokens / count:.0f} tokens a page.\n")
    print("| cue | rows a page | tokens a page |\n| --- | --- | --- |")
    for key, name, _ in CUES + [("g, r", "drawings, groups of rules", "")]:
        print(f"| `{key}` {name} | {share[key] / count:.1f} | {cost[key] / count:.1f} |")
    print("\n| class | rows | " + " | ".join(name for _, name, _ in CUES) + " |")
    print("| --- " * (len(CUES) + 2) + "|")
    for name, counter in sorted(rates.items(), key=lambda item: -item[1]["rows"]):
        cells = " | ".join(f"{100 * counter[key] / counter['rows']:.0f} %" for key, _, _ in CUES)
        print(f"| {name} | {counter['rows']} | {cells} |")


if __name__ == "__main__":
    main()
