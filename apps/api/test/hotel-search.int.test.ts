import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as hotels from '@docket/contracts/http/hotel';
import * as places from '@docket/contracts/http/place';
import { loadWorld } from '@docket/domain/hotel/load/load-world';
import { waitFor } from '@docket/testing/wait';
import { expectContract, expectProblem, startTestApi, type TestApi } from './harness.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await loadWorld(api.ctx, { seed: 'api', properties: 600 });
  // The api has looked for it when there was no world yet, and looks again within seconds.
  await waitFor('the world', async () => {
    const { body } = await api.call('GET', `/hotels?place=tokyo&${STAY}`);
    return (hotels.searchHotels.response.safeParse(body).data?.data.length ?? 0) > 0;
  });
});
afterAll(() => api.stop());

const DAY = 86_400_000;
const day = (ahead: number): string => new Date(Date.now() + ahead * DAY).toISOString().slice(0, 10);
const STAY = `arrival=${day(30)}&departure=${day(33)}`;

async function suggest(q: string): Promise<string[]> {
  const answer = await api.call('GET', `/places?q=${encodeURIComponent(q)}`);
  expectContract(answer, places.suggestPlaces);
  return places.suggestPlaces.response.parse(answer.body).data.map(({ name }) => name);
}

describe('places', () => {
  test.each([
    ['sao', ['São Paulo']],
    ['SÃO', ['São Paulo']],
    ['reykja', ['Reykjavík']],
    ['tromso', ['Tromsø']],
    ['xian', ['Xi’an']],
    ['new', ['New York', 'New Orleans']],
    ['paulo', ['São Paulo']],
  ])('%s finds %j first, whatever accents and capitals', async (q, names) => {
    expect((await suggest(q)).slice(0, names.length)).toEqual(names);
  });

  test.each([
    ['mumbay', 'Mumbai'],
    ['lisbone', 'Lisbon'],
    ['amstredam', 'Amsterdam'],
    ['istambul', 'Istanbul'],
  ])('%s, mistyped, finds %s', async (q, name) => {
    expect((await suggest(q))[0]).toBe(name);
  });

  test('of a country are all that are there, and of nothing the ones with most properties', async () => {
    expect(await suggest('iceland')).toEqual(['Reykjavík']);
    const answer = await api.call('GET', '/places?limit=20');
    const { data } = places.suggestPlaces.response.parse(answer.body);
    expect(data).toHaveLength(20);
    const counts = data.map(({ properties }) => properties);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(counts[0]).toBeGreaterThan(3);
    expect(await suggest('%')).toHaveLength(8);
    expect(await suggest('qqqqqqq')).toEqual([]);
  });

  test('are read by their slugs', async () => {
    const answer = await api.call('GET', '/places/sao-paulo');
    expectContract(answer, places.getPlace);
    expect(answer.body).toMatchObject({
      name: 'São Paulo',
      country: 'BR',
      countryName: 'Brazil',
      timezone: 'America/Sao_Paulo',
    });
    expectProblem(await api.call('GET', '/places/atlantis'), 404, 'place_not_found');
  });
});

describe('hotels', () => {
  test('are found with what everything costs, and each is read by its slug', async () => {
    const answer = await api.call('GET', `/hotels?place=tokyo&${STAY}&children=4,9&adults=2`);
    expectContract(answer, hotels.searchHotels);
    const { data, meta } = hotels.searchHotels.response.parse(answer.body);
    expect(data.length).toBeGreaterThan(0);
    expect(meta).toMatchObject({ total: data.length, place: { name: 'Tokyo' }, prices: { currency: 'JPY' } });
    expect(meta.facets.stars.reduce((sum, { count }) => sum + count, 0)).toBe(meta.total);
    for (const { slug, name, propertyId } of data.slice(0, 3)) {
      const one = await api.call('GET', `/hotels/${slug}`);
      expectContract(one, hotels.getHotel);
      expect(one.body).toMatchObject({
        propertyId,
        name,
        currency: 'JPY',
        timezone: 'Asia/Tokyo',
        place: { slug: 'tokyo' },
      });
    }
    expectProblem(await api.call('GET', '/hotels/no-such-house'), 404, 'property_not_found');
  });

  test.each([
    ['nowhere', STAY, 400, 'invalid_request'],
    ['an unknown place', `place=atlantis&${STAY}`, 404, 'place_not_found'],
    ['days in the wrong order', `place=paris&arrival=${day(5)}&departure=${day(4)}`, 400, 'invalid_request'],
    ['days that are over', `place=paris&arrival=${day(-5)}&departure=${day(2)}`, 422, 'stay_in_the_past'],
    ['days that nobody sells yet', `place=paris&arrival=${day(399)}&departure=${day(410)}`, 422, 'stay_beyond_horizon'],
    ['too many nights', `place=paris&arrival=${day(5)}&departure=${day(70)}`, 422, 'stay_too_long'],
    ['a rectangle that is none', `box=1,2,3,1&${STAY}`, 400, 'invalid_request'],
    ['stars that there are not', `place=paris&stars=7&${STAY}`, 400, 'invalid_request'],
    ['an amenity that nobody knows', `place=paris&amenities=helipad&${STAY}`, 400, 'invalid_request'],
    ['nobody who comes', `place=paris&adults=0&${STAY}`, 400, 'invalid_request'],
  ] as const)('are not looked for with %s', async (_, query, status, code) => {
    expectProblem(await api.call('GET', `/hotels?${query}`), status, code);
  });

  test('that are closed are neither found nor read', async () => {
    const find = async () =>
      hotels.searchHotels.response.parse((await api.call('GET', `/hotels?place=paris&${STAY}`)).body).data;
    const [first] = await find();
    if (first === undefined) throw new Error('nothing in Paris');
    await api.db.pool.query(`UPDATE properties SET status = 'CLOSED', revision = revision + 1 WHERE id = $1`, [
      first.propertyId,
    ]);
    expectProblem(await api.call('GET', `/hotels/${first.slug}`), 404, 'property_not_found');
    // Search knows within some seconds.
    await expect
      .poll(async () => (await find()).map(({ slug }) => slug), { timeout: 10_000 })
      .not.toContain(first.slug);
  });
});
