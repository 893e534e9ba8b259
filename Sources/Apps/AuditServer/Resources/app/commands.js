// Everything a key or a button does: name, keys, what it says in the help.

import { DrawTool } from "./drawTool.js";
import { EdgeTool } from "./edgeTool.js";
import { ParentTool } from "./parentTool.js";
import { SplitTool } from "./splitTool.js";

export function commandsOf(app) {
  const { session, actions, corrections, navigation, viewport, finishing } = app;
  const selected = () => session.selected !== null;
  const take = (Kind, needs = selected) => () => {
    if (!needs()) throw new Error("Select a box first");
    if (session.tool instanceof Kind) return session.setTool(null);
    session.setTool(new Kind(app));
    viewport.frame.querySelector("[tabindex]").focus();
    return session.tool.hint;
  };
  const goOn = (action) => async () => {
    // A key pressed ahead would decide about the box that is still shown.
    if (navigation.moving) throw new Error("Wait for the next box");
    return `${action()}. ${await navigation.goOn()}`;
  };
  const toggle = (what, words) => () => {
    session.show(what);
    return `${words} ${session.shown[what] ? "shown" : "hidden"}`;
  };
  const move = (change) => () => {
    change();
    return "";
  };
  const decide = [
    { id: "accept", label: "Accept", keys: ["Enter"], help: "accept, go on", run: goOn(() => actions.accept()), enabled: selected },
    { id: "reject", label: "Reject", keys: ["Delete", "Backspace"], help: "reject, go on", run: goOn(() => actions.reject()), enabled: selected },
    { id: "acceptHere", keys: ["A"], help: "accept, stay", run: () => actions.accept() },
    { id: "rejectHere", keys: ["X"], help: "reject, stay", run: () => actions.reject() },
    ...session.project.classes.slice(0, 10).map((one, index) => ({
      id: `class${index}`, keys: [String((index + 1) % 10)], help: one.name, group: "Class", run: () => actions.relabel(index),
    })),
  ];
  const change = [
    { id: "edges", label: "Edges", keys: ["E"], help: "move edges by arrows", run: take(EdgeTool), enabled: selected, pressed: () => session.tool instanceof EdgeTool },
    { id: "draw", label: "Draw", keys: ["D"], help: "draw a box", run: take(DrawTool, () => session.page), enabled: () => session.page, pressed: () => session.tool instanceof DrawTool },
    { id: "split", label: "Split", keys: ["S"], help: "split in two", run: take(SplitTool), enabled: selected, pressed: () => session.tool instanceof SplitTool },
    { id: "merge", label: "Merge", keys: ["M"], help: "merge the selected boxes", run: () => actions.merge(), enabled: () => session.selection.length > 1 },
    { id: "parent", label: "Parent", keys: ["R"], help: "set the enclosing box", run: take(ParentTool), enabled: selected, pressed: () => session.tool instanceof ParentTool },
    { id: "earlier", label: "Earlier", keys: [","], help: "earlier in reading order", run: () => actions.reorder(-1), enabled: selected },
    { id: "later", label: "Later", keys: ["."], help: "later in reading order", run: () => actions.reorder(1), enabled: selected },
    { id: "undo", label: "Undo", keys: ["U", "Ctrl+Z"], help: "undo", run: () => corrections.undo(), enabled: () => corrections.done.length },
    { id: "redo", label: "Redo", keys: ["Y", "Ctrl+Shift+Z", "Ctrl+Y"], help: "redo", run: () => corrections.redo(), enabled: () => corrections.undone.length },
  ];
  const go = [
    { id: "previousBox", label: "Previous", keys: ["P"], help: "previous doubtful box", run: () => navigation.previous() },
    { id: "nextBox", label: "Next", keys: ["N"], help: "next doubtful box", run: () => navigation.next() },
    { id: "previousPage", label: "‹", name: "Previous page", keys: ["["], help: "previous page", run: () => navigation.turnPage("previous") },
    { id: "nextPage", label: "›", name: "Next page", keys: ["]"], help: "next page", run: () => navigation.turnPage("next") },
    { id: "done", label: "Page done", keys: ["Shift+Enter"], help: "page is done: accepts what the batch accepted", run: () => finishing.finish(), enabled: () => session.page, pressed: () => session.page?.done },
    { id: "answer", keys: ["C"], help: "answer about a box saved twice", run: () => app.questions.focus() },
    { id: "search", keys: ["/"], help: "filter by document", run: () => { app.focusFilter(); return ""; } },
  ];
  const look = [
    { id: "zoomOut", label: "−", name: "Zoom out", keys: ["-"], help: "zoom out", run: move(() => viewport.zoom(1 / 1.25)) },
    { id: "zoomIn", label: "+", name: "Zoom in", keys: ["+", "="], help: "zoom in", run: move(() => viewport.zoom(1.25)) },
    { id: "fit", label: "Fit", name: "Fit the page", keys: ["F"], help: "whole page", run: move(() => viewport.fit()) },
    { id: "near", label: "Box", name: "Zoom to the box", keys: ["Z"], help: "zoom to the box", run: move(() => session.selected && viewport.zoomTo(session.selected.box)), enabled: selected },
    { id: "width", keys: ["W"], help: "page width", run: move(() => viewport.fitWidth()) },
    { id: "sources", label: "Sources", keys: ["B"], help: "show both sources", run: toggle("sources", "Sources"), pressed: () => session.shown.sources },
    { id: "names", label: "Names", keys: ["L"], help: "show class names", run: toggle("names", "Class names"), pressed: () => session.shown.names },
    { id: "order", label: "Order", keys: ["O"], help: "show reading order", run: toggle("order", "Reading order"), pressed: () => session.shown.order },
    { id: "ignored", label: "Put aside", keys: ["G"], help: "show boxes put aside", run: toggle("ignored", "Boxes put aside"), pressed: () => session.shown.ignored },
    { id: "numbers", keys: ["I"], help: "progress and numbers", run: () => app.numbers.reveal() },
    { id: "help", label: "?", name: "Keys", keys: ["?"], help: "these keys", run: () => { app.help.toggle(); return ""; } },
  ];
  const named = (group, commands) => commands.map((command) => ({ group, ...command }));
  return [...named("Decide", decide), ...named("Change", change), ...named("Go", go), ...named("Look", look)];
}
