// Every change of a region goes through here: shown, written into the journal, sent, undoable.

import { editFor, snapshot } from "./region.js";

const KEPT = 500;

export class Corrections extends EventTarget {
  constructor(session, pages, saving) {
    super();
    this.session = session;
    this.pages = pages;
    this.saving = saving;
    this.done = [];
    this.undone = [];
  }

  /** Makes changes, a list of {key, wanted}, as one step that can be undone. */
  make(label, changes) {
    const page = this.session.page;
    const before = changes.map(({ key }) => ({
      key, wanted: page.region(key) ? snapshot(page.region(key)) : null,
    }));
    this.#apply(page, changes);
    const after = changes.map(({ key }) => ({ key, wanted: snapshot(page.region(key)) }));
    this.done.push({ label, page: page.page, before, after });
    if (this.done.length > KEPT) this.done.shift();
    this.undone = [];
    this.#tell(label, page, changes);
  }

  #apply(page, changes) {
    const edits = changes.map(({ key, wanted }) => editFor(key, page.region(key), wanted));
    // What was on the screen, to tell later whether a key still means the same box.
    const seen = Object.fromEntries(changes.flatMap(({ key }) => (page.region(key) ? [[key, page.region(key).box]] : [])));
    changes.forEach(({ key, wanted }) => page.want(key, wanted));
    this.saving.add({ page: page.page, state: page.state, edits, seen });
    this.session.changed(changes.map((change) => change.key));
  }

  #tell(label, page, changes) {
    this.dispatchEvent(new CustomEvent("made", {
      detail: { label, page: page.page, keys: changes.map((change) => change.key) },
    }));
  }

  async #move(from, to, side, word) {
    const step = from.pop();
    if (!step) return `Nothing to ${word}`;
    const page = this.pages.ready(step.page) ?? (await this.pages.load(step.page).catch((error) => {
      from.push(step);
      throw error;
    }));
    const changes = step[side].map(({ key, wanted }) => ({ key, wanted: wanted ?? { status: "open" } }));
    const keys = step[side].filter((change) => change.wanted).map((change) => change.key);
    if (this.session.page !== page) this.session.setPage(page, keys);
    this.#apply(page, changes);
    this.session.select(keys);
    to.push(step);
    this.#tell(`${word}: ${step.label}`, page, changes);
    return `${word === "undo" ? "Undone" : "Redone"}: ${step.label}`;
  }

  undo() {
    this.session.setTool(null);
    return this.#move(this.done, this.undone, "before", "undo");
  }

  redo() {
    this.session.setTool(null);
    return this.#move(this.undone, this.done, "after", "redo");
  }

  /** Steps on regions that another person has saved since can no longer be undone. */
  forget(page, keys) {
    const touches = (step) =>
      step.page === page && step.before.some((change) => keys.includes(change.key));
    this.done = this.done.filter((step) => !touches(step));
    this.undone = this.undone.filter((step) => !touches(step));
    this.dispatchEvent(new Event("history"));
  }
}
