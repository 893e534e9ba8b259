"use strict";
// Shows the details card, and keys. The boxes and filters work without it.
{
  const card = document.getElementById("card");
  const hint = card.firstElementChild;
  const pages = [...document.querySelectorAll(".page")];
  const edges = ["left", "top", "right", "bottom"];
  const flagWords = {
    conflict: "The sources contradict each other on an edge.",
    class_disagreement: "The sources give different classes.",
    class_flip: "The fused class is not the teacher's.",
    llm_merges: "A text region covers several of the teacher's.",
    llm_splits: "The text sources see several regions where the teacher sees one.",
    clipped: "The box was cut at the page's edge.",
    trimmed: "Stray rows were left out of the box.",
    joined_items: "Joined from several list items.",
  };
  const parsed = new WeakMap();
  let kept = null;
  let shown = null;

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  };

  // Details are parsed page by page, when first asked for.
  const detailsOf = (link) => {
    const page = link.closest(".page");
    if (!parsed.has(page)) {
      parsed.set(page, JSON.parse(page.querySelector("script").textContent));
    }
    return parsed.get(page)[link.id];
  };

  const measure = (name, value, style) => {
    if (value === undefined) return null;
    const space = "http://www.w3.org/2000/svg";
    const bar = document.createElementNS(space, "svg");
    bar.setAttribute("viewBox", "0 0 100 8");
    bar.setAttribute("preserveAspectRatio", "none");
    for (const [width, kind] of [[100, "track"], [100 * value, "value"]]) {
      const rect = document.createElementNS(space, "rect");
      rect.setAttribute("width", Math.max(0, Math.min(100, width)));
      rect.setAttribute("height", 8);
      rect.setAttribute("class", kind);
      bar.append(rect);
    }
    return element("div", { class: `measure ${style ?? ""}` }, element("span", {}, name), bar,
      element("span", { class: "number" }, value.toFixed(2)));
  };

  const some = (names) => names.slice(0, 3).join(", ")
    + (names.length > 3 ? ` and ${names.length - 3} more` : "");

  const edgeTable = (details) => {
    const head = element("tr", {}, element("th", {}, ""),
      ...edges.map((edge) => element("th", { scope: "col" }, edge)));
    const rows = (details.parts ?? []).map((part) => {
      const name = part.id ? element("a", { href: `#${part.id}` }, part.source) : part.source;
      const claim = part.className ? `${part.className} ${part.score.toFixed(2)}` : "";
      return element("tr", {},
        element("th", { scope: "row" }, name, element("small", {}, claim)),
        ...edges.map((_, index) => element("td", {},
          `${Math.round(100 * (part.weights[index] ?? 0))} %`,
          part.deviations.length
            ? element("small", {}, `±${part.deviations[index].toFixed(1)}`) : null)));
    });
    const own = element("tr", {}, element("th", { scope: "row" }, details.source),
      ...details.deviations.map((value) => element("td", {}, `±${value.toFixed(1)}`)));
    return element("table", { class: "edges" }, element("thead", {}, head),
      element("tbody", {}, ...rows, own));
  };

  const render = (details) => {
    const [kind, page, number] = details.id.split("-");
    const [x, y, width, height] = details.box.map(Math.round);
    const facts = [
      details.model && `by ${details.model}`,
      details.support && `found in ${details.support}`,
      details.words && `${details.words} words`,
    ].filter(Boolean).join(", ");
    return [
      element("h3", { class: `c${details.classIndex}` }, element("span", { class: "swatch" }),
        details.className,
        element("span", { class: `badge ${details.decision ?? ""}` },
          details.decision ?? details.source)),
      element("p", { class: "where" },
        `${kind === "r" ? "region" : "estimate"} ${number} of page ${page}, `
        + `${width} × ${height} px at ${x}, ${y}`),
      measure("score", details.score),
      measure("agreement", details.agreement),
      measure("teacher's gate", details.gate),
      details.reason ? element("p", { class: "reason" }, details.reason) : null,
      facts ? element("p", { class: "quiet" }, facts) : null,
      details.repeats.length
        ? element("p", { class: "quiet" }, `Said again there: ${some(details.repeats)}`)
        : null,
      details.flags.length
        ? element("ul", { class: "flags" },
          ...details.flags.map((flag) => element("li", {}, flagWords[flag] ?? flag))) : null,
      element("h4", {}, details.parts.length
        ? "Weight of each source, and ± one standard deviation in px"
        : "± one standard deviation in px"),
      edgeTable(details),
      element("h4", {}, "Classes"),
      ...details.classes.map((share) =>
        measure(share.name, share.probability, `c${share.classIndex}`)),
    ].filter((part) => part !== null);
  };

  const show = (link) => {
    if (link === shown) return;
    for (const marked of document.querySelectorAll(".lit, .shown")) {
      marked.classList.remove("lit", "shown");
    }
    shown = link;
    if (!link) {
      card.replaceChildren(hint);
      return;
    }
    const details = detailsOf(link);
    if (!details) return;
    link.classList.add("shown");
    for (const part of details.parts ?? []) {
      if (part.id) document.getElementById(part.id)?.classList.add("lit");
    }
    card.replaceChildren(...render(details));
  };

  const regionOf = (target) => target.closest?.(".boxes a") ?? null;
  const fromAddress = () => {
    const found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return found && regionOf(found);
  };
  const isInView = (link) => {
    const { top, bottom } = link.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  };
  const keep = () => {
    kept = fromAddress();
    show(kept);
    if (kept && !isInView(kept)) kept.scrollIntoView({ block: "center" });
  };
  const drop = () => {
    // Only a navigation clears `:target`; one to nowhere does not scroll.
    location.hash = "nothing";
    history.replaceState(null, "", location.pathname + location.search);
    kept = null;
    document.activeElement?.blur?.();
    show(null);
  };

  // The browser's own tooltip would cover what the card tells.
  const silence = (link) => {
    const title = link.querySelector("title");
    if (!title) return;
    link.setAttribute("aria-label", title.textContent);
    title.remove();
  };
  document.addEventListener("pointerover", (event) => {
    if (event.target.closest?.(".panel")) return;
    const link = regionOf(event.target);
    if (link) silence(link);
    show(link ?? kept);
  });
  document.addEventListener("focusin", (event) => {
    const link = regionOf(event.target);
    if (link) show(link);
  });
  // The address leads to the region, but what is in view stays where it is.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const region = document.getElementById(link.getAttribute("href").slice(1));
    if (!region || !regionOf(region)) return;
    event.preventDefault();
    const place = scrollY;
    location.hash = link.getAttribute("href");
    scrollTo(0, place);
  });
  addEventListener("hashchange", keep);

  const currentPage = () => {
    const index = pages.findIndex((page) => page.getBoundingClientRect().bottom > 80);
    return index < 0 ? pages.length - 1 : index;
  };
  const goTo = (index) =>
    pages[Math.max(0, Math.min(pages.length - 1, index))]?.scrollIntoView();
  const layers = { 1: "layer-teacher", 2: "layer-text", 3: "layer-fused" };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("select, textarea")) return;
    if (layers[event.key]) document.getElementById(layers[event.key]).click();
    else if (event.key === "j") goTo(currentPage() + 1);
    else if (event.key === "k") goTo(currentPage() - 1);
    else if (event.key === "Escape") drop();
  });

  if (pages.length > 1) {
    const select = element("select", { "aria-label": "Page" },
      ...pages.map((page, index) => element("option", { value: index },
        `${index + 1}  ${page.querySelector(".name").textContent.split("/").pop()} ${page.querySelector("h2 > .quiet").textContent}`)));
    select.addEventListener("change", () => goTo(Number(select.value)));
    addEventListener("scroll", () => { select.value = currentPage(); }, { passive: true });
    const jump = document.getElementById("jump");
    jump.append(select, element("kbd", {}, "j"), element("kbd", {}, "k"));
    jump.hidden = false;
  }
  keep();
  // Pages take their height when they are drawn first, which moves what was scrolled to.
  const centre = () => kept?.scrollIntoView({ block: "center" });
  requestAnimationFrame(() => { centre(); requestAnimationFrame(centre); });
  addEventListener("load", centre);
}
