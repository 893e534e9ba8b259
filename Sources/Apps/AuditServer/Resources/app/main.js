// Puts the parts together.

import { Actions } from "./actions.js";
import { Buttons, classButtons } from "./buttons.js";
import { commandsOf } from "./commands.js";
import { Corrections } from "./corrections.js";
import { DetailView } from "./detailView.js";
import { byId, element } from "./element.js";
import { Filters } from "./filters.js";
import { Finishing } from "./finishing.js";
import { HelpView } from "./helpView.js";
import { Journal } from "./journal.js";
import { Keyboard } from "./keyboard.js";
import { Navigation } from "./navigation.js";
import { NumbersView } from "./numbersView.js";
import { Overlay } from "./overlay.js";
import { Pages } from "./pages.js";
import { PageView } from "./pageView.js";
import { Pointer } from "./pointer.js";
import { QuestionsView } from "./questionsView.js";
import { Queue } from "./queue.js";
import { QueueView } from "./queueView.js";
import { report } from "./report.js";
import { SaveView } from "./saveView.js";
import { Saving } from "./saving.js";
import { server } from "./server.js";
import { Session } from "./session.js";
import { Viewport } from "./viewport.js";

const ADOPT_AGAIN = [2000, 15000];
const LOOK_AGAIN = 15000;

async function start() {
  const project = await server.project();
  document.title = `${project.name} – Galley audit`;
  byId("project-name").textContent = project.name;

  const app = { report, help: new HelpView(), queue: new Queue() };
  app.session = new Session(project);
  const { session, queue } = app;
  app.journal = new Journal(project.id);
  app.saving = new Saving(app.journal, project.user);
  app.pages = new Pages(app.journal);
  app.viewport = new Viewport(byId("viewport"), byId("world"), byId("paper"));
  app.corrections = new Corrections(session, app.pages, app.saving);
  app.actions = new Actions(session, app.corrections);
  app.navigation = new Navigation(app);
  app.numbers = new NumbersView(app);
  app.finishing = new Finishing(app);
  app.focusFilter = () => app.filters.focus();

  session.addEventListener("page", () => showPage(app));
  new PageView(session);
  new Overlay(session, app.viewport);
  new DetailView(session);
  new QueueView(app);
  new SaveView(app.saving);
  new Pointer(app);
  const questions = app.questions = new QuestionsView(app);

  const commands = commandsOf(app);
  app.run = (command) => run(app, command);
  byId("classes").append(...classButtons(app));
  const buttons = new Buttons(app.run, commands);
  app.help.fill(commands, new Keyboard(app, commands));
  const hint = () => { byId("hint").textContent = session.tool?.hint ?? ""; };
  for (const type of ["page", "selection", "tool", "shown", "done"]) session.addEventListener(type, () => { buttons.refresh(); hint(); });
  for (const type of ["made", "history"]) app.corrections.addEventListener(type, () => buttons.refresh());
  connectSaving(app);

  await app.journal.adopt();
  app.saving.send();
  questions.restore();
  for (const pause of ADOPT_AGAIN) setTimeout(() => adoptLate(app, questions), pause);
  app.filters = new Filters({ ...app, started: () => begin(app) });
  app.numbers.refresh();
  await app.filters.apply();
  setInterval(() => lookAgain(app), LOOK_AGAIN);
  document.documentElement.dataset.ready = "true";
}

async function run(app, command) {
  try {
    app.report(await command.run());
  } catch (error) {
    app.report(error.message);
  }
}

function showPage({ session, viewport, pages }) {
  const { page } = session;
  // The same page read again stays where it is.
  if (pages.shown !== page.page) viewport.setPage(page);
  pages.shown = page.page;
  byId("welcome").hidden = !page.image.failed;
  byId("welcome").textContent = page.image.failed ? "The page's picture cannot be shown." : "";
  showTitle(session);
}

function showTitle({ page }) {
  const old = byId("page-title");
  const title = element("span", { id: "page-title", title: page.document },
    element("span", { class: "document" }, page.document), ` page ${page.number}${page.done ? " · done" : ""}`);
  if (old) old.replaceWith(title);
  else byId("page-bar").append(title);
}

/** Shows the first box of the queue. */
async function begin({ queue, navigation, session, pages, report: tell }) {
  if (queue.items.length) return tell(await navigation.showItem(0));
  if (session.page) return;
  const { items } = await server.pages({ limit: 1 });
  if (items.length) session.setPage(await pages.load(items[0].page));
}

function connectSaving({ session, saving, pages, queue, corrections, numbers, journal }) {
  session.addEventListener("done", () => showTitle(session));
  corrections.addEventListener("made", ({ detail }) => {
    const page = pages.ready(detail.page);
    for (const key of detail.keys) queue.mark(detail.page, key, page?.region(key)?.status ?? "open");
    numbers.decided(1);
  });
  saving.addEventListener("saved", ({ detail: { entry, regions, versions } }) => {
    const page = pages.ready(entry.page);
    const waiting = new Set(journal.ofPage(entry.page).flatMap((one) => one.edits.map((edit) => edit.key)));
    for (const region of regions) page?.take(region, waiting.has(region.key));
    for (const [key, version] of versions) if (page?.region(key)) page.region(key).version = version;
    if (page && session.page === page) session.changed(regions.map((region) => region.key));
    numbers.later();
  });
  saving.addEventListener("renewed", async ({ detail }) => {
    const fresh = await pages.refresh(detail);
    if (fresh && session.page?.page === detail) session.setPage(fresh, session.selection);
  });
}

/** Shows what others decided on this page meanwhile. */
async function lookAgain({ session, pages, queue, corrections }) {
  const { page } = session;
  if (!page || document.hidden || session.tool || session.draft) return;
  const keys = await pages.freshen(page).catch(() => []);
  for (const key of keys) queue.mark(page.page, key, page.region(key).status);
  corrections.forget(page.page, keys);
  if (keys.length && session.page === page) session.changed(keys);
}

async function adoptLate({ journal, saving, pages, session }, questions) {
  if (!(await journal.adopt())) return;
  if (session.page) pages.overlay(session.page);
  session.setPage(session.page, session.selection);
  questions.restore();
  saving.send();
}

start().catch((error) => {
  byId("welcome").hidden = false;
  byId("welcome").textContent = `Galley audit cannot start: ${error.message}`;
});
