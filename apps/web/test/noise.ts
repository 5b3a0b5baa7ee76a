import type { Page } from 'playwright-core';

/** What a browser shows in red about a page, with the address at which it did: errors on the console, a request that was refused among them, and what was thrown. */
export class Noise {
  #heard: string[] = [];

  constructor(page: Page) {
    const hear = (what: string) => this.#heard.push(`${new URL(page.url()).pathname}: ${what}`);
    page.on('console', (said) => {
      if (said.type() === 'error') hear(`${said.text()} ${said.location().url}`);
    });
    page.on('pageerror', (error) => hear(error.message));
  }

  /** What was heard since it was taken the last time. */
  take(): readonly string[] {
    const heard = this.#heard;
    this.#heard = [];
    return heard;
  }
}
