// The filters of the queue; what is set survives a reload.

import { byId, element } from "./element.js";

const PAUSE = 250;
const SORTS = [["gain", "most gain first"], ["page", "page by page"], ["random", "at random"]];

const option = ([value, text]) => element("option", { value }, text);

const field = (label, control) => element("label", {}, element("span", {}, label), control);

export class Filters {
  constructor({ queue, session, report, started }) {
    Object.assign(this, { queue, report, started });
    const { classes, sources, reasons, name } = session.project;
    this.memory = `galley-filters:${name}`;
    const pick = (id, choices) => element("select", { id: `filter-${id}`, "data-filter": id }, ...choices.map(option));
    const share = (id) => element("input", { id: `filter-${id}`, "data-filter": id, type: "number", min: 0, max: 1, step: 0.05, placeholder: id === "minScore" ? "0" : "1" });
    this.place = byId("filters");
    this.place.append(
      field("Class", pick("class", [["", "any"], ...classes.map((one, at) => [String(at), one.name])])),
      field("Source", pick("source", [["", "any"], ...sources.map((source) => [source, source.replaceAll("_", " ")])])),
      field("Reason", pick("reason", [["", "any"], ...reasons.map((one) => [one.name, one.meaning])])),
      field("Document", element("input", { id: "filter-document", "data-filter": "document", type: "search", placeholder: "part of name" })),
      field("Score from", share("minScore")), field("to", share("maxScore")),
      field("Sort", pick("sort", SORTS)),
      element("button", { type: "button", id: "filter-clear", onclick: () => this.#clear() }, "Clear filters"));
    this.controls = [...this.place.querySelectorAll("[data-filter]")];
    this.#recall();
    this.place.addEventListener("input", () => this.#later());
  }

  #recall() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.memory) ?? "{}");
      for (const control of this.controls) {
        if (kept[control.dataset.filter] !== undefined) control.value = kept[control.dataset.filter];
      }
    } catch {
      sessionStorage.removeItem(this.memory);
    }
  }

  get values() {
    return Object.fromEntries(this.controls.map((control) => [control.dataset.filter, control.value.trim()]));
  }

  #later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.apply(), PAUSE);
  }

  async apply() {
    const { values } = this;
    sessionStorage.setItem(this.memory, JSON.stringify(values));
    try {
      await this.queue.filter(values);
      this.report(`${this.queue.total} doubtful boxes match`);
      await this.started();
    } catch (error) {
      this.report(error.message);
    }
  }

  #clear() {
    for (const control of this.controls) control.value = control.dataset.filter === "sort" ? control.value : "";
    this.apply();
  }

  focus() {
    byId("filter-document").focus();
  }
}
