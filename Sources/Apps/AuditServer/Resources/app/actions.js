// What a person can do to the selected regions.

import { cut as cutBox, encloses, area, union } from "./geometry.js";
import { isHidden, isPutAside, newKey } from "./region.js";

export class Actions {
  constructor(session, corrections) {
    this.session = session;
    this.corrections = corrections;
  }

  get #page() {
    return this.session.page;
  }

  #needed(count = 1) {
    const regions = this.session.selectedRegions;
    if (regions.length < count) {
      throw new Error(count > 1 ? "Select two boxes or more first (Shift+click)" : "Select a box first");
    }
    return regions;
  }

  #each(label, wanted) {
    const regions = this.#needed();
    this.corrections.make(label, regions.map((region) => ({ key: region.key, wanted: { ...wanted } })));
    const name = this.session.className(regions[0].class);
    return `${label}: ${regions.length > 1 ? `${regions.length} boxes` : name}`;
  }

  accept() {
    return this.#each("Accepted", { status: "accepted" });
  }

  reject() {
    return this.#each("Rejected", { status: "rejected" });
  }

  relabel(index) {
    if (!this.session.project.classes[index]) throw new Error("There is no class with this key");
    return this.#each("Relabelled", { status: "accepted", class: index });
  }

  setBox(key, box) {
    this.corrections.make("Box changed", [{ key, wanted: { status: "accepted", box } }]);
    return "Box changed";
  }

  draw(box, index) {
    const key = newKey();
    const order = this.#orderFor(box);
    this.corrections.make("Drawn", [
      { key, wanted: { status: "accepted", box, class: index, parent: null, order } },
    ]);
    this.session.select([key]);
    return `Drawn: ${this.session.className(index)}. A number key changes its class`;
  }

  #accepted() {
    return this.#page.ordered().filter(
      (region) => region.status !== "rejected" && !isPutAside(region) && !isHidden(region));
  }

  /** Before the first region that begins lower in the same columns, else last. */
  #orderFor(box) {
    const regions = this.#accepted();
    const below = regions.findIndex((region) =>
      region.box[1] >= box[1] && region.box[0] < box[2] && region.box[2] > box[0]);
    return this.#between(regions, below < 0 ? regions.length : below);
  }

  /** An order between the regions before and at a place. */
  #between(regions, place) {
    const before = regions[place - 1]?.order, after = regions[place]?.order;
    if (before === undefined && after === undefined) return 0;
    if (before === undefined) return after - 1;
    if (after === undefined) return before + 1;
    return (before + after) / 2;
  }

  split(place, horizontal) {
    const [region] = this.#needed();
    const boxes = cutBox(region.box, place, horizontal);
    if (!boxes) throw new Error("The cut has to cross the box");
    const regions = this.#accepted();
    const here = regions.indexOf(region);
    const order = here < 0 ? region.order + 0.5 : this.#between(regions, here + 1);
    const key = newKey();
    this.corrections.make("Split", [
      { key: region.key, wanted: { status: "accepted", box: boxes[0] } },
      { key, wanted: { status: "accepted", box: boxes[1], class: region.class, parent: region.parent, order } },
    ]);
    this.session.select([region.key]);
    return `Split ${horizontal ? "into upper and lower" : "into left and right"} part`;
  }

  merge() {
    const regions = this.#needed(2);
    const box = union(regions.map((region) => region.box));
    this.corrections.make("Merged", regions.map((region, at) => ({
      key: region.key,
      wanted: at === 0 ? { status: "accepted", box } : { status: "rejected" },
    })));
    this.session.select([regions[0].key]);
    return `Merged ${regions.length} boxes into one`;
  }

  reorder(step) {
    const [region] = this.#needed();
    if (region.status === "rejected") throw new Error("A rejected box has no place in the order");
    const others = this.#accepted().filter((other) => other !== region);
    const here = others.filter((other) => other.order < region.order ||
      (other.order === region.order && other.key < region.key)).length;
    const place = here + step;
    if (place < 0 || place > others.length) throw new Error(step < 0 ? "It is the first already" : "It is the last already");
    const order = this.#between(others, place);
    this.corrections.make(step < 0 ? "Moved earlier" : "Moved later",
      [{ key: region.key, wanted: { status: "accepted", order } }]);
    return `Now number ${place + 1} of ${others.length + 1}`;
  }

  /** What may enclose the selected region: those around it, smallest first, then none, then others. */
  parentChoices() {
    const [region] = this.#needed();
    const allowed = this.#accepted().filter((other) => other !== region && !this.#isWithin(other, region.key));
    allowed.sort((one, other) => area(one.box) - area(other.box));
    const around = allowed.filter((other) => encloses(other.box, region.box, 3));
    return [...around, null, ...allowed.filter((other) => !around.includes(other))];
  }

  #isWithin(region, key) {
    for (let above = region, depth = 0; above && depth < 100; depth += 1) {
      if (above.parent === key) return true;
      above = this.#page.region(above.parent);
    }
    return false;
  }

  setParent(parent) {
    const [region] = this.#needed();
    this.corrections.make("Parent set", [{ key: region.key, wanted: { status: "accepted", parent } }]);
    return parent ? `Parent: ${this.session.className(this.#page.region(parent).class)}` : "Parent: none";
  }
}
