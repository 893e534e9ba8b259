#!/usr/bin/env python3
"""The page of `galley audit` in a headless Chromium: corrections, conflicts, speed, accessibility.

Usage: audit_browser.py --url http://127.0.0.1:8080/          a server that runs already
       audit_browser.py --project DIR [--galley PROGRAM]      starts the server itself
       audit_browser.py [--update]                            labels the fixture page first

The corrections stay in the project: give a copy. Golden pictures are compared for the fixture page
only (--update writes them anew). Exit code 1 where a check failed.
"""

import argparse
import contextlib
import json
import pathlib
import subprocess
import sys
import tempfile

import audit_accessibility
import audit_conflicts
import audit_corrections
import audit_page
import audit_security
import audit_speed
import png_picture
from devtools import Browser

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURE = ROOT / "Fixtures/pages/PMC5302692_00002.jpg"
GOLDEN = pathlib.Path(__file__).with_name("audit_golden")
FAILED = []


def report(name, passed, details=""):
    print(f"{'ok' if passed else 'FAILED'}  {name}{'' if passed and not details else ': ' + details}", flush=True)
    if not passed:
        FAILED.append(name)


@contextlib.contextmanager
def running_server(options):
    """The address and the project of the server, started where no address was given."""
    if options.url:
        yield options.url, options.project
        return
    with tempfile.TemporaryDirectory() as folder:
        project = options.project
        if not project:
            project = str(pathlib.Path(folder) / "fixture.galley")
            subprocess.run([options.galley, "label", str(FIXTURE), "--project", project,
                            "--taxonomy", "publaynet"], check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
        server = subprocess.Popen([options.galley, "audit", "--project", project, "--port", "0"],
                                  stdout=subprocess.PIPE, text=True)
        try:
            yield next(line.strip() for line in server.stdout if line.startswith("http://")), project
        finally:
            server.terminate()
            server.wait(10)


def compare_picture(browser, name, selector, options):
    """The part of the window that shows an element, at half its size."""
    box = browser.evaluate(f"(() => {{ const box = document.querySelector('{selector}')"
                           ".getBoundingClientRect(); return [box.x, box.y, box.width, box.height]; })()")
    picture = browser.picture(0.5, [round(value) for value in box])
    if options.screenshots:
        (pathlib.Path(options.screenshots) / f"{name}.png").write_bytes(picture)
    golden = GOLDEN / f"{name}.png"
    if options.update:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_bytes(picture)
    if not golden.exists():
        report(f"picture {name}", False, "there is no golden picture; --update writes it")
        return
    mean, far = png_picture.difference(picture, golden.read_bytes())
    report(f"picture {name}", mean < 1.5 and far < 0.001, f"mean difference {mean:.2f}, {far:.3%} far off")


def check_pictures(browser, url, options):
    for scheme in ("light", "dark"):
        browser.call("Emulation.setEmulatedMedia",
                     features=[{"name": "prefers-color-scheme", "value": scheme}])
        browser.open(url)
        browser.evaluate("document.fonts.ready.then(() => document.activeElement.blur())")
        browser.press("f")
        browser.settle()
        if scheme == "light":
            # By its place, as the queue's order is not what the picture is about.
            left, top, width, height = browser.evaluate(
                "(() => { const box = document.querySelector('#paper').getBoundingClientRect();"
                " return [box.x, box.y, box.width, box.height]; })()")
            browser.click(left + 4, top + 4)
            browser.click(left + width / 2, top + height * 0.82)
            browser.mouse("mouseMoved", left + 4, top + 4)
            browser.settle()
            compare_picture(browser, "page", "#viewport", options)
        browser.press("?")
        browser.settle()
        if scheme == "dark":
            compare_picture(browser, "keys-dark", "#help", options)
        browser.press("Escape")


def check_accessibility(browser, url):
    for scheme in ("light", "dark"):
        browser.call("Emulation.setEmulatedMedia",
                     features=[{"name": "prefers-color-scheme", "value": scheme}])
        browser.open(url)
        browser.settle()
        audit_accessibility.check(browser, report, scheme)
        browser.press("?")
        audit_accessibility.check(browser, report, f"{scheme}, keys shown")
        browser.press("Escape")
    browser.call("Emulation.setEmulatedMedia", features=[])
    audit_accessibility.check_focus_order(browser, report)


def check_export(galley, project, page):
    """What a person accepted is what an export of people's regions has."""
    done = subprocess.run([galley, "export", "--project", project, "--format", "coco", "--source", "human"],
                          capture_output=True, text=True)
    if done.returncode:
        report("export", False, done.stderr.strip().splitlines()[0] if done.stderr else str(done.returncode))
        return
    data = json.loads(done.stdout)
    names = {one["id"] for one in data["images"] if pathlib.Path(one["file_name"]).name == page["document"]}
    boxes = sorted([round(value) for value in one["bbox"]] for one in data["annotations"]
                   if one["image_id"] in names)
    wanted = sorted([round(x1), round(y1), round(x2 - x1), round(y2 - y1)] for x1, y1, x2, y2 in (
        one["box"] for one in page["regions"] if one["status"] == "accepted"))
    near = len(boxes) == len(wanted) and all(
        abs(a - b) <= 1 for one, other in zip(boxes, wanted) for a, b in zip(one, other))
    report("export", near, f"{len(boxes)} boxes, {len(wanted)} accepted")


def crowd(galley, project, columns=12, rows=25):
    """Brings a grid of 300 boxes into a project of one page."""
    export = subprocess.run([galley, "export", "--project", project, "--format", "coco"],
                            capture_output=True, text=True, check=True)
    data = json.loads(export.stdout)
    image, classes = data["images"][0], data["categories"]
    wide, high = image["width"] / columns, image["height"] / rows
    data["annotations"] = [
        {"id": at + 1, "image_id": image["id"], "category_id": classes[at % len(classes)]["id"],
         "bbox": [at % columns * wide + 2, at // columns * high + 2, wide - 4, high - 4]}
        for at in range(columns * rows)]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(data, file)
        file.flush()
        subprocess.run([galley, "import", file.name, "--format", "coco", "--project", project],
                       capture_output=True, check=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url")
    parser.add_argument("--project")
    parser.add_argument("--galley", default=str(ROOT / ".build/release/galley"))
    parser.add_argument("--chromium", default="chromium")
    parser.add_argument("--crowded", help="part of the name of a document with a page of 300 boxes")
    parser.add_argument("--screenshots", help="folder for pictures to look at")
    parser.add_argument("--update", action="store_true", help="write the golden pictures anew")
    options = parser.parse_args()
    if options.screenshots:
        pathlib.Path(options.screenshots).mkdir(parents=True, exist_ok=True)
    with running_server(options) as (url, project), Browser(program=options.chromium) as browser:
        documents = {item["document"] for item in audit_page.get(url, "/api/pages")["items"]}
        audit_security.check(url, report)
        if any(pathlib.Path(name).name == FIXTURE.name for name in documents) and len(documents) == 1:
            check_pictures(browser, url, options)
        else:
            print("skipped  golden pictures: the project is not the fixture page alone")
        check_accessibility(browser, url)
        audit_speed.check(browser, url, report, options.crowded)
        page = audit_corrections.check(browser, url, report)
        if project:
            check_export(options.galley, project, audit_page.get(url, f"/api/pages/{page}"))
        if not options.url and not options.project:
            crowd(options.galley, project)
            browser.open(url)
            browser.settle()
            audit_speed.check_frames(browser, url, report, None)
        for width, height in ((1280, 800), (1024, 700)):
            browser.resize(width, height)
            browser.settle()
            wide = browser.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
            report(f"fits {width} × {height}", wide[0] <= width and wide[1] <= height, str(wide))
            if options.screenshots:
                name = f"window-{width}.png"
                (pathlib.Path(options.screenshots) / name).write_bytes(browser.picture())
        complaints = [text for text in browser.complaints() if "favicon" not in text
                      and not audit_conflicts.was_provoked(text)]
        report("no errors in the console", not complaints, "; ".join(complaints[:3]))
    print(f"{len(FAILED)} failed" if FAILED else "all passed")
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
