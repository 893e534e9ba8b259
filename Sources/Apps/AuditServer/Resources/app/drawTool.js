// Draws a new box, by pointer or by a cross that arrows move.

import { drawing } from "./element.js";
import { boxOf, isUsable } from "./geometry.js";
import { rectangle } from "./overlay.js";
import { ARROWS, stepOf, Tool } from "./tool.js";

export class DrawTool extends Tool {
  label = "Draw";
  static lastClass = 0;

  get hint() {
    const name = this.session.className(DrawTool.lastClass);
    return `Draw ${name}: drag on the page, or move the cross by arrows and press Enter at two corners. A number key picks the class. Escape: no box`;
  }

  enter() {
    this.at = this.viewport.pointAt(this.viewport.centre);
    this.from = null;
  }

  press(event) {
    const { page } = this.session;
    if (ARROWS[event.key]) {
      const [dx, dy] = stepOf(event, 3);
      this.at = { x: Math.min(Math.max(this.at.x + dx, 0), page.width), y: Math.min(Math.max(this.at.y + dy, 0), page.height) };
      this.viewport.reveal([this.at.x, this.at.y, this.at.x, this.at.y]);
      this.redraw();
    } else if (event.key === "Enter") {
      if (this.from) this.#finish();
      else {
        this.from = this.at;
        this.report("First corner set");
        this.redraw();
      }
    } else if (/^\d$/.test(event.key)) this.setClass((Number(event.key) + 9) % 10);
    else if (event.key === "Escape") this.close();
    else return false;
    return true;
  }

  setClass(index) {
    if (!this.session.project.classes[index]) return;
    DrawTool.lastClass = index;
    this.redraw();
  }

  down(point) {
    this.from = this.at = point;
    return { move: (to) => { this.at = to; this.redraw(); }, up: () => this.#finish() };
  }

  #finish() {
    const box = boxOf(this.from.x, this.from.y, this.at.x, this.at.y, this.session.page);
    this.from = null;
    if (!isUsable(box)) return this.redraw();
    this.close();
    this.report(this.actions.draw(box, DrawTool.lastClass));
  }

  marks() {
    const { width, height } = this.session.page;
    const { x, y } = this.at;
    return [
      drawing("path", { class: "cross", d: `M0 ${y}H${width}M${x} 0V${height}` }),
      ...(this.from ? [rectangle(boxOf(this.from.x, this.from.y, x, y, this.session.page), { class: "rubber" })] : []),
    ];
  }
}
