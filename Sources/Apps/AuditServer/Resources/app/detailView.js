// What is known about the selected region.

import { byId, element, setStyle } from "./element.js";
import { EDGE_NAMES } from "./geometry.js";
import { partsShown } from "./overlay.js";
import { isPutAside } from "./region.js";

const percent = (value) => (value === null || value === undefined ? "–" : `${Math.round(value * 100)} %`);
const pixels = (value) => (value >= 9.95 ? value.toFixed(0) : value.toFixed(1));

function bar(share, text) {
  const inner = element("span", {});
  setStyle(inner, { width: `${Math.min(Math.max(share, 0), 1) * 100}%` });
  return element("span", { class: "bar" }, inner, element("span", { class: "bar-text" }, text));
}

const when = (time) => {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : date.toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
};

export class DetailView {
  constructor(session) {
    this.session = session;
    this.place = byId("details");
    this.classes = byId("classes");
    this.meanings = new Map(session.project.reasons.map((reason) => [reason.name, reason.meaning]));
    for (const type of ["selection", "regions"]) session.addEventListener(type, () => this.#later());
  }

  #later() {
    this.request ??= requestAnimationFrame(() => {
      this.request = null;
      this.#draw();
    });
  }

  #draw() {
    const region = this.session.selected;
    for (const button of this.classes.children) {
      button.setAttribute("aria-pressed", String(button.id === `class-${region?.class}`));
    }
    if (!region) {
      this.place.replaceChildren(element("p", { class: "quiet" }, this.#empty()));
      return;
    }
    this.place.replaceChildren(
      this.#head(region), this.#facts(region), this.#likeliest(region),
      ...this.#parts(region), ...this.#words(region));
  }

  #empty() {
    const notes = this.session.page?.notes ?? [];
    return notes.length ? `No box is selected. About this page: ${notes.join("; ")}` : "No box is selected.";
  }

  #head(region) {
    const state = {
      open: { accepted: "Batch: accepted", review: "Batch: for review", ignored: "Batch: put aside; accept it if it is a box" }[region.decision],
      accepted: "Accepted", rejected: "Rejected",
    }[region.status];
    const by = region.by ? ` by ${region.by}, ${when(region.at)}` : "";
    const flags = region.flags.map((flag) => element("li", {}, this.meanings.get(flag) ?? flag.replaceAll("_", " ")));
    return element("div", {},
      element("p", { class: `state ${region.status}` }, element("strong", {}, state), by),
      element("p", {}, region.why),
      flags.length ? element("ul", { class: "flags" }, ...flags) : null);
  }

  #facts(region) {
    const { page } = this.session;
    const place = this.session.visible().filter((one) => one.status !== "rejected" && !isPutAside(one)).indexOf(region);
    const parent = page.region(region.parent);
    const facts = [
      ["Score", percent(region.score)], ["Agreement", percent(region.agreement)],
      ["Gain", region.gain?.toFixed(2) ?? "–"], ["Gate", region.gate === null ? null : percent(region.gate)],
      ["Order", place < 0 ? "–" : String(place + 1)],
      ["Parent", parent ? this.session.className(parent.class) : "none"],
    ];
    const edges = EDGE_NAMES.map((name, edge) => [
      name, `${region.box[edge].toFixed(0)}${region.sigma[edge] ? ` ± ${pixels(region.sigma[edge])}` : ""}`]);
    const list = (pairs, name) => element("dl", { class: name },
      ...pairs.filter(([, value]) => value !== null).map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value))));
    return element("div", {}, list(facts, "facts"), list(edges, "facts edges"));
  }

  #likeliest(region) {
    return element("ul", { class: "likeliest", "aria-label": "Likeliest classes" },
      ...region.classes.map(({ class: index, probability }) =>
        element("li", {}, element("span", {}, this.session.className(index)), bar(probability, percent(probability)))));
  }

  #parts(region) {
    if (!region.parts.length) return [];
    const shown = partsShown(region);
    const rest = region.parts.length - shown.length;
    return [
      element("h3", {}, "Sources"),
      ...shown.map((part) => this.#part(part)),
      rest > 0 ? element("p", { class: "quiet" }, `and ${rest} without weight`) : null,
    ].filter(Boolean);
  }

  #part(part) {
    const source = this.session.project.sources.indexOf(part.source) % 4;
    const weights = EDGE_NAMES.map((name, edge) => element("li", {},
      element("span", {}, name), bar(part.weights[edge], part.weights[edge].toFixed(2)),
      element("span", { class: "sigma" }, `± ${pixels(part.sigma[edge])}`)));
    return element("article", { class: `source source-${source}` },
      element("p", {}, element("span", { class: "dash", "aria-hidden": "true" }),
        element("strong", {}, part.source.replaceAll("_", " ")), ` ${this.session.className(part.class)} ${percent(part.score)}`,
        element("span", { class: "quiet model" }, part.model)),
      element("ul", { class: "weights", "aria-label": `Weights of ${part.source}` }, ...weights,
        element("li", {}, element("span", {}, "class"), bar(part.classWeight, part.classWeight.toFixed(2)))),
      part.why ? element("blockquote", {}, part.why) : null);
  }

  #words(region) {
    return region.text ? [element("h3", {}, "Words inside"), element("p", { class: "words" }, region.text)] : [];
  }
}
