// Cuts a box in two.

import { drawing } from "./element.js";
import { BOTTOM, cut, LEFT, RIGHT, TOP } from "./geometry.js";
import { ARROWS, stepOf, Tool } from "./tool.js";

export class SplitTool extends Tool {
  label = "Split";
  horizontal = true;

  get hint() {
    return `Split ${this.horizontal ? "across" : "down"}: click, or move the cut by arrows and press Enter. S: turn the cut. Escape: no cut`;
  }

  enter() {
    this.#centre();
  }

  #centre() {
    const { box } = this.session.selected;
    this.place = this.horizontal ? (box[TOP] + box[BOTTOM]) / 2 : (box[LEFT] + box[RIGHT]) / 2;
  }

  press(event) {
    const { box } = this.session.selected;
    if (ARROWS[event.key]) {
      const [dx, dy] = stepOf(event);
      const place = this.place + (this.horizontal ? dy : dx);
      if (cut(box, place, this.horizontal)) this.place = place;
      this.redraw();
    } else if (event.key === "s" || event.key === "S") {
      this.horizontal = !this.horizontal;
      this.#centre();
      this.redraw();
    } else if (event.key === "Enter") this.#finish();
    else if (event.key === "Escape") this.close();
    else return false;
    return true;
  }

  hover(point) {
    const place = this.horizontal ? point.y : point.x;
    if (!cut(this.session.selected.box, place, this.horizontal)) return;
    this.place = place;
    this.redraw();
  }

  down(point) {
    this.hover(point);
    return { move: (to) => this.hover(to), up: () => this.#finish() };
  }

  #finish() {
    const { place, horizontal } = this;
    this.close();
    this.report(this.actions.split(place, horizontal));
  }

  marks() {
    const [x1, y1, x2, y2] = this.session.selected.box;
    const line = this.horizontal ? `M${x1} ${this.place}H${x2}` : `M${this.place} ${y1}V${y2}`;
    return [drawing("path", { class: "cut", d: line })];
  }
}
