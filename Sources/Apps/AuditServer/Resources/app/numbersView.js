// Progress, agreement, how often each source was right, and what the rest is worth.

import { byId, drawing, element } from "./element.js";
import { server } from "./server.js";

const PAUSE = 1200;
const percent = (value) => `${Math.round(value * 100)}\u00a0%`;
const WIDTH = 100;

function interval(value, low, high) {
  return drawing("svg", { class: "interval", viewBox: `0 0 ${WIDTH} 8`, preserveAspectRatio: "none", "aria-hidden": "true" },
    drawing("rect", { class: "track", x: 0, y: 3, width: WIDTH, height: 2 }),
    drawing("rect", { class: "range", x: low * WIDTH, y: 1, width: Math.max(1, (high - low) * WIDTH), height: 6 }),
    drawing("rect", { class: "value", x: value * WIDTH - 0.75, y: 0, width: 1.5, height: 8 }));
}

export class NumbersView {
  constructor({ report }) {
    this.report = report;
    this.place = byId("numbers");
    this.began = Date.now();
    this.decisions = 0;
    this.summary = byId("summary");
    this.summary.addEventListener("click", () => this.report(this.reveal()));
  }

  /** Brings the numbers into sight, and back. */
  reveal() {
    const { parentElement: side } = byId("numbers-panel");
    const away = side.scrollTop + side.clientHeight < side.scrollHeight - 4;
    side.scrollTop = away ? side.scrollHeight : 0;
    return away ? `${this.summary.textContent} boxes decided` : "";
  }

  decided(count) {
    this.decisions += count;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  async refresh() {
    try {
      this.#draw(await server.progress());
    } catch {
      // The save state already tells that the server does not answer.
    }
  }

  #draw({ regions, pages, agreement, sources, rest }) {
    const share = regions.total ? regions.decided / regions.total : 0;
    this.summary.textContent = `${regions.decided} of ${regions.total}`;
    this.summary.setAttribute("aria-label", `${regions.decided} of ${regions.total} boxes decided: show the numbers`);
    this.place.replaceChildren(
      element("progress", { max: 1, value: share, "aria-label": "Boxes decided" }),
      element("p", {}, element("strong", {}, `${regions.decided} of ${regions.total}`), ` boxes decided, ${pages.done} of ${pages.total} pages done`),
      element("p", {}, (agreement ?? null) === null ? "Agreement is shown after the first decisions."
        : `${percent(agreement)} of the decided boxes were right as they were.`),
      this.#sources(sources),
      element("p", {}, rest ? `The undecided rest is estimated to be ${percent(rest.precision)} right (${percent(rest.low)} to ${percent(rest.high)}), from ${rest.basis} decisions.`
        : "What the rest is worth is shown after the first decisions."),
      ...this.#pace());
  }

  #sources(sources) {
    return element("ul", { class: "rights", "aria-label": "How often each source was right" },
      ...sources.map(({ source, right, seen, low, high }) => element("li", {},
        element("span", {}, source.replaceAll("_", " ")),
        seen ? interval(right / seen, low, high) : element("span", {}),
        element("span", { class: "number" }, seen ? `${percent(right / seen)} (${Math.round(low * 100)}–${Math.round(high * 100)})` : "not seen yet"),
        element("span", { class: "quiet" }, `${right} of ${seen}`))));
  }

  #pace() {
    if (this.decisions < 5) return [];
    const seconds = (Date.now() - this.began) / 1000 / this.decisions;
    return [element("p", { class: "quiet" }, `Your pace: ${seconds.toFixed(1)} s a box, about ${Math.round(2400 / seconds)} in 40 minutes.`)];
  }
}
