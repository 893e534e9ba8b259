// Boxes are [x1, y1, x2, y2] in pixels of the page image.

export const LEFT = 0, TOP = 1, RIGHT = 2, BOTTOM = 3;
export const EDGE_NAMES = ["left", "top", "right", "bottom"];
const SMALLEST = 2;

export const area = ([x1, y1, x2, y2]) => Math.max(0, x2 - x1) * Math.max(0, y2 - y1);

export const union = (boxes) => [
  Math.min(...boxes.map((box) => box[LEFT])),
  Math.min(...boxes.map((box) => box[TOP])),
  Math.max(...boxes.map((box) => box[RIGHT])),
  Math.max(...boxes.map((box) => box[BOTTOM])),
];

/** Intersection over union; 0 where one is no box. */
export function overlap(one, other) {
  const common = area([
    Math.max(one[0], other[0]), Math.max(one[1], other[1]), Math.min(one[2], other[2]), Math.min(one[3], other[3]),
  ]);
  return common / (area(one) + area(other) - common) || 0;
}

export const contains = (box, x, y) =>
  x >= box[LEFT] && x <= box[RIGHT] && y >= box[TOP] && y <= box[BOTTOM];

export const encloses = (outer, inner, slack = 0) =>
  outer[LEFT] <= inner[LEFT] + slack && outer[TOP] <= inner[TOP] + slack &&
  outer[RIGHT] >= inner[RIGHT] - slack && outer[BOTTOM] >= inner[BOTTOM] - slack;

const between = (value, low, high) => Math.min(Math.max(value, low), high);
const rounded = (value) => Math.round(value * 100) / 100;

/** The box of two corners, within the page. */
export function boxOf(x1, y1, x2, y2, page) {
  return [
    between(Math.min(x1, x2), 0, page.width), between(Math.min(y1, y2), 0, page.height),
    between(Math.max(x1, x2), 0, page.width), between(Math.max(y1, y2), 0, page.height),
  ].map(rounded);
}

/** The box with edges moved; an edge stops at the page's and before the opposite one. */
export function moveEdges(box, edges, dx, dy, page) {
  const moved = [...box];
  for (const edge of edges) {
    if (edge === LEFT) moved[edge] = between(rounded(box[LEFT] + dx), 0, box[RIGHT] - SMALLEST);
    if (edge === TOP) moved[edge] = between(rounded(box[TOP] + dy), 0, box[BOTTOM] - SMALLEST);
    if (edge === RIGHT) moved[edge] = between(rounded(box[RIGHT] + dx), box[LEFT] + SMALLEST, page.width);
    if (edge === BOTTOM) moved[edge] = between(rounded(box[BOTTOM] + dy), box[TOP] + SMALLEST, page.height);
  }
  return moved;
}

export function moveBox(box, dx, dy, page) {
  const x = between(dx, -box[LEFT], page.width - box[RIGHT]);
  const y = between(dy, -box[TOP], page.height - box[BOTTOM]);
  return [box[0] + x, box[1] + y, box[2] + x, box[3] + y].map(rounded);
}

/** The two boxes that a cut leaves, or null where the cut does not cross the box. */
export function cut(box, place, horizontal) {
  const [low, high] = horizontal ? [TOP, BOTTOM] : [LEFT, RIGHT];
  if (place < box[low] + SMALLEST || place > box[high] - SMALLEST) return null;
  const first = [...box], second = [...box];
  first[high] = second[low] = rounded(place);
  return [first, second];
}

/** The edges within reach of a point: one, or the two of a corner. */
export function edgesNear(box, x, y, reach) {
  if (!contains([box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach], x, y)) return [];
  const nearer = (low, high, at) =>
    Math.abs(box[low] - at) <= Math.abs(box[high] - at) ? low : high;
  const column = nearer(LEFT, RIGHT, x), row = nearer(TOP, BOTTOM, y);
  return [
    ...(Math.abs(box[column] - x) <= reach ? [column] : []),
    ...(Math.abs(box[row] - y) <= reach ? [row] : []),
  ];
}

export const isUsable = (box) =>
  box[RIGHT] - box[LEFT] >= SMALLEST && box[BOTTOM] - box[TOP] >= SMALLEST;
