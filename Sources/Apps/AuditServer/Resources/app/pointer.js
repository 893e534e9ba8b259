// Pointer and wheel over the page: select, pan, zoom, drag edges and corners, and what the tool does.

import { area, contains, edgesNear, moveBox, moveEdges } from "./geometry.js";

const REACH = 7;
const STILL = 4;
const CURSORS = { "": "default", 0: "ew-resize", 2: "ew-resize", 1: "ns-resize", 3: "ns-resize",
  "0,1": "nwse-resize", "2,3": "nwse-resize", "2,1": "nesw-resize", "0,3": "nesw-resize" };

export class Pointer {
  constructor({ session, viewport, actions, report }) {
    Object.assign(this, { session, viewport, actions, report });
    const { frame } = viewport;
    frame.addEventListener("pointerdown", (event) => this.#down(event));
    frame.addEventListener("pointermove", (event) => this.#move(event));
    frame.addEventListener("pointerup", (event) => this.#up(event));
    frame.addEventListener("pointercancel", () => { this.drag = null; session.setDraft(null); });
    frame.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  /** Visible regions under a point, smallest first. */
  #under({ x, y }) {
    return this.session.visible().filter((region) => contains(region.box, x, y))
      .sort((one, other) => area(one.box) - area(other.box));
  }

  #down(event) {
    if (!this.session.page || event.button > 1) return;
    this.viewport.frame.setPointerCapture(event.pointerId);
    const point = this.viewport.pointAt(event);
    this.start = { x: event.clientX, y: event.clientY, moved: false };
    const { tool } = this.session;
    if (event.button === 0 && tool?.down) this.drag = this.#guarded(() => tool.down(point, event, this.#under(point)));
    else this.drag = (event.button === 0 && this.#edgeDrag(point, event)) || this.#panDrag(event);
  }

  #guarded(run) {
    try {
      return run();
    } catch (error) {
      this.report(error.message);
      return {};
    }
  }

  #edgeDrag(point, event) {
    const { session, viewport } = this;
    const region = session.selected;
    if (!region || session.selection.length > 1) return null;
    const edges = edgesNear(region.box, point.x, point.y, REACH / viewport.scale);
    const whole = event.altKey && contains(region.box, point.x, point.y);
    if (!edges.length && !whole) return null;
    session.setTool(null);
    const begin = region.box;
    return {
      move: (to) => {
        const [dx, dy] = [to.x - point.x, to.y - point.y];
        const box = whole ? moveBox(begin, dx, dy, session.page) : moveEdges(begin, edges, dx, dy, session.page);
        session.setDraft({ key: region.key, box });
      },
      up: () => {
        const box = session.draft?.box;
        session.setDraft(null);
        if (box) this.report(this.actions.setBox(region.key, box));
      },
    };
  }

  #panDrag(event) {
    let last = event;
    return {
      move: (_, now) => {
        this.viewport.pan(now.clientX - last.clientX, now.clientY - last.clientY);
        last = now;
      },
      up: (point, now) => {
        if (!this.start.moved && now.button === 0) this.#select(point, now);
      },
    };
  }

  /** A second click on a place takes the next larger region there. */
  #select(point, event) {
    const { session } = this;
    const under = this.#under(point);
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      if (under[0]) session.toggle(under[0].key);
      return;
    }
    const again = under.findIndex((region) => region.key === session.selection[0]);
    const chosen = under[(again + 1) % Math.max(under.length, 1)];
    session.select(chosen ? [chosen.key] : []);
  }

  #move(event) {
    if (!this.session.page) return;
    const point = this.viewport.pointAt(event);
    if (!this.drag) return this.#hover(point, event);
    const far = Math.hypot(event.clientX - this.start.x, event.clientY - this.start.y);
    this.start.moved ||= far >= STILL;
    if (this.start.moved) this.drag.move?.(point, event);
  }

  #hover(point, event) {
    const { session, viewport } = this;
    session.tool?.hover?.(point);
    const region = session.selected;
    const edges = region && !session.tool?.down && session.selection.length === 1
      ? edgesNear(region.box, point.x, point.y, REACH / viewport.scale) : [];
    const within = region && event.altKey && contains(region.box, point.x, point.y);
    const cursor = session.tool?.down ? "crosshair" : within ? "move" : CURSORS[edges.join()];
    viewport.frame.style.setProperty("cursor", cursor ?? "default");
  }

  #up(event) {
    const { drag } = this;
    this.drag = null;
    if (drag) this.#guarded(() => drag.up?.(this.viewport.pointAt(event), event));
  }

  #wheel(event) {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 16 : 1;
    if (event.ctrlKey || event.metaKey) {
      const frame = this.viewport.frame.getBoundingClientRect();
      this.viewport.zoom(Math.exp(-event.deltaY * unit * 0.004), event.clientX - frame.left, event.clientY - frame.top);
    } else if (event.shiftKey && !event.deltaX) this.viewport.pan(-event.deltaY * unit, 0);
    else this.viewport.pan(-event.deltaX * unit, -event.deltaY * unit);
  }
}
