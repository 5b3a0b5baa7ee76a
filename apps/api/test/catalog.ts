import { readFileSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import * as shows from '@docket/contracts/http/show';
import * as titles from '@docket/contracts/http/title';
import * as venues from '@docket/contracts/http/venue';
import { expectContract, startTestApi, uniqueName, type Answer, type TestApi, type TestUser } from './harness.ts';

/** The API of a test file that has called `setUpCatalog`, and somebody who may change what is on. */
export let api: TestApi;
export let manager: TestUser;

/** Gives a test file an API with two cities and a manager. Called once at its head. */
export function setUpCatalog(): void {
  beforeAll(async () => {
    api = await startTestApi();
    manager = await api.user('manager');
    const [made] = await Promise.all([
      post('/cities', { slug: 'pune', name: 'Pune', country: 'IN', timezone: 'Asia/Kolkata' }),
      post('/cities', { slug: 'lisboa', name: 'Lisboa', country: 'PT', timezone: 'Europe/Lisbon' }),
    ]);
    expectContract(made, venues.createCity);
  });
  afterAll(() => api.stop());
}

export const post = (path: string, json: unknown, token = manager.token): Promise<Answer> =>
  api.call('POST', path, { json, token });

const EXAMPLES = new URL('../../../examples/halls/', import.meta.url);
export const exampleFile = (name: string): string => readFileSync(new URL(name, EXAMPLES), 'utf8');

export async function makeVenue(city = 'pune'): Promise<string> {
  const slug = uniqueName('venue');
  expectContract(
    await post('/venues', { city, slug, name: `Venue ${slug}`, address: 'Somewhere 1' }),
    venues.createVenue,
  );
  return slug;
}

export function upload(
  content: string,
  query: string,
  type = 'application/json',
  token = manager.token,
): Promise<Answer> {
  return api.call('POST', `/halls/import?${query}`, { raw: content, token, headers: { 'content-type': type } });
}

export async function makeHall(city = 'pune', name = 'Studio'): Promise<{ hallId: string; venue: string }> {
  const venue = await makeVenue(city);
  const answer = await upload(exampleFile('studio.csv'), `venue=${venue}&name=${name}`, 'text/csv');
  return { hallId: venues.importHall.response.parse(answer.body).hallId, venue };
}

export async function makeTitle(name: string, more: object = {}): Promise<string> {
  const slug = uniqueName('title');
  const body = { slug, kind: 'movie', name, language: 'Hindi', minutes: 120, ...more };
  expectContract(await post('/titles', body), titles.createTitle);
  return slug;
}

export const PRICES = { front: 20_000, rear: 30_000 };
export const DAY = 86_400_000;
export const tomorrow = (hours = 0): string => new Date(Date.now() + DAY + hours * 3_600_000).toISOString();

export async function makeShow(more: object = {}): Promise<{ showId: string; hallId: string; title: string }> {
  const { hallId } = await makeHall();
  const title = await makeTitle('Any');
  const show = { hallId, title, startsAt: tomorrow(), prices: PRICES, currency: 'INR', ...more };
  const answer = await post('/shows', { shows: [show] });
  expectContract(answer, shows.createShows);
  const [made] = shows.createShows.response.parse(answer.body).shows;
  return { showId: made?.showId ?? '', hallId: show.hallId, title };
}

/** Seats as the kernel holds them, without going through a worker. */
export async function hold(showId: string, numbers: readonly number[]): Promise<void> {
  await api.db.pool.query(
    `INSERT INTO pool_seats (pool_id, seat, state, hold_id, held_until, version) SELECT $1, s, 'HELD', gen_random_uuid(), now() + interval '10 minutes', 1 FROM unnest($2::int[]) s`,
    [showId, numbers],
  );
}
