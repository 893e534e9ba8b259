"""Checks of names, roles, ids, contrast and focus order in the page of `galley audit`."""

INTERACTIVE = {"button", "checkbox", "combobox", "comboBox", "link", "listbox", "option", "menuitem",
               "radio", "searchbox", "searchBox", "slider", "spinbutton", "spinButton", "switch", "tab",
               "textbox", "textField", "dialog", "toolbar", "progressbar", "ListBox", "ComboBoxSelect"}

ROLES = {"alert", "application", "button", "dialog", "group", "listbox", "none", "option",
         "presentation", "search", "status", "toolbar", "img", "list", "listitem", "progressbar"}

CONTRAST = """(() => {
  const parse = (text) => {
    const parts = text.match(/[\\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    return [parts[0], parts[1], parts[2], parts[3] ?? 1];
  };
  const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reduceRight((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const worst = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let count = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || node.closest("svg, script, option")) continue;
    if (!node.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) || node.closest(".unseen")) continue;
    const ground = behind(node);
    const text = over(parse(getComputedStyle(node).color), ground);
    const [high, low] = [light(text), light(ground)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    count += 1;
    if (ratio < 4.5) worst.set(`${node.tagName}.${node.className} in #${node.closest("[id]")?.id}`, ratio.toFixed(2));
  }
  return { count, worst: [...worst.entries()].slice(0, 8) };
})()"""

IDS = """(() => {
  const seen = new Map();
  for (const node of document.querySelectorAll("[id]")) seen.set(node.id, (seen.get(node.id) ?? 0) + 1);
  return [...seen].filter(([, count]) => count > 1).map(([id]) => id);
})()"""

FOCUSABLE = """[...document.querySelectorAll("button, input, select, textarea, a[href], summary, [tabindex='0']")]
  .filter((node) => node.checkVisibility() && !node.disabled && !node.closest("dialog:not([open])"))
  .map((node, at) => (node.dataset.focusNumber = at))"""


def check(browser, report, where):
    """Names, roles, ids and contrast as the page is now."""
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    nameless, counted = [], 0
    for node in nodes:
        role = node.get("role", {}).get("value")
        if node.get("ignored") or role not in INTERACTIVE:
            continue
        counted += 1
        if not node.get("name", {}).get("value", "").strip():
            nameless.append(role)
    report(f"names of controls ({where})", counted and not nameless,
           f"{counted} controls, without a name: {nameless[:5]}")
    roles = set(browser.evaluate(
        "[...document.querySelectorAll('[role]')].map((node) => node.getAttribute('role'))"))
    report(f"roles ({where})", roles <= ROLES, f"unknown: {sorted(roles - ROLES)}")
    twice = browser.evaluate(IDS)
    report(f"ids ({where})", not twice, f"twice: {twice[:5]}")
    contrast = browser.evaluate(CONTRAST)
    report(f"contrast ({where})", contrast["count"] > 20 and not contrast["worst"],
           f"{contrast['count']} texts, too low: {contrast['worst']}")


def check_focus_order(browser, report):
    """Tab reaches everything and comes round."""
    wanted = set(browser.evaluate(FOCUSABLE))
    browser.evaluate("document.activeElement.blur()")
    reached, ringless = set(), []
    for _ in range(len(wanted) + 8):
        browser.press("Tab")
        number, ring = browser.evaluate(
            "[document.activeElement.dataset.focusNumber ?? null, getComputedStyle(document.activeElement).outlineStyle]")
        if number is not None:
            reached.add(int(number))
            if ring == "none":
                ringless.append(number)
    report("focus order reaches everything", wanted <= reached,
           f"{len(reached)} of {len(wanted)}, not: {sorted(wanted - reached)[:8]}")
    report("focus is visible", not ringless, f"without a ring: {ringless[:8]}")
