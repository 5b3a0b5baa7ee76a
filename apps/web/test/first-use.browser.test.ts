import { makeProblem } from '@docket/testing/builders';
import { makeProgramme } from '@docket/testing/programme';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { setStage } from './support.ts';

// Somebody's first page, with nothing kept, on a slow phone network: what has to come before it can be used, and how long that takes.

const stage = setStage();

/** Slow 3G as WebPageTest has it: 400 kbit/s, 400 ms there and back. */
const SLOW_3G = { offline: false, downloadThroughput: 50_000, uploadThroughput: 50_000, latency: 400 };

let ids: { readonly show: string };
beforeAll(async () => {
  await makeProblem(stage.docket.db);
  const programme = await makeProgramme(stage.docket.db);
  ids = { show: programme.showId };
});

type Use = { readonly kilobytes: number; readonly seconds: number; readonly heaviest: string };

/** Opens an address cold, until `usable` is seen. Bytes are those on the wire, headers included. */
async function firstUse(address: string, usable: (page: Page) => Promise<unknown>): Promise<Use> {
  const page = await stage.openPage({ width: 390, height: 844, touch: true });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Network.emulateNetworkConditions', SLOW_3G);
  const names = new Map<string, string>();
  const sizes = new Map<string, number>();
  session.on('Network.requestWillBeSent', ({ requestId, request }) => void names.set(requestId, request.url));
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    sizes.set(requestId, (sizes.get(requestId) ?? 0) + encodedDataLength);
  });
  const started = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await usable(page);
  const seconds = (performance.now() - started) / 1_000;
  const parts = [...sizes].map(([id, size]) => ({ name: new URL(names.get(id) ?? 'http://x/?').pathname, size }));
  const heaviest = parts
    .toSorted((a, b) => b.size - a.size)
    .slice(0, 5)
    .map(({ name, size }) => `${name} ${Math.round(size / 1_000)}`)
    .join(', ');
  return { kilobytes: parts.reduce((sum, { size }) => sum + size, 0) / 1_000, seconds, heaviest };
}

const shown = (selector: string) => (page: Page) => page.locator(selector).first().waitFor({ timeout: 60_000 });

/** What a page may cost, in kB and seconds, and what of it is there when it can be used. A change that needs more has to say why here. */
const BUDGETS: readonly (readonly [
  what: string,
  address: () => string,
  usable: (page: Page) => Promise<unknown>,
  kilobytes: number,
  seconds: number,
])[] = [
  // 8 kB more since there is travel: its addresses, its place in the navigation, and the words of its errors.
  ['the home page', () => '/', shown('main a[href^="/signup"], main a[href^="/problems"]'), 248, 10],
  ['the log-in', () => '/login', shown('main button[type="submit"]'), 243, 10],
  ['the list of problems', () => '/problems', shown('main a[href^="/problems/"]'), 250, 11],
  ['what is on', () => '/shows', shown('main :is(select, input, [role="combobox"])'), 260, 11],
  ['a show with its seats', () => `/shows/${ids.show}`, shown('[data-testid="seat-map"] .seat'), 260, 12],
];

it.each(BUDGETS)(
  '%s can be used soon on slow 3G',
  { timeout: 120_000 },
  async (what, address, usable, kilobytes, seconds) => {
    const use = await firstUse(address(), usable);
    console.info(`${what}: ${use.kilobytes.toFixed(0)} kB, ${use.seconds.toFixed(1)} s (${use.heaviest})`);
    expect(use.kilobytes).toBeLessThan(kilobytes);
    expect(use.seconds).toBeLessThan(seconds);
  },
);
