// Where another person saved the same region, or the server refuses: the person decides, nothing is lost.

import { byId, element } from "./element.js";
import { overlap } from "./geometry.js";
import { isPersons } from "./region.js";

const SAME = 0.7;

export class QuestionsView {
  constructor({ session, saving, pages, corrections, report, queue }) {
    Object.assign(this, { session, saving, pages, corrections, report, queue });
    this.place = byId("questions");
    saving.addEventListener("question", ({ detail }) => this.#ask(detail));
  }

  /** Questions that were open when the page was left. */
  restore() {
    for (const entry of this.saving.journal.entries) if (entry.question) this.#ask(entry);
  }

  focus() {
    const button = this.place.querySelector("button");
    if (!button) return "There is nothing to answer";
    button.focus();
    return "";
  }

  #ask(entry) {
    const { status, error, regions } = entry.question;
    const conflict = status === 409;
    const keys = entry.edits.map((edit) => edit.key);
    const box = element("article", { class: "question" },
      element("h2", {}, conflict ? this.#who(regions) : "The server did not take this"),
      conflict && regions.length ? null : element("p", {}, error),
      element("ul", {}, ...this.#inQuestion(entry).map((edit) => element("li", {}, this.#compare(edit, regions)))),
      element("div", { class: "choices" },
        element("button", { type: "button", class: "main", onclick: () => this.#resolve(entry, box, () => this.#theirs(entry)) },
          conflict ? "Keep theirs" : "Discard mine"),
        element("button", { type: "button", onclick: () => this.#resolve(entry, box, () => this.#mine(entry)) },
          conflict ? "Save mine" : "Try again"),
        element("button", { type: "button", onclick: () => this.#look(entry, keys) }, "Show the box")));
    this.place.append(box);
  }

  /** Of a step on several boxes, those that somebody else saved. */
  #inQuestion({ edits, question: { regions } }) {
    const known = edits.filter((edit) => regions.some((region) => region.key === edit.key && region.by));
    return known.length ? known : edits;
  }

  #who(regions) {
    const others = [...new Set(regions.map((region) => region.by).filter(Boolean))];
    if (!others.length) return "This changed meanwhile";
    return others.every((name) => name === this.session.project.user)
      ? "You saved this elsewhere meanwhile" : `${others.join(" and ")} saved this meanwhile`;
  }

  #compare(edit, regions) {
    const theirs = regions.find((region) => region.key === edit.key);
    const describe = ({ status, class: index, box }) => [
      status === "open" ? "undecided" : status, ...(index === undefined ? [] : [this.session.className(index)]),
      ...(box ? [`at ${box.map(Math.round).join(", ")}`] : [])].join(", ");
    const mine = `Yours: ${describe(edit)}.`;
    return theirs ? `${mine} ${theirs.by ?? "Saved"}: ${describe(theirs)}.` : mine;
  }

  async #resolve(entry, box, choose) {
    try {
      this.report(await choose());
      box.remove();
    } catch (error) {
      this.report(error.message);
    }
  }

  async #theirs(entry) {
    const dropped = this.saving.drop(entry);
    this.corrections.forget(entry.page, dropped.flatMap((one) => one.edits.map((edit) => edit.key)));
    await this.#reread(entry.page);
    this.saving.now();
    return "Theirs is kept";
  }

  /** Asks again with the versions as they are now. */
  async #mine(entry) {
    await this.pages.load(entry.page);
    const page = await this.pages.refresh(entry.page);
    const anew = page.state !== entry.state;
    for (const { key } of entry.edits) {
      const region = page.region(key);
      const other = anew && !isPersons(key) && overlap(region?.box ?? [], entry.seen[key] ?? []) < SAME;
      if (!region || other) throw new Error("The page was labelled anew and this box is gone: keep theirs, then correct it there");
    }
    entry.state = page.state;
    for (const edit of entry.edits) edit.version = page.region(edit.key).version;
    this.saving.retry(entry);
    await this.#reread(entry.page);
    return "Yours is sent again";
  }

  async #reread(token) {
    const fresh = await this.pages.refresh(token);
    if (!fresh) return;
    for (const region of fresh.regions.values()) this.queue.mark(token, region.key, region.status);
    if (this.session.page?.page === token) this.session.setPage(fresh, this.session.selection);
  }

  async #look(entry, keys) {
    const page = await this.pages.load(entry.page);
    if (this.session.page !== page) this.session.setPage(page, keys);
    else this.session.select(keys);
  }
}
