// Zoom and pan: one transform for the image, one for the drawing, once a frame.

const LARGEST = 12;
const MARGIN = 60;
const SEEN = 24;
const CROWDED = 60;
const EDGE = 8;

export class Viewport extends EventTarget {
  constructor(frame, world, paper) {
    super();
    this.frame = frame;
    this.world = world;
    this.paper = paper;
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.page = { width: 1, height: 1 };
    this.whole = true;
    this.#measure();
    new ResizeObserver(() => this.#resized()).observe(frame);
  }

  #measure() {
    const { width, height } = this.frame.getBoundingClientRect();
    this.width = width;
    this.height = height;
  }

  #resized() {
    this.#measure();
    if (this.whole) this.fit();
    else this.#place();
    this.dispatchEvent(new Event("resize"));
  }

  setPage(page) {
    this.page = page;
    this.fit();
  }

  /** The middle of the window's part that shows the page, where the pointer would be. */
  get centre() {
    const frame = this.frame.getBoundingClientRect();
    return { clientX: frame.left + this.width / 2, clientY: frame.top + this.height / 2 };
  }

  get fitting() {
    return Math.min((this.width - 16) / this.page.width, (this.height - 16) / this.page.height);
  }

  fit() {
    this.#set(this.fitting, this.page.width / 2, this.page.height / 2);
    this.whole = true;
  }

  fitWidth() {
    this.#set((this.width - 16) / this.page.width, this.page.width / 2, (this.height / 2 - this.y) / this.scale);
  }

  /** A scale, and the place of the page that comes into the middle. */
  #set(scale, x, y) {
    this.whole = false;
    this.scale = scale;
    this.x = this.width / 2 - x * scale;
    this.y = this.height / 2 - y * scale;
    this.#place();
  }

  /** Brings a box near: large enough to judge, with what is around it. */
  zoomTo(box) {
    const [width, height] = [box[2] - box[0], box[3] - box[1]];
    const near = Math.min(this.width / (width + 2 * MARGIN), this.height / (height + 2 * MARGIN));
    const lines = Math.min(SEEN / Math.min(width, height), (this.width * 2) / this.page.width);
    const readable = Math.max(this.fitting, Math.min(near, Math.max(this.width * 1.15 / this.page.width, lines)));
    // No desk where there could be page.
    const middle = (at, half, length) => (2 * half > length ? length / 2 : Math.min(Math.max(at, half), length - half));
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    this.#set(readable,
      middle(x, (this.width / 2 - EDGE) / readable, this.page.width),
      middle(y, (this.height / 2 - EDGE) / readable, this.page.height));
  }

  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const scale = Math.min(Math.max(this.scale * factor, this.fitting / 2), Math.max(LARGEST, this.fitting));
    const applied = scale / this.scale;
    this.#spareNames();
    this.whole = false;
    this.scale = scale;
    this.x = x - (x - this.x) * applied;
    this.y = y - (y - this.y) * applied;
    this.#place();
  }

  /** Words are set anew at every scale: on a crowded page they wait until the zoom rests. */
  #spareNames() {
    if (this.world.firstElementChild.childElementCount < CROWDED) return;
    this.world.classList.add("zooming");
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.world.classList.remove("zooming"), 160);
  }

  pan(dx, dy) {
    this.whole = false;
    this.x += dx;
    this.y += dy;
    this.#place();
  }

  /** Pans only as far as it takes to see a box. */
  reveal([x1, y1, x2, y2]) {
    const shift = (low, high, size) => {
      if (low >= 8 && high <= size - 8) return 0;
      if (high - low > size - 16 || low < 8) return 8 - low;
      return size - 8 - high;
    };
    const dx = shift(x1 * this.scale + this.x, x2 * this.scale + this.x, this.width);
    const dy = shift(y1 * this.scale + this.y, y2 * this.scale + this.y, this.height);
    if (dx || dy) this.pan(dx, dy);
  }

  /** The page's place that a pointer is over. */
  pointAt(event) {
    const frame = this.frame.getBoundingClientRect();
    return {
      x: (event.clientX - frame.left - this.x) / this.scale,
      y: (event.clientY - frame.top - this.y) / this.scale,
    };
  }

  #place() {
    // A little of the page always stays in sight.
    const keep = (at, length, size) => Math.min(Math.max(at, 60 - length), size - 60);
    this.x = keep(this.x, this.page.width * this.scale, this.width);
    this.y = keep(this.y, this.page.height * this.scale, this.height);
    this.frameRequest ??= requestAnimationFrame(() => {
      this.frameRequest = null;
      const { x, y, scale } = this;
      this.world.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
      this.paper.style.setProperty("transform", `translate(${x}px, ${y}px) scale(${scale})`);
      this.dispatchEvent(new Event("move"));
    });
  }
}
