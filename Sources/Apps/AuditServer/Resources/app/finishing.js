// "The page is done": all that the batch accepted and nobody questioned is accepted.

import { server, Refusal } from "./server.js";
import { isOpen } from "./region.js";

export class Finishing {
  constructor({ session, saving, queue, viewport, numbers }) {
    Object.assign(this, { session, saving, queue, viewport, numbers });
  }

  async finish() {
    const { page } = this.session;
    if (!page) throw new Error("Open a page first");
    await this.saving.settled();
    try {
      const answer = await server.finish(page.page, page.state, !page.done);
      page.done = answer.done;
      for (const region of answer.regions) {
        page.take(region, false);
        this.queue.mark(page.page, region.key, region.status);
      }
      if (this.session.page === page) this.session.changed(answer.regions.map((region) => region.key));
      this.session.dispatchEvent(new Event("done"));
      this.numbers.later();
      return page.done ? "The page is done" : "The page is open again";
    } catch (error) {
      const waiting = page.ordered().find((region) => isOpen(region) && region.decision === "review");
      if (error instanceof Refusal && error.status === 409 && waiting) {
        this.session.select([waiting.key]);
        if (this.session.selected) this.viewport.zoomTo(this.session.selected.box);
      }
      throw error;
    }
  }
}
