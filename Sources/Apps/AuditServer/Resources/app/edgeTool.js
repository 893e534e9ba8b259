// Moves one edge of a box by arrow keys.

import { drawing } from "./element.js";
import { BOTTOM, EDGE_NAMES, LEFT, moveEdges, RIGHT, TOP } from "./geometry.js";
import { ARROWS, stepOf, Tool } from "./tool.js";

const PAUSE = 800;

export class EdgeTool extends Tool {
  label = "Edges";
  edge = LEFT;

  get hint() {
    return `Edges: ${EDGE_NAMES[this.edge]} edge. Tab: next edge. Arrows: 1 px, with Shift 10 px. Enter: keep. Escape: as it was`;
  }

  get region() {
    return this.session.page.region(this.key);
  }

  enter() {
    this.key = this.session.selection[0];
  }

  leave() {
    this.keep();
  }

  keep() {
    clearTimeout(this.pause);
    const { draft } = this.session;
    if (!draft) return;
    this.session.setDraft(null);
    this.report(this.actions.setBox(draft.key, draft.box));
  }

  press(event) {
    if (event.key === "Tab") {
      this.edge = (this.edge + (event.shiftKey ? 3 : 1)) % 4;
      this.report(`${EDGE_NAMES[this.edge]} edge`);
      this.redraw();
    } else if (ARROWS[event.key]) {
      const [dx, dy] = stepOf(event);
      const box = this.session.draft?.box ?? this.region.box;
      this.session.setDraft({ key: this.key, box: moveEdges(box, [this.edge], dx, dy, this.session.page) });
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.keep(), PAUSE);
    } else if (event.key === "Enter") this.close();
    else if (event.key === "Escape") {
      clearTimeout(this.pause);
      this.session.setDraft(null);
      this.close();
    } else return false;
    return true;
  }

  marks() {
    const [x1, y1, x2, y2] = this.session.draft?.box ?? this.region.box;
    const lines = { [LEFT]: [x1, y1, x1, y2], [TOP]: [x1, y1, x2, y1], [RIGHT]: [x2, y1, x2, y2], [BOTTOM]: [x1, y2, x2, y2] };
    const [ax, ay, bx, by] = lines[this.edge];
    return [drawing("path", { class: "edge-mark", d: `M${ax} ${ay}L${bx} ${by}` })];
  }
}
