// What is drawn over the selected region: bands of its variances, its sources, handles, the tool's marks.

import { byId, drawing, setStyle } from "./element.js";
import { inkOf, textOn } from "./colour.js";
import { BOTTOM, EDGE_NAMES, LEFT, RIGHT, TOP } from "./geometry.js";

const ROOM = 40;

export function rectangle([x1, y1, x2, y2], attributes) {
  return drawing("rect", { x: x1, y: y1, width: Math.max(0, x2 - x1), height: Math.max(0, y2 - y1), ...attributes });
}

/** A region seen by a source many times: those with weight, or else the likeliest. */
export function partsShown(region) {
  const sources = new Map();
  for (const part of region.parts) sources.set(part.source, [...(sources.get(part.source) ?? []), part]);
  const shown = [...sources.values()].flatMap((parts) => {
    const weighty = parts.filter((part) => part.weights.some((weight) => weight > 0.005));
    return weighty.length ? weighty : [parts.reduce((best, part) => (part.score > best.score ? part : best))];
  });
  return shown;
}

function bandsOf({ box, sigma }, width) {
  return EDGE_NAMES.flatMap((_, edge) => {
    const reach = sigma[edge] * width;
    if (!reach) return [];
    const band = [...box];
    if (edge === LEFT || edge === RIGHT) [band[LEFT], band[RIGHT]] = [box[edge] - reach, box[edge] + reach];
    else [band[TOP], band[BOTTOM]] = [box[edge] - reach, box[edge] + reach];
    return [rectangle(band, { class: `band band-${width}` })];
  });
}

/** Points of constant size on the screen: lines without length and with square ends. */
const handlesOf = ([x1, y1, x2, y2], scale) => {
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const places = [[x1, y1], [x2, y1], [x1, y2], [x2, y2]];
  if ((x2 - x1) * scale > ROOM) places.push([x, y1], [x, y2]);
  if ((y2 - y1) * scale > ROOM) places.push([x1, y], [x2, y]);
  const line = places.map(([px, py]) => `M${px} ${py}h0.001`).join("");
  return [drawing("path", { class: "handle-rim", d: line }), drawing("path", { class: "handle", d: line })];
};

export class Overlay {
  constructor(session, viewport) {
    this.session = session;
    this.viewport = viewport;
    this.layer = byId("overlay");
    this.tag = byId("tag");
    this.tools = byId("tool-marks");
    for (const type of ["page", "selection", "regions", "shown", "draft", "tool"]) {
      session.addEventListener(type, () => this.#later());
    }
    viewport.addEventListener("move", () => this.#placeTag());
  }

  #later() {
    this.request ??= requestAnimationFrame(() => {
      this.request = null;
      this.#draw();
    });
  }

  #draw() {
    const { session } = this;
    const { page, selected, draft, tool } = session;
    this.tools.replaceChildren(...(page && tool?.marks?.() || []));
    if (!selected) {
      this.layer.replaceChildren();
      this.tag.hidden = true;
      return;
    }
    const box = draft?.key === selected.key ? draft.box : selected.box;
    const bands = draft || session.selection.length > 1 ? [] : [...bandsOf(selected, 2), ...bandsOf(selected, 1)];
    const parts = session.shown.sources ? partsShown(selected).map((part) =>
      rectangle(part.box, { class: `part source-${session.project.sources.indexOf(part.source) % 4}` })) : [];
    const parent = page.region(selected.parent);
    this.layer.replaceChildren(
      ...bands, ...(parent ? [rectangle(parent.box, { class: "parent" })] : []), ...parts,
      ...session.selectedRegions.slice(1).map((region) => rectangle(region.box, { class: "also" })),
      rectangle(box, { class: "outline" }), ...(session.selection.length === 1 ? handlesOf(box, this.viewport.scale) : []));
    this.#drawTag(selected, box);
  }

  #drawTag(region, box) {
    const colour = inkOf(this.session.project.classes[region.class]?.colour ?? "#555555", 3);
    const many = this.session.selection.length;
    const name = this.session.className(region.class);
    this.tag.textContent = many > 1 ? `${name} + ${many - 1}` : `${name} ${Math.round(region.score * 100)} %`;
    setStyle(this.tag, { "background-color": colour, color: textOn(colour) });
    this.tag.hidden = false;
    this.tagBox = box;
    this.#placeTag();
  }

  #placeTag() {
    if (this.tag.hidden || !this.tagBox) return;
    const { x, y, scale, width } = this.viewport;
    const left = Math.min(Math.max(this.tagBox[LEFT] * scale + x - 2, 4), width - 90);
    const above = this.tagBox[TOP] * scale + y - 25;
    const top = above > 4 ? above : Math.max(4, this.tagBox[BOTTOM] * scale + y + 6);
    this.tag.style.setProperty("transform", `translate(${Math.round(left)}px, ${Math.round(top)}px)`);
  }
}
