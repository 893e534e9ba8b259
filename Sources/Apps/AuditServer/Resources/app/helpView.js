// The keys, on one sheet.

import { byId, element } from "./element.js";

const POINTER = [
  ["Click", "select; again: the larger one below"], ["Shift+click", "select several"],
  ["Drag an edge or corner", "move it"], ["Alt+drag", "move the box"], ["Drag, wheel", "pan"], ["Ctrl+wheel", "zoom"],
];
const PAGE = [["Arrows", "box before, box after"], ["Shift+arrows", "select several"], ["Escape", "leave a tool; one box only"]];

const rows = (pairs) => element("dl", {}, ...pairs.map(([keys, text]) =>
  element("div", {}, element("dt", {}, ...[keys].flat().map((key) => element("kbd", {}, key))), element("dd", {}, text))));

export class HelpView {
  constructor() {
    this.dialog = byId("help");
  }

  get isOpen() {
    return this.dialog.open;
  }

  fill(commands, keyboard) {
    const groups = [...new Set(commands.map((command) => command.group))];
    const single = element("input", { type: "checkbox", id: "single-keys", onchange: () => keyboard.setSingleKeys(single.checked) });
    single.checked = keyboard.singleKeys;
    this.dialog.replaceChildren(
      element("div", { class: "heading" }, element("h2", { id: "help-heading" }, "Keys"),
        element("button", { type: "button", onclick: () => this.dialog.close() }, "Close")),
      element("div", { class: "sheet" },
        ...groups.map((group) => element("section", {}, element("h3", {}, group),
          rows(commands.filter((command) => command.group === group).map((command) => [command.keys, command.help])))),
        element("section", {}, element("h3", {}, "On the page"), rows(PAGE)),
        element("section", {}, element("h3", {}, "Pointer"), rows(POINTER))),
      element("label", {}, single, " Keys of one character work"));
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key === "?") this.toggle();
    });
  }

  toggle() {
    if (this.isOpen) this.dialog.close();
    else this.dialog.showModal();
  }
}
