// Pages and their images, read ahead so that the next box is there at once.

import { server } from "./server.js";
import { complete, drawnRegion, inOrder, isPersons } from "./region.js";

const KEPT = 10;

export class Page {
  constructor(data, image) {
    Object.assign(this, data);
    this.image = image;
    this.regions = new Map(data.regions.map((region) => [region.key, complete(region)]));
  }

  region(key) {
    return this.regions.get(key);
  }

  ordered() {
    return inOrder(this.regions.values());
  }

  /** Shows what is wanted of a region, before the server has said so. */
  want(key, fields) {
    const region = this.regions.get(key);
    if (region) Object.assign(region, structuredClone(fields));
    else this.regions.set(key, drawnRegion(key, structuredClone(fields)));
  }

  /** Takes what the server says; where edits wait, what they want stays. */
  take(told, pending) {
    const region = complete(told);
    const here = this.regions.get(region.key);
    if (!here) this.regions.set(region.key, region);
    else if (pending) Object.assign(here, { version: region.version, by: region.by, at: region.at });
    else Object.assign(here, region);
  }
}

async function loadImage(token, width, height) {
  const image = new Image(width, height);
  image.alt = "";
  image.draggable = false;
  image.src = server.imagePath(token);
  try {
    await image.decode();
  } catch {
    image.failed = true;
  }
  return image;
}

export class Pages {
  constructor(journal) {
    this.journal = journal;
    this.shown = null;
    this.kept = new Map(); // Oldest first: a Map keeps the order of insertion.
  }

  /** The page if it is here already. */
  ready(token) {
    const entry = this.kept.get(token);
    if (entry) {
      this.kept.delete(token);
      this.kept.set(token, entry);
    }
    return entry?.page ?? null;
  }

  load(token) {
    const entry = this.kept.get(token);
    if (entry) return entry.loading;
    const fresh = { page: null, loading: null };
    fresh.loading = this.#read(token).then(
      (page) => (fresh.page = page),
      (error) => {
        this.kept.delete(token);
        throw error;
      },
    );
    this.kept.set(token, fresh);
    for (const old of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      if (old !== this.shown) this.kept.delete(old);
    }
    return fresh.loading;
  }

  async #read(token) {
    const data = await server.page(token);
    const page = new Page(data, await loadImage(token, data.width, data.height));
    this.overlay(page);
    return page;
  }

  /** Lays edits that wait to be saved over what the server said. */
  overlay(page) {
    for (const entry of this.journal.ofPage(page.page)) {
      for (const { key, version, ...fields } of entry.edits) {
        if (page.region(key) || isPersons(key)) page.want(key, fields);
      }
    }
  }

  /** Takes newer decisions of others; the keys of what changed. */
  async freshen(page) {
    const data = await server.page(page.page);
    if (data.state !== page.state) return [];
    const waiting = new Set(this.journal.ofPage(page.page).flatMap((entry) => entry.edits.map((edit) => edit.key)));
    const newer = data.regions.filter((region) =>
      !waiting.has(region.key) && region.version > (page.region(region.key)?.version ?? -1));
    for (const region of newer) page.take(region, false);
    return newer.map((region) => region.key);
  }

  /** Reads the labels of a page again; its image stays. */
  async refresh(token) {
    const page = this.ready(token);
    if (!page) return null;
    const data = await server.page(token);
    const fresh = new Page(data, page.image);
    this.overlay(fresh);
    this.kept.set(token, { page: fresh, loading: Promise.resolve(fresh) });
    return fresh;
  }

  prefetch(tokens) {
    for (const token of tokens) if (token) this.load(token).catch(() => {});
  }
}
