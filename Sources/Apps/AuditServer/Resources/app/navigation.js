// From box to box and from page to page.

const AHEAD = 4;
const MEASURE = "next box";

export class Navigation {
  constructor({ session, pages, queue, viewport }) {
    Object.assign(this, { session, pages, queue, viewport });
    this.turn = 0;
    this.moving = 0;
  }

  /** The next doubtful box; measured from the key to the picture. */
  async next() {
    const start = performance.now();
    let place = this.queue.nextOpen(1);
    while (place < 0 && !this.queue.ended) {
      await this.queue.more();
      place = this.queue.nextOpen(1);
    }
    if (place < 0) {
      // What was passed over before comes again at the end.
      place = this.queue.items.findIndex((item, at) => at !== this.queue.current && this.queue.status(item) === "open");
    }
    if (place < 0) return "No more doubtful boxes here";
    return this.showItem(place, start);
  }

  async previous() {
    const place = this.queue.previous();
    return place < 0 ? "This is the first box" : this.showItem(place);
  }

  /** On from a decision: back to the queue's own box if another one was decided. */
  async goOn() {
    this.moving += 1;
    try {
      return await this.#onward();
    } finally {
      this.moving -= 1;
    }
  }

  #onward() {
    const { queue, session } = this;
    const item = queue.items[queue.current];
    const away = item && !(item.page === session.page?.page && session.selection.includes(item.key));
    return away && queue.status(item) === "open" ? this.showItem(queue.current) : this.next();
  }

  async showItem(place, start = null) {
    const item = this.queue.items[place];
    this.queue.goTo(place);
    try {
      if (!(await this.showPage(item.page, [item.key]))) return "";
    } catch (error) {
      this.queue.mark(item.page, item.key, "gone");
      return error.message;
    }
    const region = this.session.selected;
    if (!region) {
      this.queue.mark(item.page, item.key, "gone");
      return "This box is gone";
    }
    if (region.status !== "open") this.queue.mark(item.page, item.key, region.status);
    this.pages.prefetch(this.queue.pagesAhead(AHEAD));
    if (start !== null) afterPaint(() => performance.measure(MEASURE, { start, end: performance.now() }));
    return `${this.session.className(region.class)}, ${item.document} page ${item.number}. ${region.why}`;
  }

  /** False where another page was asked for meanwhile. */
  async showPage(token, keys = []) {
    const turn = ++this.turn;
    const page = this.pages.ready(token) ?? (await this.pages.load(token));
    if (turn !== this.turn) return false;
    if (this.session.page !== page) this.session.setPage(page, keys);
    else this.session.select(keys);
    const region = this.session.selected;
    if (region) this.viewport.zoomTo(region.box);
    return true;
  }

  async turnPage(which) {
    const token = this.session.page?.[which];
    if (!token) return which === "next" ? "This is the last page" : "This is the first page";
    await this.showPage(token);
    this.viewport.fit();
    this.pages.prefetch([this.session.page[which]]);
    return `${this.session.page.document}, page ${this.session.page.number}`;
  }

  /** The region before or after the selected one in reading order. */
  step(way, extend) {
    const regions = this.session.visible();
    if (!regions.length) return "No boxes on this page";
    const { selection } = this.session;
    const here = regions.findIndex((region) => region.key === (extend ? selection.at(-1) : selection[0]));
    const place = here < 0 ? (way > 0 ? 0 : regions.length - 1) : here + way;
    const region = regions[Math.min(Math.max(place, 0), regions.length - 1)];
    const others = selection.filter((key) => key !== region.key);
    this.session.select(extend ? [...others, region.key] : [region.key]);
    this.viewport.reveal(region.box);
    return extend ? `${this.session.selection.length} boxes selected` : "";
  }
}

function afterPaint(run) {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = run;
    channel.port2.postMessage(null);
  });
}
