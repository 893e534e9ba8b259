// From a key to its command. Fields to type in keep their keys.

import { ARROWS } from "./tool.js";

const TYPING = "input, select, textarea";
const PRESSING = "button, summary, a";
const SETTING = "galley-single-keys";

export function keyName(event) {
  const letter = /^[a-z]$/i.test(event.key);
  const key = letter ? event.key.toUpperCase() : event.key;
  const held = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  return held + (event.shiftKey && (key.length > 1 || (letter && held)) ? "Shift+" : "") + key;
}

export class Keyboard {
  constructor({ session, navigation, help, run, report }, commands) {
    Object.assign(this, { session, navigation, help, run, report });
    this.commands = new Map(commands.flatMap((command) => command.keys.map((key) => [key, command])));
    this.singleKeys = localStorage.getItem(SETTING) !== "off";
    addEventListener("keydown", (event) => this.#press(event));
  }

  setSingleKeys(on) {
    this.singleKeys = on;
    localStorage.setItem(SETTING, on ? "on" : "off");
  }

  #press(event) {
    const { target } = event;
    if (event.altKey || event.isComposing || this.help.isOpen) return;
    if (target.matches(TYPING)) {
      if (event.key === "Escape" || (event.key === "Enter" && target.matches("input:not([type=checkbox])"))) target.blur();
      return;
    }
    const onPage = target === document.body || target.closest("#viewport");
    if (this.#tool(event, onPage) || this.#arrow(event, onPage)) return event.preventDefault();
    if (target.matches(PRESSING) && (event.key === "Enter" || event.key === " ")) return;
    const name = keyName(event);
    const command = this.commands.get(name);
    if (!command || (!this.singleKeys && name.length === 1)) return;
    event.preventDefault();
    this.run(command);
  }

  #tool(event, onPage) {
    const { tool } = this.session;
    if (!tool || event.ctrlKey || event.metaKey || (event.key === "Tab" && !onPage)) return false;
    if (!onPage && (event.key === "Enter" || ARROWS[event.key])) return false;
    try {
      return tool.press(event);
    } catch (error) {
      this.report(error.message);
      return true;
    }
  }

  #arrow(event, onPage) {
    if (!onPage || event.ctrlKey || event.metaKey) return false;
    if (event.key === "Escape") {
      if (this.session.page) this.session.select(this.session.selection.slice(0, 1));
      return true;
    }
    const way = ARROWS[event.key];
    if (!way || !this.session.page) return false;
    this.report(this.navigation.step(way[0] + way[1], event.shiftKey));
    return true;
  }
}
