// Tells what an action did: on the page, and to screen readers.

import { byId } from "./element.js";

export function report(words) {
  if (!words) return;
  const text = String(words);
  const said = byId("said");
  // The same words twice are only read aloud again where the text changes.
  said.textContent = said.textContent === text ? `${text}\u00a0` : text;
  byId("message").textContent = text;
}
