// The list of doubtful boxes.

import { byId, element, setStyle } from "./element.js";

const MARKS = { accepted: "✓", rejected: "✕", gone: "–", open: "" };
const WORDS = { accepted: "accepted", rejected: "rejected", gone: "gone", open: "" };

export class QueueView {
  constructor({ queue, session, navigation, report }) {
    Object.assign(this, { queue, session, navigation, report });
    this.meanings = new Map(session.project.reasons.map((one) => [one.name, one.meaning]));
    this.list = byId("queue");
    this.count = byId("queue-count");
    queue.addEventListener("reset", () => this.list.replaceChildren());
    queue.addEventListener("more", ({ detail }) => this.#append(detail));
    queue.addEventListener("mark", ({ detail }) => this.#mark(detail));
    queue.addEventListener("current", () => this.#show());
    this.list.addEventListener("click", (event) => this.#choose(event.target.closest("[role=option]")));
    this.list.addEventListener("keydown", (event) => this.#press(event));
    this.list.addEventListener("scroll", () => this.#scrolled(), { passive: true });
  }

  #append(items) {
    const first = this.list.children.length;
    this.list.append(...items.map((item, at) => this.#row(item, first + at)));
    if (!this.queue.items.length) this.list.append(element("li", { class: "none", role: "option", "aria-disabled": "true" }, "No doubtful boxes match"));
    this.#number();
  }

  #row(item, place) {
    const name = this.session.className(item.class);
    const reason = this.meanings.get(item.reason) ?? item.reason;
    const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
    setStyle(swatch, { "background-color": this.session.project.classes[item.class]?.colour ?? "#666666" });
    // The label says it all at once; rows out of sight have no other name.
    return element("li", {
      role: "option", id: `queue-${place}`, "aria-selected": "false", "data-place": place,
      "aria-label": `${name}, score ${Math.round(item.score * 100)} %, ${item.document} page ${item.number}${reason ? `, ${reason}` : ""}`,
    },
      swatch,
      element("span", { class: "name" }, name),
      element("span", { class: "score", title: "score" }, `${Math.round(item.score * 100)} %`),
      element("span", { class: "gain", title: "expected gain" }, item.gain.toFixed(2)),
      element("span", { class: "mark" }),
      element("span", { class: "where" }, `${item.document} · ${item.number}`),
      element("span", { class: "reason" }, reason));
  }

  #number() {
    const { total, totalIsExact, statuses } = this.queue;
    const left = total - [...statuses.values()].filter((status) => status !== "open").length;
    this.count.textContent = `${left}${totalIsExact ? "" : " or so"} left`;
  }

  #mark(place) {
    const status = this.queue.status(this.queue.items[place]);
    const row = this.list.children[place];
    if (!row) return;
    row.classList.toggle("settled", status !== "open");
    const mark = row.querySelector(".mark");
    mark.textContent = MARKS[status] ?? "✓";
    mark.setAttribute("title", WORDS[status] ?? "accepted");
    this.#number();
  }

  #show() {
    this.shown?.setAttribute("aria-selected", "false");
    this.shown = this.list.children[this.queue.current];
    if (!this.shown) return this.list.removeAttribute("aria-activedescendant");
    this.shown.setAttribute("aria-selected", "true");
    this.list.setAttribute("aria-activedescendant", this.shown.id);
    // Only this list scrolls: scrollIntoView could move the whole window.
    const { offsetTop, offsetHeight } = this.shown;
    const { scrollTop, clientHeight } = this.list;
    if (offsetTop < scrollTop) this.list.scrollTop = offsetTop - offsetHeight;
    else if (offsetTop + 2 * offsetHeight > scrollTop + clientHeight) {
      this.list.scrollTop = offsetTop + 2 * offsetHeight - clientHeight;
    }
  }

  async #choose(row) {
    if (row?.dataset.place === undefined) return;
    this.report(await this.navigation.showItem(Number(row.dataset.place)));
  }

  #press(event) {
    const ways = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
    const way = ways[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const last = this.queue.items.length - 1;
    const place = Math.min(Math.max(this.queue.current + way, 0), last);
    if (last >= 0 && place !== this.queue.current) this.#choose(this.list.children[place]);
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    if (scrollHeight - scrollTop - clientHeight < 600) this.queue.more().catch((error) => this.report(error.message));
  }
}
