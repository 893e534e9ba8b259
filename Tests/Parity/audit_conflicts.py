"""Two people at once, and a connection that is lost, in the page of `galley audit`."""

import time

import audit_accessibility
from audit_page import post

PROVOKED = ("status of 409", "net::ERR_BLOCKED_BY_CLIENT", "ERR_FAILED", "ERR_INTERNET_DISCONNECTED")


def question(audit, report, key, status, choice):
    """Another person decides, then the page relabels the same box."""
    audit.select(key)
    labels, region = audit.labels(), audit.region(key)
    post(audit.url, f"/api/pages/{audit.page}/edits", {"state": labels["state"], "edits": [
        {"key": key, "version": region["version"], "status": status}]})
    audit.browser.press("3")
    audit.browser.wait("document.querySelector('.question') !== null")
    if choice == "Keep theirs":
        audit_accessibility.check(audit.browser, report, "a question")
    audit.browser.press("c")
    for _ in range(4):
        if audit.browser.evaluate("document.activeElement.textContent") == choice:
            break
        audit.browser.press("Tab")
    audit.browser.press("Enter")
    audit.browser.wait("!document.querySelector('.question')")
    audit.saved()
    return audit.region(key)


def two_people(audit, report):
    key = next(one["key"] for one in audit.labels()["regions"]
               if one["status"] == "accepted" and one["key"].startswith("f") and one["class"] != 2)
    before = audit.region(key)["class"]
    region = question(audit, report, key, "rejected", "Keep theirs")
    report("a conflict: keep theirs", region["status"] == "rejected" and region["class"] == before)
    region = question(audit, report, key, "rejected", "Save mine")
    report("a conflict: save mine", region["status"] == "accepted" and region["class"] == 2)


def lost_connection(audit, report):
    key = next(one["key"] for one in audit.labels()["regions"] if one["status"] == "accepted")
    audit.select(key)
    audit.browser.call("Network.setBlockedURLs", urls=["*/edits"])
    audit.browser.press("x")
    told = audit.browser.wait("document.querySelector('#save-state').textContent === 'Not saved yet (1)'")
    unsaved = audit.region(key)["status"]
    audit.browser.call("Network.setBlockedURLs", urls=[])
    audit.browser.open(audit.url)
    audit.saved()
    time.sleep(3)
    audit.saved()
    report("an edit that could not be sent survives a reload",
           told and unsaved == "accepted" and audit.region(key)["status"] == "rejected")


def was_provoked(text):
    """Chromium logs answers of 409 and requests that these checks block."""
    return any(part in text for part in PROVOKED)
