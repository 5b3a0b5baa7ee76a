import { beforeAll, describe, expect, test } from 'vitest';
import { createDocket } from '@docket/client/docket';
import * as shows from '@docket/contracts/http/show';
import * as titles from '@docket/contracts/http/title';
import * as venues from '@docket/contracts/http/venue';
import { waitFor } from '@docket/testing/wait';
import { api, DAY, exampleFile, hold, makeHall, makeTitle, manager, post, PRICES, setUpCatalog } from './catalog.ts';
import { expectContract, expectProblem } from './harness.ts';

setUpCatalog();

describe('the search', () => {
  const TITLES = [
    'Interstellar Drift',
    'The Café at Midnight',
    'Die Übergänge',
    'Monsoon Wedding Planner',
    'Monsoon',
    'मानसून गणित',
    'Brás & Rian’s Ærø',
  ];
  const slugs = new Map<string, string>();
  const date = new Date(Date.now() + 3 * DAY).toISOString().slice(0, 10);
  const dayAfter = new Date(Date.now() + 4 * DAY).toISOString().slice(0, 10);

  beforeAll(async () => {
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
    ['bras & rian', 'Brás & Rian’s Ærø'],
    ['bras and rian', 'Brás & Rian’s Ærø'],
    ['Brás&Rian', 'Brás & Rian’s Ærø'],
    ["rian's", 'Brás & Rian’s Ærø'],
    ['rians aero', 'Brás & Rian’s Ærø'],
  ])('finds %s', async (q, name) => {
    expect(await names(`q=${encodeURIComponent(q)}`)).toEqual([name]);
  });

  test('puts the better fit first, and needs every word', async () => {
    expect(await names('q=monsoon')).toEqual(['Monsoon', 'Monsoon Wedding Planner']);
    expect(await names('q=monsoon%20wedding')).toEqual(['Monsoon Wedding Planner']);
    expect(await names('q=monsoon%20interstellar')).toEqual([]);
    expect(await names('q=zzzzzz')).toEqual([]);
    expect(await names(`q=${encodeURIComponent("'; DROP TABLE shows; -- & | ! :*")}`)).toEqual([]);
    expect(await names('q=%25')).toHaveLength(7);
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
    expect(found).toHaveLength(8);
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
