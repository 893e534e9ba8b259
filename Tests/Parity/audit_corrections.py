"""Corrections in the page of `galley audit`, compared with what the server then says."""

import time

import audit_conflicts
from audit_page import Audit, busiest_page, clear_filters, filter_document, get


def check(browser, url, report):
    browser.open(url)
    check_filter(browser, url, report)
    page = busiest_page(url)
    filter_document(browser, page["document"].split("/")[-1])
    audit = Audit(browser, url, page["page"])
    for number, correct in enumerate((accept, reject, relabel, move_edge, drag_corner, draw, split,
                                      merge, reorder, set_parent)):
        try:
            correct(audit, report)
        except Exception as error:  # One broken correction must not hide the others.
            report(f"correction {number + 1}, {correct.__name__}", False, repr(error))
    undo_and_redo(audit, report)
    reload_page(audit, report)
    audit_conflicts.two_people(audit, report)
    audit_conflicts.lost_connection(audit, report)
    return audit.page


def check_filter(browser, url, report):
    browser.evaluate("document.querySelector('#filter-class').focus()")
    browser.press("ArrowDown")
    time.sleep(0.5)
    browser.settle()
    wanted = get(url, "/api/queue?class=0&limit=1")["total"]
    name = get(url, "/api/project")["classes"][0]["name"]
    names = browser.evaluate("[...document.querySelectorAll('#queue li .name')].map((one) => one.textContent)")
    count = browser.evaluate("document.querySelector('#queue-count').textContent")
    report("filter by class", set(names) <= {name} and count.startswith(f"{wanted} "), f"{count}, {len(names)} shown")
    clear_filters(browser)


def accept(audit, report):
    key = audit.selected()
    audit.press("Enter")
    region = audit.region(key)
    report("accept by Enter, and on to the next", region["status"] == "accepted"
           and region["by"] == audit.user and bool(region["at"]) and audit.selected() != key)


def reject(audit, report):
    key = audit.selected()
    audit.press("Delete")
    report("reject by Delete, and on to the next",
           audit.region(key)["status"] == "rejected" and audit.selected() != key)


def relabel(audit, report):
    key = audit.usable()[0]
    audit.select(key)
    new = 1 if audit.region(key)["class"] != 1 else 0
    audit.press(str(new + 1))
    region = audit.region(key)
    report("relabel by number key", (region["class"], region["status"]) == (new, "accepted"))


def move_edge(audit, report):
    key = audit.usable()[0]
    before = audit.region(key)["box"]
    audit.select(key)
    audit.press("e", "Tab", "Tab", "Shift+ArrowLeft", "ArrowRight", "Enter")
    after = audit.region(key)["box"]
    report("move an edge by keys", abs(after[2] - before[2] + 9) < 0.1 and after[:2] == before[:2],
           f"{before} to {after}")


def drag_corner(audit, report):
    key = audit.usable()[1]
    audit.select(key)
    audit.browser.press("z")
    audit.browser.settle()
    before, (left, top, right, bottom), scale = audit.region(key)["box"], audit.screen_box(key), audit.scale()
    audit.browser.drag([(right, bottom), (right - 6, bottom - 4), (right - 12, bottom - 8)])
    audit.saved()
    after = audit.region(key)["box"]
    report("drag a corner", abs(after[2] - before[2] + 12 / scale) < 1
           and abs(after[3] - before[3] + 8 / scale) < 1 and after[:2] == before[:2], f"{before} to {after}")


def draw(audit, report):
    before = {one["key"] for one in audit.labels()["regions"]}
    audit.browser.press("f")
    audit.browser.settle()
    x, y, right, bottom = audit.browser.evaluate("(() => { const box = document.querySelector('#paper')"
                                                 ".getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; })()")
    audit.browser.press("d")
    audit.browser.press("2")
    audit.browser.drag([(x + 20, y + 15), (x + 60, y + 30), (x + 110, y + 45)])
    audit.saved()
    new = [one for one in audit.labels()["regions"] if one["key"] not in before]
    scale = audit.scale()
    report("draw a box", len(new) == 1 and new[0]["class"] == 1 and new[0]["key"].startswith("h")
           and abs(new[0]["box"][2] - new[0]["box"][0] - 90 / scale) < 2, str([one["box"] for one in new]))
    key = new[0]["key"]
    audit.press("Ctrl+z")
    undone = audit.region(key)
    audit.press("Ctrl+Shift+z")
    report("undo and redo a drawing", (undone is None or undone["status"] != "accepted")
           and audit.region(key)["box"] == new[0]["box"])


def split(audit, report):
    key = audit.usable()[-1]
    audit.select(key)
    before = {one["key"] for one in audit.labels()["regions"]}
    box = audit.region(key)["box"]
    audit.press("s", "ArrowDown", "Enter")
    new = [one for one in audit.labels()["regions"] if one["key"] not in before]
    upper = audit.region(key)["box"]
    report("split a box", len(new) == 1 and upper[3] == new[0]["box"][1] and new[0]["box"][3] == box[3]
           and new[0]["class"] == audit.region(key)["class"])


def merge(audit, report):
    key = audit.usable()[-2]
    audit.select(key)
    audit.browser.press("Shift+ArrowDown")
    audit.browser.settle()
    chosen = audit.browser.evaluate("[...document.querySelectorAll('.region[aria-selected=true]')].map((one) => one.id.slice(7))")
    boxes = [audit.region(one)["box"] for one in chosen]
    audit.press("m")
    other = next(one for one in chosen if one != key)
    wanted = [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)]
    box = audit.region(key)["box"]
    report("merge two boxes", all(abs(a - b) < 0.02 for a, b in zip(box, wanted))
           and audit.region(other)["status"] == "rejected", f"{chosen}")


def place_of(audit, key):
    regions = [one for one in audit.labels()["regions"] if one["status"] != "rejected"
               and not (one["status"] == "open" and one["decision"] == "ignored")]
    return [one["key"] for one in sorted(regions, key=lambda one: (one["order"], one["key"]))].index(key)


def reorder(audit, report):
    key = audit.usable()[1]
    audit.select(key)
    before = place_of(audit, key)
    audit.press(".")
    later = place_of(audit, key)
    audit.press(",", ",") if before else audit.press(",")
    earlier = place_of(audit, key)
    report("move in reading order", later == before + 1 and earlier == max(before - 1, 0), f"{before}, {later}, {earlier}")


def set_parent(audit, report):
    key = audit.usable()[0]
    audit.select(key)
    audit.press("r", "Enter")
    if audit.region(key).get("parent") is None:
        audit.press("r", "ArrowDown", "Enter")
    parent = audit.region(key).get("parent")
    report("set the parent", parent is not None and parent != key, str(parent))


def undo_and_redo(audit, report):
    key = audit.selected()
    parent = audit.region(key).get("parent")
    audit.press("Ctrl+z")
    undone = audit.region(key).get("parent")
    audit.press("Ctrl+Shift+z")
    report("undo and redo", undone != parent and audit.region(key).get("parent") == parent, f"{parent}, {undone}")


def shown_statuses(browser):
    return browser.evaluate("Object.fromEntries([...document.querySelectorAll('.region:not(.open.ignored, .hidden)')]"
                            ".map((one) => [one.id.slice(7), one.classList[1]]))")


def reload_page(audit, report):
    before = shown_statuses(audit.browser)
    audit.browser.open(audit.url)
    audit.browser.settle()
    audit.browser.wait(f"document.querySelectorAll('.region:not(.open.ignored, .hidden)').length === {len(before)}")
    same = shown_statuses(audit.browser) == before == {
        one["key"]: one["status"] for one in audit.labels()["regions"]
        if (one["status"], one["decision"]) != ("open", "ignored")}
    report("all is there after a reload", same)
