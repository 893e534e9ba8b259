"""The page of `galley audit` on one side, its server on the other."""

import json
import time
import urllib.parse
import urllib.request


def get(url, path):
    with urllib.request.urlopen(urllib.parse.urljoin(url, path), timeout=20) as answer:
        return json.load(answer)


def post(url, path, body):
    request = urllib.request.Request(
        urllib.parse.urljoin(url, path), json.dumps(body).encode(),
        {"Content-Type": "application/json", "X-Galley": "1", "Origin": url.rstrip("/")})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def filter_document(browser, name):
    browser.evaluate("document.querySelector('#filter-document').focus()")
    browser.evaluate("document.activeElement.select()")
    browser.call("Input.insertText", text=name)
    browser.press("Enter")
    time.sleep(0.4)
    browser.wait(f"document.querySelector('#page-title').title.includes({json.dumps(name)})")
    browser.settle()


def clear_filters(browser):
    browser.evaluate("document.querySelector('#filter-clear').click()")
    time.sleep(0.3)
    browser.settle()


class Audit:
    """The page on one side, the server on the other."""

    def __init__(self, browser, url, page):
        self.browser, self.url, self.page = browser, url, page
        self.user = get(url, "/api/project")["user"]

    def labels(self):
        return get(self.url, f"/api/pages/{self.page}")

    def region(self, key):
        return next((one for one in self.labels()["regions"] if one["key"] == key), None)

    def selected(self):
        found = self.browser.evaluate("document.querySelector('#page-regions').getAttribute('aria-activedescendant')")
        return found.removeprefix("region-") if found else None

    def usable(self):
        """Fused regions that are not rejected or put aside, in reading order."""
        return [one["key"] for one in sorted(self.labels()["regions"], key=lambda one: (one["order"], one["key"]))
                if one["key"].startswith("f") and one["status"] != "rejected"
                and not (one["status"] == "open" and one["decision"] == "ignored")]

    def select(self, key):
        """By arrow keys alone."""
        self.browser.evaluate("document.querySelector('#page-regions').focus()")
        for _ in range(400):
            if self.selected() == key:
                return
            self.browser.press("ArrowDown")
            if self.selected() == key:
                return
            if self.at_end():
                break
        for _ in range(400):
            if self.selected() == key:
                return
            self.browser.press("ArrowUp")
        raise LookupError(f"arrows do not reach {key}")

    def at_end(self):
        options = "[...document.querySelectorAll('.region:not(.hidden)')]"
        return self.browser.evaluate(f"{options}.at(-1)?.id") == f"region-{self.selected()}"

    def press(self, *keys):
        for key in keys:
            self.browser.press(key)
        self.saved()

    def saved(self):
        self.browser.settle()
        self.browser.wait("document.querySelector('#save-state').textContent === 'Saved'")

    def screen_box(self, key):
        return self.browser.evaluate(
            f"(() => {{ const box = document.querySelector('#region-{key} .body').getBoundingClientRect();"
            " return [box.left, box.top, box.right, box.bottom]; })()")

    def scale(self):
        return self.browser.evaluate("document.querySelector('#world').transform.baseVal.consolidate().matrix.a")


def busiest_page(url):
    """A page with enough doubtful boxes, but not so many that arrows take long."""
    pages = get(url, "/api/pages?limit=200")["items"]
    fitting = [page for page in pages if 7 <= page["undecided"] <= 60] or pages
    return max(fitting, key=lambda page: page["undecided"])
