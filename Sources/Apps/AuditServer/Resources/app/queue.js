// The doubtful boxes, most gain first, read from the server a part at a time.

import { server } from "./server.js";

const PART = 100;
const AHEAD = 20;

const nameOf = (item) => `${item.page}/${item.key}`;

export class Queue extends EventTarget {
  constructor() {
    super();
    this.filters = { class: "", source: "", reason: "", document: "", minScore: "", maxScore: "", sort: "gain" };
    this.reset();
  }

  reset() {
    this.items = [];
    this.places = new Map();
    this.statuses = new Map();
    this.total = 0;
    this.totalIsExact = true;
    this.ended = false;
    this.current = -1;
    this.reading = null;
    this.generation = (this.generation ?? 0) + 1;
  }

  async filter(changes) {
    Object.assign(this.filters, changes);
    this.reset();
    this.dispatchEvent(new Event("reset"));
    await this.more();
  }

  /** Reads the next part; decided items are no longer counted by the server. */
  more() {
    if (this.ended) return Promise.resolve();
    this.reading ??= this.#read(this.generation);
    return this.reading;
  }

  async #read(generation) {
    const settled = [...this.statuses.values()].filter((status) => status !== "open").length;
    try {
      // The last item is where to go on, whoever decides meanwhile; the offset is for when it is gone.
      const last = this.items.at(-1);
      const offset = Math.max(0, this.items.length - settled);
      const part = await server.queue({
        ...this.filters, afterPage: last?.page ?? "", afterKey: last?.key ?? "", offset, limit: PART,
      });
      if (generation !== this.generation) return;
      const fresh = part.items.filter((item) => !this.places.has(nameOf(item)));
      for (const item of fresh) this.places.set(nameOf(item), this.items.push(item) - 1);
      this.total = part.total + settled;
      this.totalIsExact = part.totalIsExact;
      this.ended = part.items.length < PART;
      this.dispatchEvent(new CustomEvent("more", { detail: fresh }));
    } finally {
      if (generation === this.generation) this.reading = null;
    }
  }

  status(item) {
    return this.statuses.get(nameOf(item)) ?? "open";
  }

  /** Marks an item as decided or open again; it stays in the list, to go back to. */
  mark(page, key, status) {
    const place = this.places.get(`${page}/${key}`);
    if (place === undefined) return;
    this.statuses.set(`${page}/${key}`, status);
    this.dispatchEvent(new CustomEvent("mark", { detail: place }));
  }

  placeOf(page, key) {
    return this.places.get(`${page}/${key}`) ?? -1;
  }

  goTo(place) {
    this.current = place;
    if (this.items.length - place < AHEAD) this.more().catch(() => {});
    this.dispatchEvent(new Event("current"));
  }

  /** The nearest place with an open item, or -1. */
  nextOpen(step) {
    for (let place = this.current + step; place >= 0 && place < this.items.length; place += step) {
      if (this.status(this.items[place]) === "open") return place;
    }
    return -1;
  }

  /** Back goes to decided ones as well: that is how one looks again. */
  previous() {
    return this.current > 0 ? this.current - 1 : -1;
  }

  /** Pages of the boxes that come next. */
  pagesAhead(count) {
    const pages = new Set();
    for (let place = Math.max(0, this.current); place < this.items.length && pages.size < count; place += 1) {
      if (this.status(this.items[place]) === "open" || place === this.current) pages.add(this.items[place].page);
    }
    return [...pages];
  }
}
