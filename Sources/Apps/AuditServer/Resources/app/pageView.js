// The page's regions: one node each, touched only when that region changes.

import { drawing, setStyle, byId } from "./element.js";
import { inkOf } from "./colour.js";
import { isDoubtful, isHidden, isPutAside } from "./region.js";

const percent = (value) => `${Math.round(value * 100)}\u00a0%`;

export class PageView {
  constructor(session) {
    this.session = session;
    this.list = byId("page-regions");
    this.layer = byId("regions");
    this.paper = byId("paper");
    this.orderLayer = byId("order");
    this.nodes = new Map();
    this.inks = session.project.classes.map((one) => inkOf(one.colour));
    session.addEventListener("page", () => this.#drawPage());
    session.addEventListener("regions", ({ detail }) => this.#redraw(detail));
    session.addEventListener("selection", ({ detail }) => this.#reselect(detail));
    session.addEventListener("shown", ({ detail }) => this.#reshow(detail));
    session.addEventListener("draft", () => this.#drawDraft());
    this.#reshow("names");
  }

  #drawPage() {
    const { page } = this.session;
    this.nodes.clear();
    this.layer.replaceChildren();
    setStyle(this.layer, { "--name-size": `${Math.max(page.height / 110, 7)}px` });
    this.paper.replaceChildren(page.image);
    setStyle(this.paper, { width: `${page.width}px`, height: `${page.height}px` });
    for (const region of this.session.visible()) this.#draw(region);
    this.#describe();
    this.#drawOrder();
  }

  #describe() {
    const { page } = this.session;
    const doubtful = [...page.regions.values()].filter(isDoubtful).length;
    this.list.setAttribute("aria-label",
      `Boxes of ${page.document}, page ${page.number}: ${doubtful} to decide`);
  }

  #draw(region) {
    const { key } = region;
    const node = drawing("g", { id: `region-${key}`, role: "option" },
      drawing("rect", { class: "body" }), drawing("text", { class: "name", "aria-hidden": "true" }),
      drawing("path", { class: "strike" }));
    this.nodes.set(key, node);
    this.layer.append(node);
    this.#dress(region);
  }

  #dress(region) {
    const node = this.nodes.get(region.key);
    const { session } = this;
    const selected = session.selection.includes(region.key);
    node.setAttribute("class", ["region", region.status, region.decision,
      selected ? "selected" : "", session.isVisible(region) ? "" : "hidden"].join(" "));
    node.setAttribute("aria-selected", String(selected));
    node.setAttribute("aria-label", this.#nameOf(region));
    setStyle(node, { "--ink": this.inks[region.class] ?? "#555555" });
    this.#place(node, region.box, region);
  }

  #nameOf(region) {
    const state = region.status === "open" ? (isHidden(region) ? "put aside" : isPutAside(region) ? "put aside, to decide" : "to decide") : region.status;
    return `${this.session.className(region.class)}, score ${percent(region.score)}, ${state}`;
  }

  #place(node, [x1, y1, x2, y2], region) {
    const [body, name, strike] = node.children;
    for (const [attribute, value] of [["x", x1], ["y", y1], ["width", x2 - x1], ["height", y2 - y1]]) {
      body.setAttribute(attribute, value);
    }
    name.setAttribute("x", x1);
    name.setAttribute("y", y1 - 1.5);
    name.textContent = this.session.className(region.class);
    strike.setAttribute("d", region.status === "rejected" ? `M${x1} ${y2}L${x2} ${y1}` : "");
  }

  #redraw(keys) {
    for (const key of keys) {
      const region = this.session.page.region(key);
      if (region) this.#show(region);
      else this.#remove(key);
    }
    this.#sort();
    this.#describe();
    this.#drawOrder();
  }

  /** What nobody sees has no node until it is wanted. */
  #show(region) {
    if (this.nodes.has(region.key)) this.#dress(region);
    else if (this.session.isVisible(region)) this.#draw(region);
  }

  /** Nodes lie in reading order, which is the order that a screen reader tells. */
  #sort() {
    const nodes = this.session.page.ordered().map((region) => this.nodes.get(region.key)).filter(Boolean);
    nodes.forEach((node, place) => {
      if (this.layer.children[place] !== node) this.layer.insertBefore(node, this.layer.children[place]);
    });
  }

  #remove(key) {
    this.nodes.get(key)?.remove();
    this.nodes.delete(key);
  }

  #reselect(before) {
    const drawn = this.nodes.size;
    for (const key of new Set([...before, ...this.session.selection])) {
      const region = this.session.page.region(key);
      if (region) this.#show(region);
    }
    if (this.nodes.size !== drawn) this.#sort();
    const first = this.session.selection[0];
    if (first) this.list.setAttribute("aria-activedescendant", `region-${first}`);
    else this.list.removeAttribute("aria-activedescendant");
  }

  #reshow(what) {
    const { shown, page } = this.session;
    this.layer.classList.toggle("nameless", !shown.names);
    if (what === "ignored" && page) {
      for (const region of page.regions.values()) this.#show(region);
      this.#sort();
    }
    if (page) this.#drawOrder();
  }

  #drawDraft() {
    const { draft, page } = this.session;
    if (draft && this.nodes.has(draft.key)) {
      this.#place(this.nodes.get(draft.key), draft.box, page.region(draft.key));
    } else if (this.drafted && page.region(this.drafted)) this.#dress(page.region(this.drafted));
    this.drafted = draft?.key;
  }

  #drawOrder() {
    this.orderLayer.replaceChildren();
    if (!this.session.shown.order) return;
    const regions = this.session.visible().filter((region) => region.status !== "rejected" && !isPutAside(region));
    const size = Math.max(this.session.page.height / 60, 11);
    const middle = ({ box }) => [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    const numbers = regions.flatMap((region, at) => {
      const [x, y] = middle(region);
      return [drawing("circle", { cx: x, cy: y, r: size * 0.8 }),
        setStyle(drawing("text", { x, y }, String(at + 1)), { "font-size": `${size}px` })];
    });
    this.orderLayer.append(
      drawing("polyline", { points: regions.map((region) => middle(region).join(",")).join(" ") }), ...numbers);
  }
}
