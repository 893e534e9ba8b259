// Picks the region that encloses the selected one.

import { rectangle } from "./overlay.js";
import { ARROWS, Tool } from "./tool.js";

export class ParentTool extends Tool {
  label = "Parent";
  at = 0;

  get hint() {
    const choice = this.choices[this.at];
    const name = choice ? this.session.className(choice.class) : "none";
    return `Parent: ${name}. Click the enclosing box, or arrows and Enter. 0: none. Escape: as it was`;
  }

  enter() {
    this.choices = this.actions.parentChoices();
    this.#showChoice();
  }

  #showChoice() {
    const choice = this.choices[this.at];
    if (choice) this.viewport.reveal(choice.box);
    this.redraw();
  }

  press(event) {
    if (ARROWS[event.key]) {
      const count = this.choices.length;
      this.at = (this.at + (ARROWS[event.key].some((way) => way > 0) ? 1 : count - 1)) % count;
      this.#showChoice();
    } else if (event.key === "Enter") this.#finish(this.choices[this.at]);
    else if (event.key === "0") this.#finish(null);
    else if (event.key === "Escape") this.close();
    else return false;
    return true;
  }

  down(point, event, under) {
    const choice = under.find((region) => this.choices.includes(region));
    if (choice) this.#finish(choice);
    else this.report("This box cannot be its parent");
    return {};
  }

  #finish(choice) {
    this.close();
    this.report(this.actions.setParent(choice?.key ?? null));
  }

  marks() {
    const choice = this.choices[this.at];
    return choice ? [rectangle(choice.box, { class: "choice" })] : [];
  }
}
