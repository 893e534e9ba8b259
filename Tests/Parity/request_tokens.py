#!/usr/bin/env python3
"""Sizes of batch files of requests, as a Markdown table.

Usage: request_tokens.py [--model FILE.gguf] FILE.jsonl ...

Tokens are counted as Galley's TokenBudget does and, with --model, by that model's own tokeniser
(the llama.cpp server of xllamacpp). Run it with the Python of the set-up.
"""

import argparse
import json
import pathlib
import statistics
import urllib.request

from row_cues import tokens as estimate


def served(model):
    """A tokeniser that a llama.cpp server of the model answers, and the server."""
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model)
    parameters.n_ctx = 512
    parameters.port = 0
    server = xllamacpp.Server(parameters)

    def count(text):
        request = urllib.request.Request(
            server.listening_address + "/tokenize", json.dumps({"content": text}).encode(),
            {"Content-Type": "application/json"})
        return len(json.load(urllib.request.urlopen(request))["tokens"])

    return count, server


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    parser.add_argument("--model", type=pathlib.Path)
    options = parser.parse_args()
    counters = {"by estimate": estimate}
    if options.model:
        counters[f"by {options.model.stem}"], _server = served(options.model)
    head = ["file", "requests", "bytes"] + [f"tokens {name}" for name in counters]
    print("| " + " | ".join(head) + " |\n" + "| --- " * len(head) + "|")
    for file in options.files:
        requests = [json.loads(line)["body"]["messages"] for line in file.open()]
        cells = [file.name, str(len(requests)), str(file.stat().st_size)]
        for count in counters.values():
            sums = [sum(count(message["content"]) for message in messages) for messages in requests]
            cells.append(f"{min(sums)}, {statistics.median(sums):.0f}, {max(sums)}")
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
