// Says whether everything is saved.

import { byId } from "./element.js";
import { report } from "./report.js";

export class SaveView {
  constructor(saving) {
    this.saving = saving;
    this.place = byId("save-state");
    saving.addEventListener("change", () => this.#draw());
    addEventListener("beforeunload", (event) => {
      // The journal keeps edits, so leaving is only worth a question where it could not.
      if (saving.waiting && saving.journal.storageFailed) event.preventDefault();
    });
    this.#draw();
  }

  #draw() {
    const { waiting, questions, trouble, journal } = this.saving;
    const kept = journal.storageFailed ? " and not kept by the browser: do not close it" : "";
    const text = waiting === 0 ? "Saved"
      : trouble || kept || questions ? `Not saved yet (${waiting})${kept}` : `Saving (${waiting})`;
    if (this.place.textContent !== text) this.place.textContent = text;
    const troubled = Boolean(waiting && (trouble || kept || questions));
    if (troubled && !this.place.classList.contains("trouble")) report(text);
    this.place.classList.toggle("trouble", troubled);
    this.place.setAttribute("title", trouble ?? (questions ? "Answer the question first (C)" : ""));
  }
}
