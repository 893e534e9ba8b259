// A tool takes several steps: it says what to do, draws its marks, understands keys and the pointer.

export const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** How far an arrow moves: by the step, with Shift ten times as far. */
export const stepOf = (event, step = 1) =>
  ARROWS[event.key].map((way) => way * step * (event.shiftKey ? 10 : 1));

export class Tool {
  constructor(app) {
    Object.assign(this, app);
  }

  close() {
    this.session.setTool(null);
  }

  redraw() {
    this.session.dispatchEvent(new CustomEvent("tool"));
  }
}
