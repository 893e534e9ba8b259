// Sends the journal's entries one after the other until the server has answered each.

import { server, Refusal } from "./server.js";
import { FIELDS, fulfils, isPersons } from "./region.js";

const LONGEST_WAIT = 30_000;
const PASSING = new Set([401, 403, 408, 425, 429]);

export class Saving extends EventTarget {
  constructor(journal, user) {
    super();
    this.journal = journal;
    this.user = user;
    this.sending = false;
    this.wait = 1000;
    this.trouble = null;
    addEventListener("online", () => this.now());
  }

  get waiting() {
    return this.journal.entries.length;
  }

  /** Until all is sent, or not to be waited for any longer. */
  async settled(longest = 5000) {
    const end = Date.now() + longest;
    while (this.waiting && Date.now() < end) await new Promise((done) => setTimeout(done, 20));
    if (this.waiting) throw new Error("Not everything is saved yet; try again then");
  }

  get questions() {
    return this.journal.entries.filter((entry) => entry.question).length;
  }

  add(entry) {
    this.journal.add(entry);
    this.#changed();
    this.send();
  }

  /** An entry that touches a region in question stays behind it. */
  #nextEntry() {
    const held = new Set();
    for (const entry of this.journal.entries) {
      const names = entry.edits.map((edit) => `${entry.page}/${edit.key}`);
      if (!entry.question && !names.some((name) => held.has(name))) return entry;
      names.forEach((name) => held.add(name));
    }
    return null;
  }

  now() {
    clearTimeout(this.timer);
    this.timer = null;
    this.wait = 1000;
    this.send();
  }

  async send() {
    if (this.sending || this.timer) return;
    this.sending = true;
    for (let entry = this.#nextEntry(); entry; entry = this.#nextEntry()) {
      if (!(await this.#sendOne(entry))) break;
    }
    this.sending = false;
    this.#changed();
  }

  async #sendOne(entry) {
    try {
      const answer = await server.save(entry.page, entry.state, entry.edits);
      this.#saved(entry, answer.regions, answer.undecided);
    } catch (error) {
      const refused = error instanceof Refusal && error.status < 500 && !PASSING.has(error.status);
      if (!refused) return this.#again(error);
      const now = error.body.regions ?? [];
      if (error.status === 409 && this.#arrivedBefore(entry, now)) this.#saved(entry, now);
      else if (error.status !== 409 || now.length || !(await this.#renewed(entry))) this.#ask(entry, error, now);
    }
    this.wait = 1000;
    this.trouble = null;
    return true;
  }

  #again(error) {
    this.trouble = error instanceof Refusal && error.status === 401
      ? "open the link with the token again" : error.message;
    this.timer = setTimeout(() => { this.timer = null; this.send(); }, this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    return false;
  }

  /** The page was labelled anew: what is the same there as it was is corrected without asking. */
  async #renewed(entry) {
    let page;
    try {
      page = await server.page(entry.page);
    } catch {
      return false;
    }
    const versions = new Map(page.regions.map((region) => [region.key, region.version]));
    const fits = (edit) => (versions.get(edit.key) ?? (isPersons(edit.key) ? 0 : -1)) === edit.version;
    if (page.state === entry.state || !entry.edits.every(fits)) return false;
    entry.state = page.state;
    this.journal.keep();
    this.dispatchEvent(new CustomEvent("renewed", { detail: entry.page }));
    return true;
  }

  /** The server kept the edits, but its answer was lost. */
  #arrivedBefore(entry, regions) {
    return entry.edits.every((edit) => {
      const region = regions.find((candidate) => candidate.key === edit.key);
      return region && (region.by === this.user || edit.status === "open") && fulfils(region, edit);
    });
  }

  #saved(entry, regions, undecided) {
    this.journal.remove([entry]);
    // A drawing that was taken back is no longer told, but has its next version.
    const versions = new Map(entry.edits.map((edit) => [edit.key, edit.version + 1]));
    for (const region of regions) versions.set(region.key, region.version);
    for (const later of this.journal.ofPage(entry.page)) {
      for (const edit of later.edits) {
        if (versions.has(edit.key) && !later.question) edit.version = versions.get(edit.key);
      }
    }
    this.journal.keep();
    this.dispatchEvent(new CustomEvent("saved", { detail: { entry, regions, versions, undecided } }));
    this.#changed();
  }

  #ask(entry, error, regions) {
    const told = ["key", "by", ...FIELDS];
    const short = regions.map((region) => Object.fromEntries(told.map((field) => [field, region[field]])));
    entry.question = { status: error.status, error: error.message, regions: short };
    this.journal.keep();
    this.dispatchEvent(new CustomEvent("question", { detail: entry }));
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }

  /** Drops an entry and those that build on it; returns what was dropped. */
  drop(entry) {
    const keys = new Set(entry.edits.map((edit) => edit.key));
    const after = this.journal.entries.slice(this.journal.entries.indexOf(entry));
    const dropped = [];
    for (const candidate of after.filter((one) => one.page === entry.page)) {
      if (!candidate.edits.some((edit) => keys.has(edit.key))) continue;
      candidate.edits.forEach((edit) => keys.add(edit.key));
      dropped.push(candidate);
    }
    this.journal.remove(dropped);
    this.#changed();
    return dropped;
  }

  retry(entry) {
    delete entry.question;
    this.journal.keep();
    this.now();
  }
}
