import type { Page, Request } from 'playwright-core';

/** What a page waits for; sockets and streams never end. */
const WAITED_FOR = new Set(['document', 'script', 'stylesheet', 'fetch', 'xhr', 'font', 'image']);
/** So long nothing is asked for: what one answer leads to is asked for at once. */
const QUIET_MS = 100;
const TIMEOUT_MS = 30_000;

/** Goes from page to page as somebody does who presses links: the app is loaded once, and each page is waited for until all of it is there. */
export class Visit {
  readonly #page: Page;
  readonly #open = new Set<Request>();
  #changedAt = 0;
  #isLoaded = false;

  constructor(page: Page) {
    this.#page = page;
    const end = (request: Request): void => {
      if (this.#open.delete(request)) this.#changedAt = performance.now();
    };
    page.on('request', (request) => {
      if (!WAITED_FOR.has(request.resourceType())) return;
      this.#open.add(request);
      this.#changedAt = performance.now();
    });
    page.on('requestfinished', end);
    page.on('requestfailed', end);
  }

  /** @param address a path of the app; one with a fragment or of a log-in is loaded, since it is read once */
  async to(address: string): Promise<void> {
    if (this.#isLoaded && !address.includes('#') && !address.startsWith('/login/return')) {
      const main = await this.#page.locator('#main > *').first().elementHandle();
      await this.#page.evaluate((path) => history.pushState(null, '', path), address);
      // The page before is gone, or goes on as this one.
      await main?.evaluate(
        (element) =>
          new Promise<void>((resolve) => {
            const until = performance.now() + 300;
            const look = (): void => {
              if (!element.isConnected || performance.now() > until) resolve();
              else requestAnimationFrame(look);
            };
            look();
          }),
      );
    } else {
      this.#open.clear();
      await this.#page.goto(address);
      this.#isLoaded = true;
    }
    await this.#page.locator('#main > *').first().waitFor();
    await this.#quiet(address);
  }

  async #quiet(address: string): Promise<void> {
    const until = performance.now() + TIMEOUT_MS;
    while (this.#open.size > 0 || performance.now() - this.#changedAt < QUIET_MS) {
      if (performance.now() > until) {
        const waiting = [...this.#open].map((request) => request.url());
        throw new Error(`${address} still waits for ${waiting.join(', ')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
