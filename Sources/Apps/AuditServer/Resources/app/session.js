// What is on the screen: the page, the selected regions, the tool in hand, what is shown.

import { isHidden } from "./region.js";

export class Session extends EventTarget {
  constructor(project) {
    super();
    this.project = project;
    this.page = null;
    this.selection = [];
    this.tool = null;
    this.draft = null;
    this.shown = { sources: true, order: false, ignored: false, names: true };
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  get selected() {
    return this.page?.region(this.selection[0]) ?? null;
  }

  get selectedRegions() {
    return this.selection.map((key) => this.page.region(key)).filter(Boolean);
  }

  setPage(page, keys = []) {
    this.setTool(null);
    this.page = page;
    this.selection = keys.filter((key) => page.region(key));
    this.#tell("page");
    this.#tell("selection", []);
  }

  select(keys) {
    const before = this.selection;
    if (keys[0] !== before[0]) this.setTool(null);
    this.selection = keys.filter((key) => this.page.region(key));
    this.#tell("selection", before);
  }

  toggle(key) {
    this.select(this.selection.includes(key)
      ? this.selection.filter((other) => other !== key) : [...this.selection, key]);
  }

  setTool(tool) {
    if (this.tool === tool) return;
    const before = this.tool;
    this.tool = null;
    before?.leave?.();
    this.tool = tool;
    tool?.enter?.();
    this.#tell("tool");
  }

  /** A box that is being moved and not kept yet. */
  setDraft(draft) {
    this.draft = draft;
    this.#tell("draft");
  }

  show(what, on = !this.shown[what]) {
    this.shown[what] = on;
    this.#tell("shown", what);
  }

  changed(keys) {
    this.#tell("regions", keys);
  }

  isVisible(region) {
    return this.shown.ignored || !isHidden(region) || this.selection.includes(region.key);
  }

  visible() {
    return this.page ? this.page.ordered().filter((region) => this.isVisible(region)) : [];
  }

  className(index) {
    return this.project.classes[index]?.name ?? `class ${index}`;
  }
}
