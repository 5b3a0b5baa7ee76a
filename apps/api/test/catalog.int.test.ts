import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDocket } from '@docket/client/docket';
import * as shows from '@docket/contracts/http/shows';
import * as titles from '@docket/contracts/http/titles';
import * as venues from '@docket/contracts/http/venues';
import { waitFor } from '@docket/testing/wait';
import {
  expectContract,
  expectProblem,
  startTestApi,
  uniqueName,
  type Answer,
  type TestApi,
  type TestUser,
} from './harness.ts';

let api: TestApi;
let manager: TestUser;
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

const post = (path: string, json: unknown, token = manager.token): Promise<Answer> =>
  api.call('POST', path, { json, token });

const EXAMPLES = new URL('../../../examples/halls/', import.meta.url);
const exampleFile = (name: string): string => readFileSync(new URL(name, EXAMPLES), 'utf8');

async function makeVenue(city = 'pune'): Promise<string> {
  const slug = uniqueName('venue');
  expectContract(
    await post('/venues', { city, slug, name: `Venue ${slug}`, address: 'Somewhere 1' }),
    venues.createVenue,
  );
  return slug;
}

function upload(content: string, query: string, type = 'application/json', token = manager.token): Promise<Answer> {
  return api.call('POST', `/halls/import?${query}`, { raw: content, token, headers: { 'content-type': type } });
}

async function makeHall(city = 'pune', name = 'Studio'): Promise<{ hallId: string; venue: string }> {
  const venue = await makeVenue(city);
  const answer = await upload(exampleFile('studio.csv'), `venue=${venue}&name=${name}`, 'text/csv');
  return { hallId: venues.importHall.response.parse(answer.body).hallId, venue };
}

async function makeTitle(name: string, more: object = {}): Promise<string> {
  const slug = uniqueName('title');
  const body = { slug, kind: 'movie', name, language: 'Hindi', minutes: 120, ...more };
  expectContract(await post('/titles', body), titles.createTitle);
  return slug;
}

const PRICES = { front: 20_000, rear: 30_000 };
const DAY = 86_400_000;
const tomorrow = (hours = 0): string => new Date(Date.now() + DAY + hours * 3_600_000).toISOString();

async function makeShow(more: object = {}): Promise<{ showId: string; hallId: string; title: string }> {
  const { hallId } = await makeHall();
  const title = await makeTitle('Any');
  const show = { hallId, title, startsAt: tomorrow(), prices: PRICES, currency: 'INR', ...more };
  const answer = await post('/shows', { shows: [show] });
  expectContract(answer, shows.createShows);
  const [made] = shows.createShows.response.parse(answer.body).shows;
  return { showId: made?.showId ?? '', hallId: show.hallId, title };
}

/** Seats as the kernel holds them, without going through a worker. */
async function hold(showId: string, numbers: readonly number[]): Promise<void> {
  await api.db.pool.query(
    `INSERT INTO pool_seats (pool_id, seat, state, hold_id, held_until, version) SELECT $1, s, 'HELD', gen_random_uuid(), now() + interval '10 minutes', 1 FROM unnest($2::int[]) s`,
    [showId, numbers],
  );
}

describe('halls', () => {
  test('are imported from JSON, told with every seat, and kept by whoever asks', async () => {
    const venue = await makeVenue();
    const answer = await upload(exampleFile('theatre.json'), `venue=${venue}`);
    expectContract(answer, venues.importHall);
    const hall = venues.importHall.response.parse(answer.body);
    expect(hall).toMatchObject({ version: 1, unchanged: false });
    expect(hall.zones.reduce((sum, { seats }) => sum + seats, 0)).toBe(hall.capacity);

    const path = `/halls/${hall.hallId}/plan`;
    const plan = await api.call('GET', path);
    expectContract(plan, venues.getHallPlan);
    const { seats, front } = venues.getHallPlan.response.parse(plan.body);
    expect(seats).toHaveLength(hall.capacity);
    expect(front).toMatchObject({ kind: 'stage', label: 'Stage' });
    expect(seats.find(({ label }) => label === 'B-A1')).toMatchObject({
      section: 'Balcony',
      row: 'B-A',
      zone: 'balcony',
    });
    expect(plan.headers.get('cache-control')).toContain('immutable');
    const etag = plan.headers.get('etag') ?? '';
    const again = await api.call('GET', path, { headers: { 'if-none-match': `"other", ${etag}` } });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await api.call('GET', path, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  test('from CSV; the same again changes nothing, another makes the next version, and shows keep theirs', async () => {
    const venue = await makeVenue();
    const csv = exampleFile('studio.csv');
    const first = venues.importHall.response.parse(
      (await upload(csv, `venue=${venue}&name=One`, 'text/csv; charset=utf-8')).body,
    );
    const same = venues.importHall.response.parse((await upload(csv, `venue=${venue}&name=One`, 'text/csv')).body);
    expect(same).toEqual({ ...first, unchanged: true });
    const more = venues.importHall.response.parse(
      (await upload(`${csv}H,1,rear,seat\n`, `venue=${venue}&name=One`, 'text/csv')).body,
    );
    expect(more).toMatchObject({ version: 2, capacity: first.capacity + 1, unchanged: false });
    const { data } = venues.listVenues.response.parse((await api.call('GET', '/venues?city=pune')).body);
    expect(data.find(({ slug }) => slug === venue)?.halls).toEqual([
      { hallId: more.hallId, name: 'One', version: 2, capacity: more.capacity },
    ]);
    const old = venues.getHallPlan.response.parse((await api.call('GET', `/halls/${first.hallId}/plan`)).body);
    expect(old.seats).toHaveLength(first.capacity);
  });

  test('imported at the same time become one version after the other', async () => {
    const venue = await makeVenue();
    const csvs = Array.from({ length: 5 }, (_, i) => `row,number,zone\nA,${i + 1},z\n`);
    const answers = await Promise.all(csvs.map((csv) => upload(csv, `venue=${venue}&name=One`, 'text/csv')));
    const versions = answers.map((answer) => venues.importHall.response.parse(answer.body).version);
    expect(versions.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
  });

  test.each<[string, string, string, number, Parameters<typeof expectProblem>[2], string?]>([
    ['with a fault', 'row,number,zone\nA,1,\n', 'text/csv', 422, 'hall_invalid'],
    ['without a name', 'row,number,zone\nA,1,z\n', 'text/csv', 400, 'invalid_request', 'venue=VENUE'],
    ['for no venue', 'row,number,zone\nA,1,z\n', 'text/csv', 404, 'venue_not_found', 'venue=nowhere&name=x'],
    ['of another type', 'row,number,zone\nA,1,z\n', 'text/plain', 415, 'unsupported_media_type'],
    ['that is empty', '', 'application/json', 422, 'hall_invalid'],
    ['that is no text', '\u0000', 'application/json', 422, 'hall_invalid'],
    ['that is too large', `row,number,zone\n${'A,1,z\n'.repeat(800_000)}`, 'text/csv', 413, 'body_too_large'],
  ])(
    'a file %s is refused and nothing is written',
    async (_, content, type, status, code, query = 'venue=VENUE&name=x') => {
      const venue = await makeVenue();
      const { rows: before } = await api.db.pool.query('SELECT count(*) FROM halls');
      const problem = expectProblem(await upload(content, query.replace('VENUE', venue), type), status, code);
      expect(problem.detail.length).toBeGreaterThan(15);
      expect((await api.db.pool.query('SELECT count(*) FROM halls')).rows).toEqual(before);
    },
  );

  test('a plan that is not there is hall_not_found', async () => {
    expectProblem(await api.call('GET', '/halls/01890000-0000-7000-8000-000000000000/plan'), 404, 'hall_not_found');
  });
});

describe('a preview of a hall', () => {
  const preview = (content: string, type: string, token = manager.token) =>
    api.call('POST', '/halls/preview', { raw: content, token, headers: { 'content-type': type } });

  test('is the hall that the import makes, and stores nothing', async () => {
    const counted = async () => (await api.db.pool.query('SELECT count(*)::int AS halls FROM halls')).rows[0];
    const before = await counted();
    const answer = await preview(exampleFile('studio.csv'), 'text/csv');
    expectContract(answer, venues.previewHall);
    expect(await counted()).toEqual(before);
    const { hallId } = await makeHall();
    const plan = venues.getHallPlan.response.parse((await api.call('GET', `/halls/${hallId}/plan`)).body);
    expect(answer.body).toEqual({
      name: null,
      venue: null,
      capacity: plan.capacity,
      front: plan.front,
      zones: plan.zones,
      best: plan.best,
      seats: plan.seats,
    });
    const cinema = await preview(exampleFile('small-cinema.json'), 'application/json');
    expect(venues.previewHall.response.parse(cinema.body)).toMatchObject({ name: 'Screen 1', venue: null });
  });

  test('names every fault, and is for managers', async () => {
    const broken = 'row,number,zone,kind\nA,1,front,seat\nA,2,front,throne\n';
    const answer = await preview(broken, 'text/csv');
    expectProblem(answer, 422, 'hall_invalid');
    expect(JSON.stringify(answer.body)).toContain('line 3');
    const user = await api.user();
    expectProblem(await preview(broken, 'text/csv', user.token), 403, 'forbidden');
  });
});

describe('who may change what is on', () => {
  test('managers and admins; nobody else', async () => {
    const { hallId } = await makeHall();
    const title = await makeTitle('Any');
    const show = { hallId, title, startsAt: tomorrow(), prices: PRICES, currency: 'INR' };
    const calls: [string, unknown][] = [
      ['/cities', { slug: uniqueName('c'), name: 'C', country: 'IN', timezone: 'Asia/Kolkata' }],
      ['/venues', { city: 'pune', slug: uniqueName('v'), name: 'V', address: 'A' }],
      ['/titles', { slug: uniqueName('t'), kind: 'event', name: 'T', minutes: 60 }],
      ['/shows', { shows: [show] }],
    ];
    const [user, setter, admin] = await Promise.all([api.user(), api.user('setter'), api.user('admin')]);
    for (const [path, body] of calls) {
      expectProblem(await api.call('POST', path, { json: body }), 401, 'unauthenticated');
      expectProblem(await post(path, body, user.token), 403, 'forbidden');
      expectProblem(await post(path, body, setter.token), 403, 'forbidden');
      expect((await post(path, body, admin.token)).status).toBe(201);
    }
    expectProblem(await upload('{}', 'venue=x', 'application/json', setter.token), 403, 'forbidden');
    const { showId } = await makeShow();
    expectProblem(
      await api.call('PUT', `/shows/${showId}`, { json: { status: 'CANCELLED' }, token: setter.token }),
      403,
      'forbidden',
    );
  });

  test('a manager of venues is no setter of problems', async () => {
    expectProblem(await api.call('GET', '/rejudges', { token: manager.token }), 403, 'forbidden');
    const user = await api.user();
    expectProblem(
      await api.call('GET', `/submissions?userId=${user.userId}`, { token: manager.token }),
      403,
      'forbidden',
    );
  });

  test('a slug is taken once', async () => {
    const city = { slug: 'pune', name: 'Poona', country: 'IN', timezone: 'Asia/Kolkata' };
    expectProblem(await post('/cities', city), 409, 'slug_taken');
    expectProblem(
      await post('/cities', { ...city, slug: 'atlantis', timezone: 'Sea/Atlantis' }),
      400,
      'invalid_request',
    );
    expectProblem(
      await post('/venues', { city: 'atlantis', slug: 'x', name: 'X', address: 'X' }),
      404,
      'city_not_found',
    );
    const slug = await makeTitle('Any');
    expectProblem(await post('/titles', { slug, kind: 'movie', name: 'Other', minutes: 1 }), 409, 'slug_taken');
  });
});

describe('shows', () => {
  test('are told with title, place, local time, zones and prices', async () => {
    const { showId, hallId, title } = await makeShow({ waitingRoom: true, seatsPerUser: 4 });
    const answer = await api.call('GET', `/shows/${showId}`);
    expectContract(answer, shows.getShow);
    const show = shows.getShow.response.parse(answer.body);
    expect(show).toMatchObject({
      title: { slug: title },
      hall: { hallId, name: 'Studio' },
      city: { slug: 'pune', timezone: 'Asia/Kolkata' },
      status: 'ON_SALE',
      waitingRoom: true,
      seatsPerUser: 4,
      capacity: 70,
      free: 70,
      availability: 'available',
      zones: [
        { zone: 'rear', priceMinor: 30_000, seats: 50 },
        { zone: 'front', priceMinor: 20_000, seats: 20 },
      ],
    });
    const local = new Date(Date.parse(show.startsAt) + 5.5 * 3_600_000).toISOString();
    expect([show.localDate, show.localTime]).toEqual([local.slice(0, 10), local.slice(11, 16)]);
    expect((new Date(show.endsAt).getTime() - new Date(show.startsAt).getTime()) / 60_000).toBe(120);
    const { rows } = await api.db.pool.query('SELECT kind, capacity FROM reservation_pools WHERE id = $1', [showId]);
    expect(rows).toEqual([{ kind: 'seats', capacity: 70 }]);
    expectProblem(await api.call('GET', '/shows/01890000-0000-7000-8000-000000000000'), 404, 'show_not_found');
  });

  test('are made for all halls and times of a request or for none', async () => {
    const { hallId } = await makeHall();
    const title = await makeTitle('Any');
    const show = { hallId, title, startsAt: tomorrow(), prices: PRICES, currency: 'INR' };
    const nowhere = { ...show, hallId: '01890000-0000-7000-8000-000000000000' };
    expectProblem(await post('/shows', { shows: [show, nowhere] }), 404, 'hall_not_found');
    expectProblem(await post('/shows', { shows: [show, { ...show, title: 'no-such' }] }), 404, 'title_not_found');
    expectProblem(await post('/shows', { shows: [show, { ...show, startsAt: tomorrow(1) }] }), 409, 'hall_busy');
    expectProblem(
      await post('/shows', { shows: [{ ...show, startsAt: '2020-01-01T10:00:00Z' }] }),
      400,
      'invalid_request',
    );
    const noRear = expectProblem(
      await post('/shows', { shows: [{ ...show, prices: { front: 1, vip: 2 } }] }),
      400,
      'invalid_request',
    );
    expect(noRear.errors).toEqual([
      { path: 'body.shows.0.prices.rear', message: 'the zone has no price' },
      { path: 'body.shows.0.prices.vip', message: expect.stringContaining('no such zone') },
    ]);
    const { rows } = await api.db.pool.query('SELECT FROM shows WHERE hall_id = $1', [hallId]);
    expect(rows).toHaveLength(0);
    expectContract(await post('/shows', { shows: [show, { ...show, startsAt: tomorrow(2) }] }), shows.createShows);
  });

  test('two managers cannot put two shows into one hall at one time', async () => {
    const { hallId } = await makeHall();
    const title = await makeTitle('Any');
    const show = { hallId, title, startsAt: tomorrow(), prices: PRICES, currency: 'INR' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => post('/shows', { shows: [show] })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409, 409]);
  });

  test('change their prices while nobody has a seat, their sale until it opens, and can be cancelled', async () => {
    const { showId } = await makeShow({ saleOpensAt: tomorrow(-2) });
    const change = (json: unknown) => api.call('PUT', `/shows/${showId}`, { json, token: manager.token });
    const priced = await change({ prices: { front: 1, rear: 2 } });
    expectContract(priced, shows.changeShow);
    expect(shows.changeShow.response.parse(priced.body).zones.map(({ priceMinor }) => priceMinor)).toEqual([2, 1]);
    expectProblem(await change({ prices: { front: 1 } }), 400, 'invalid_request');
    expectProblem(await change({}), 400, 'invalid_request');
    const opened = await change({ saleOpensAt: new Date(Date.now() - 1_000).toISOString(), waitingRoom: true });
    expectContract(opened, shows.changeShow);
    expectProblem(await change({ waitingRoom: false }), 409, 'sale_open');
    await hold(showId, [1]);
    expectProblem(await change({ prices: PRICES }), 409, 'show_has_bookings');
    expectContract(await change({ seatsPerUser: 2, status: 'CANCELLED' }), shows.changeShow);
    expectProblem(await change({ seatsPerUser: 3 }), 409, 'show_cancelled');
  });

  test('offer their best free seats', async () => {
    const { showId } = await makeShow();
    const best = async (
      query: string,
    ): Promise<{ seats: string[] | null; groups: string[][]; priceMinor: number | null }> => {
      const answer = await api.call('GET', `/shows/${showId}/best?${query}`);
      expectContract(answer, shows.getBestSeats);
      return shows.getBestSeats.response.parse(answer.body);
    };
    const first = await best('n=2');
    expect(first.groups).toHaveLength(1);
    expect(first.priceMinor).toBe(60_000);
    const { seats } = venues.getHallPlan.response.parse(
      (
        await api.call(
          'GET',
          `/halls/${shows.getShow.response.parse((await api.call('GET', `/shows/${showId}`)).body).hall.hallId}/plan`,
        )
      ).body,
    );
    await hold(
      showId,
      seats.filter(({ label }) => first.seats?.includes(label)).map(({ seat }) => seat),
    );
    expect((await best('n=2')).seats).not.toEqual(first.seats);
    expect((await best('n=3&zone=front')).priceMinor).toBe(60_000);
    expect((await best('n=2&accessible=true')).seats).toEqual(['G1', 'G2']);
    expect((await best('n=12')).groups.length).toBeGreaterThan(1);
    expect(await best('n=50&zone=front')).toEqual({ seats: null, groups: [], priceMinor: null });
    expectProblem(await api.call('GET', `/shows/${showId}/best?n=2&zone=vip`), 400, 'invalid_request');
    expectProblem(await api.call('GET', `/shows/${showId}/best?n=0`), 400, 'invalid_request');
  });
});

describe('the search', () => {
  const TITLES = [
    'Interstellar Drift',
    'The Café at Midnight',
    'Die Übergänge',
    'Monsoon Wedding Planner',
    'Monsoon',
    'मानसून गणित',
  ];
  const slugs = new Map<string, string>();
  const date = new Date(Date.now() + 3 * DAY).toISOString().slice(0, 10);
  const dayAfter = new Date(Date.now() + 4 * DAY).toISOString().slice(0, 10);
  let here: TestApi;

  beforeAll(async () => {
    [here, api] = [api, await startTestApi()];
    manager = await api.user('manager');
    await post('/cities', { slug: 'pune', name: 'Pune', country: 'IN', timezone: 'Asia/Kolkata' });
    await post('/cities', { slug: 'lisboa', name: 'Lisboa', country: 'PT', timezone: 'Europe/Lisbon' });
    const halls = [(await makeHall('pune')).hallId, (await makeHall('lisboa')).hallId];
    for (const [at, name] of TITLES.entries()) {
      const slug = await makeTitle(name, {
        kind: at === 3 ? 'event' : 'movie',
        tags: ['Drama'],
        language: at === 2 ? 'German' : 'Hindi',
      });
      slugs.set(name, slug);
      const times = [`${date}T${10 + 2 * at}:00`, ...(at === 0 ? [`${dayAfter}T00:30`] : [])];
      const created = await post('/shows', {
        shows: halls.flatMap((hallId) =>
          times.map((startsAt) => ({ hallId, title: slug, startsAt, prices: PRICES, currency: 'INR' })),
        ),
      });
      expectContract(created, shows.createShows);
    }
  });
  afterAll(async () => {
    await api.stop();
    api = here;
  });

  const page = async (query: string) => {
    const answer = await api.call('GET', `/shows?${query}`);
    expectContract(answer, shows.searchShows);
    return shows.searchShows.response.parse(answer.body);
  };
  const names = async (query: string): Promise<string[]> => (await page(query)).data.map(({ title }) => title.name);

  test('lists what is on by title, with times as the clocks of the city show them', async () => {
    expect(await names('city=pune')).toEqual(TITLES.toSorted((a, b) => (a < b ? -1 : 1)));
    const [found] = (await page(`city=pune&date=${date}&q=interstellar`)).data;
    expect(found?.shows.map(({ localDate, localTime, city }) => [localDate, localTime, city.slug])).toEqual([
      [date, '10:00', 'pune'],
    ]);
    expect(found?.shows[0]).toMatchObject({
      fromPriceMinor: 20_000,
      free: 70,
      capacity: 70,
      availability: 'available',
    });
    expect(found?.shows[0]?.startsAt).toBe(`${date}T04:30:00.000Z`);
  });

  test('puts a show at half past midnight on the day that has just begun there', async () => {
    expect(await names(`city=pune&date=${dayAfter}`)).toEqual(['Interstellar Drift']);
    const [found] = (await page(`city=pune&date=${dayAfter}`)).data;
    // Still the evening before in UTC.
    expect(found?.shows.map(({ startsAt, localTime }) => [startsAt, localTime])).toEqual([
      [`${date}T19:00:00.000Z`, '00:30'],
    ]);
    const both = (await page(`date=${dayAfter}`)).data[0]?.shows.map(({ city }) => city.slug);
    expect(both?.toSorted()).toEqual(['lisboa', 'pune']);
  });

  test.each([
    ['Intersteler', 'Interstellar Drift'],
    ['intrestellar', 'Interstellar Drift'],
    ['interstelar dritf', 'Interstellar Drift'],
    ['inters', 'Interstellar Drift'],
    ['drift INTER', 'Interstellar Drift'],
    ['cafe', 'The Café at Midnight'],
    ['CAFÉ midn', 'The Café at Midnight'],
    ['Ubergange', 'Die Übergänge'],
    ['german', 'Die Übergänge'],
    ['ÜBERGÄNGE'.normalize('NFD'), 'Die Übergänge'],
    ['मानसून', 'मानसून गणित'],
    ['गणि', 'मानसून गणित'],
    ['weding', 'Monsoon Wedding Planner'],
  ])('finds %s', async (q, name) => {
    expect(await names(`q=${encodeURIComponent(q)}`)).toEqual([name]);
  });

  test('puts the better fit first, and needs every word', async () => {
    expect(await names('q=monsoon')).toEqual(['Monsoon', 'Monsoon Wedding Planner']);
    expect(await names('q=monsoon%20wedding')).toEqual(['Monsoon Wedding Planner']);
    expect(await names('q=monsoon%20interstellar')).toEqual([]);
    expect(await names('q=zzzzzz')).toEqual([]);
    expect(await names(`q=${encodeURIComponent("'; DROP TABLE shows; -- & | ! :*")}`)).toEqual([]);
    expect(await names('q=%25')).toHaveLength(6);
    // Letters that the dictionaries turn into signs.
    for (const q of ['ʼ', '½', 'ﬁlm', 'ʹa', '한글', "a'b\\", 'ª:*']) await names(`q=${encodeURIComponent(q)}`);
  });

  test('narrows by kind, title and venue', async () => {
    expect(await names('kind=event')).toEqual(['Monsoon Wedding Planner']);
    expect(await names(`title=${slugs.get('Monsoon') ?? ''}`)).toEqual(['Monsoon']);
    const [venue] = venues.listVenues.response.parse((await api.call('GET', '/venues?city=lisboa')).body).data;
    const found = (await page(`venue=${venue?.slug ?? ''}`)).data.flatMap((each) =>
      each.shows.map(({ city }) => city.slug),
    );
    expect(new Set(found)).toEqual(new Set(['lisboa']));
    expect(found).toHaveLength(7);
  });

  test.each(['', 'q=monsoon&', 'q=drama&', 'city=pune&'])('pages by %s give every title once', async (query) => {
    const whole = await names(query);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: Awaited<ReturnType<typeof page>> = await page(
        `${query}limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...next.data.map(({ title }) => title.name));
      cursor = next.meta.nextCursor;
    }
    expect(whole.length).toBeGreaterThan(1);
    expect(seen).toEqual(whole);
  });

  test('leaves out what is cancelled or has begun, and says what is sold out', async () => {
    const [found] = (await page(`city=pune&date=${date}&title=${slugs.get('Die Übergänge') ?? ''}`)).data;
    const showId = found?.shows[0]?.showId ?? '';
    await hold(
      showId,
      Array.from({ length: 68 }, (_, i) => i + 1),
    );
    const again = `city=pune&date=${date}&q=ubergange`;
    // What is free may be a second old, whatever is searched for.
    const told = (free: number) =>
      waitFor(`${free} free`, async () => {
        const show = (await page(again)).data[0]?.shows[0];
        return show?.free === free ? show.availability : undefined;
      });
    expect(await told(2)).toBe('few');
    await hold(showId, [69, 70]);
    expect(await told(0)).toBe('sold_out');
    await api.db.pool.query(`UPDATE shows SET starts_at = now() - interval '1 minute' WHERE id = $1`, [showId]);
    expect((await page(`${again}&limit=4`)).data).toEqual([]);
    const [monsoon] = (await page(`city=pune&title=${slugs.get('Monsoon') ?? ''}`)).data;
    const cancelled = monsoon?.shows[0]?.showId ?? '';
    await api.call('PUT', `/shows/${cancelled}`, { json: { status: 'CANCELLED' }, token: manager.token });
    expect(await names(`city=pune&title=${slugs.get('Monsoon') ?? ''}`)).toEqual([]);
  });

  test('refuses what it does not know', async () => {
    expectProblem(await api.call('GET', '/shows?city=atlantis'), 404, 'city_not_found');
    const { meta } = await page('limit=1');
    for (const query of [
      'date=tomorrow',
      'date=2026-02-30',
      'kind=opera',
      'limit=0',
      `q=mon&cursor=${meta.nextCursor ?? ''}`,
    ])
      expectProblem(await api.call('GET', `/shows?${query}`), 400, 'invalid_request');
  });

  test('of titles is the same', async () => {
    const list = await api.call('GET', '/titles?q=Intersteler');
    expectContract(list, titles.listTitles);
    expect(titles.listTitles.response.parse(list.body).data.map(({ name }) => name)).toEqual(['Interstellar Drift']);
    const slug = slugs.get('Monsoon') ?? '';
    const one = await api.call('GET', `/titles/${slug}`);
    expectContract(one, titles.getTitle);
    const { titleId } = titles.getTitle.response.parse(one.body);
    expect((await api.call('GET', `/titles/${titleId}`)).body).toEqual(one.body);
    expectProblem(await api.call('GET', '/titles/no-such'), 404, 'title_not_found');
  });

  test('and everything else is reached through the SDK', async () => {
    const docket = createDocket({ baseUrl: api.url, token: manager.token });
    expect((await docket.catalog.cities()).map(({ slug }) => slug)).toEqual(['lisboa', 'pune']);
    const venue = (await docket.catalog.venues({ city: 'pune' }))[0]?.slug ?? '';
    const hall = await docket.catalog.importHall(
      { type: 'text/csv', content: exampleFile('studio.csv') },
      { venue, name: 'SDK' },
    );
    expect((await docket.catalog.hallPlan(hall.hallId)).seats).toHaveLength(hall.capacity);
    const found = await docket.catalog.shows({ q: 'interstellar', city: 'pune' });
    const showId = found.data[0]?.shows[0]?.showId ?? '';
    expect((await docket.catalog.show(showId)).showId).toBe(showId);
    expect((await docket.catalog.bestSeats(showId, { n: 2 })).seats).toHaveLength(2);
  });
});
