// Edits that the server has not answered yet, kept where a closed tab or a crash does not lose them.

const PREFIX = "galley-journal:";

export class Journal {
  /** Each tab keeps its own list, so that two tabs never send the same edit. */
  constructor(project) {
    this.prefix = `${PREFIX}${project}:`;
    this.tab = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    this.entries = [];
    this.storageFailed = false;
  }

  /** Takes over what tabs that are gone left; true where there was something. */
  async adopt() {
    const living = await this.#livingTabs();
    const before = this.entries.length;
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(this.prefix) || living.has(name)) continue;
      try {
        this.entries.push(...JSON.parse(localStorage.getItem(name)));
      } catch {
        continue; // Not ours to delete: unreadable text may still be rescued by hand.
      }
      this.keep();
      localStorage.removeItem(name);
    }
    return this.entries.length > before;
  }

  async #livingTabs() {
    const own = this.prefix + this.tab;
    if (!navigator.locks) return new Set([own]);
    if (!this.claimed) {
      this.claimed = true;
      // Held as long as the tab lives; the browser lets go of it in a crash too.
      navigator.locks.request(own, () => new Promise(() => {}));
    }
    const { held } = await navigator.locks.query();
    return new Set([own, ...held.map((lock) => lock.name)]);
  }

  keep() {
    const name = this.prefix + this.tab;
    try {
      if (this.entries.length) localStorage.setItem(name, JSON.stringify(this.entries));
      else localStorage.removeItem(name);
      this.storageFailed = false;
    } catch {
      this.storageFailed = true;
    }
  }

  add(entry) {
    this.entries.push(entry);
    this.keep();
  }

  remove(entries) {
    this.entries = this.entries.filter((entry) => !entries.includes(entry));
    this.keep();
  }

  ofPage(token) {
    return this.entries.filter((entry) => entry.page === token);
  }
}
