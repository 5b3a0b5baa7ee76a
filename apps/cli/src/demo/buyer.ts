import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDocket, type Docket } from '@docket/client/docket';
import type { Booking } from '@docket/contracts/http/booking';
import type { ShowTime } from '@docket/contracts/http/show';

/** News that has not come after this long counts as lost. */
const PATIENCE_MS = 4_000;

/** Somebody who books, with what their socket told. */
export type Buyer = { readonly name: string; readonly docket: Docket; readonly news: Booking[] };

/** Somebody new. */
export async function enter(url: string, name: string): Promise<Buyer> {
  const docket = createDocket({ baseUrl: url });
  const username = `${name}-${randomBytes(4).toString('hex')}`;
  const password = randomBytes(9).toString('base64url');
  await docket.signUp({ username, password, email: `${username}@docket.invalid` });
  await docket.login({ username, password });
  return { name, docket, news: [] };
}

/** A show of the example city that is on sale to everybody and has `n` seats side by side. */
export async function findShow(
  docket: Docket,
  n = 3,
): Promise<{ readonly show: ShowTime; readonly title: string; readonly seats: readonly string[] } | undefined> {
  const { data } = await docket.catalog.shows({ limit: 20 });
  const now = Date.now();
  for (const { title, shows } of data) {
    for (const show of shows) {
      if (show.waitingRoom || Date.parse(show.saleOpensAt) > now) continue;
      const { seats } = await docket.catalog.bestSeats(show.showId, { n });
      if (seats !== null) return { show, title: title.name, seats };
    }
  }
  return undefined;
}

/** What was not told of in time; undefined where it was. */
export async function until(
  what: string,
  isSo: () => boolean,
  aborted: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<string | undefined> {
  const deadline = Date.now() + patienceMs;
  while (!isSo()) {
    if (aborted.aborted || Date.now() > deadline) return `${what} was not told of in ${patienceMs / 1_000} s`;
    await sleep(5);
  }
  return undefined;
}
