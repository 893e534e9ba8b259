"""How fast the page of `galley audit` shows the next box, zooms and pans."""

import time

import audit_page

FRAMES = """(() => {
  window.frames_ = [];
  let last = null;
  const frame = (now) => {
    if (!window.frames_) return;
    if (last !== null) window.frames_.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()"""


def check(browser, url, report, crowded):
    check_next(browser, url, report)
    check_frames(browser, url, report, crowded)


def check_next(browser, url, report):
    browser.open(url)
    time.sleep(2)
    for _ in range(15):
        browser.press("n")
        time.sleep(0.6)
    times = sorted(browser.evaluate("performance.getEntriesByName('next box').map((one) => one.duration)"))
    if not times:
        report("next box", False, "nothing was measured")
        return
    middle = times[len(times) // 2]
    report("next box in under 100 ms", middle < 100,
           f"median {middle:.0f} ms, longest {times[-1]:.0f} ms of {len(times)}")


def check_frames(browser, url, report, crowded):
    if crowded:
        items = audit_page.get(url, f"/api/queue?document={crowded}&limit=1")["items"]
        if not items:
            report("crowded page", False, f"no box of {crowded}")
            return
        audit_page.filter_document(browser, crowded)
    boxes = browser.evaluate("document.querySelectorAll('.region:not(.hidden)').length")
    x, y = browser.evaluate("(() => { const box = document.querySelector('#viewport')"
                            ".getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })()")
    for name, modifiers, way in (("zoom", 2, lambda at: 40 if at % 20 < 10 else -40),
                                 ("pan", 0, lambda at: 25 if at % 20 < 10 else -25)):
        browser.press("f")
        browser.settle()
        browser.evaluate(FRAMES)
        for at in range(80):
            browser.mouse("mouseWheel", x, y, deltaX=0, deltaY=way(at), modifiers=modifiers)
        times = sorted(browser.evaluate("(() => { const all = window.frames_; window.frames_ = null; return all; })()"))
        middle, late = times[len(times) // 2], times[int(len(times) * 0.95)]
        report(f"{name} at 60 frames a second with {boxes} boxes", middle < 18,
               f"median {middle:.1f} ms, 95 % under {late:.1f} ms of {len(times)} frames")
    if crowded:
        audit_page.clear_filters(browser)
