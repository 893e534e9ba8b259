// Buttons of commands, each with its key.

import { byId, element } from "./element.js";

const SPOKEN = { Ctrl: "Control" };
const spoken = (key) => key.split("+").map((part) => SPOKEN[part] ?? part).join("+") || "+";
const written = { Delete: "Del", Enter: "⏎", "Shift+Enter": "⇧⏎" };

export class Buttons {
  constructor(run, commands) {
    this.entries = [];
    const places = { Decide: "toolbar", Change: "toolbar", Go: "toolbar", Look: "look-bar" };
    const elsewhere = { previousPage: "page-bar", nextPage: "page-bar" };
    for (const command of commands.filter((one) => one.label)) {
      const bar = byId(elsewhere[command.id] ?? places[command.group]);
      if (bar.lastChild?.dataset?.group && bar.lastChild.dataset.group !== command.group) {
        bar.append(element("span", { class: "gap" }));
      }
      bar.append(this.#button(command, run));
    }
    // A click must not take the focus, or Enter would press the button again.
    for (const bar of ["toolbar", "look-bar", "page-bar", "classes"]) {
      byId(bar).addEventListener("mousedown", (event) => event.preventDefault());
    }
    this.refresh();
  }

  #button(command, run) {
    const key = command.keys[0];
    const short = command.label.length > 1;
    const button = element("button", {
      type: "button", id: `command-${command.id}`, "data-group": command.group,
      title: `${command.name ?? command.label}: ${command.help} (${command.keys.join(", ")})`,
      "aria-label": command.name ?? command.label, "aria-keyshortcuts": command.keys.map(spoken).join(" "),
      onclick: () => run(command),
    }, command.label, short ? element("kbd", { "aria-hidden": "true" }, written[key] ?? key) : null);
    this.entries.push({ command, button });
    return button;
  }

  refresh() {
    for (const { command, button } of this.entries) {
      if (command.enabled) button.setAttribute("aria-disabled", String(!command.enabled()));
      if (command.pressed) button.setAttribute("aria-pressed", String(Boolean(command.pressed())));
    }
  }
}

/** The classes with their colours and keys; more than ten are reached by Tab. */
export function classButtons({ session, run, actions }) {
  return session.project.classes.map((one, index) => {
    const key = index < 10 ? String((index + 1) % 10) : null;
    const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.setProperty("background-color", one.colour);
    return element("button", {
      type: "button", id: `class-${index}`, title: key ? `${one.name} (${key})` : one.name, "aria-label": one.name,
      "aria-keyshortcuts": key, "aria-pressed": "false",
      onclick: () => run({ run: () => actions.relabel(index) }),
    }, swatch, element("span", { class: "label" }, one.name), key ? element("kbd", { "aria-hidden": "true" }, key) : null);
  });
}
