import { beforeAll, describe, expect, it } from 'vitest';
import { searchHotels as contract, type HotelHit } from '@docket/contracts/http/hotel';
import type { RouteQueryInput, RouteResponse } from '@docket/contracts/http/route';
import { newId } from '@docket/runtime/id';
import { dayNumber, dayOf, nightsOf, todayAt } from '@docket/stay/day';
import { testCtx } from '@docket/testing/builders';
import { distanceMetres } from '@docket/world/distance';
import { endHolds } from '../../reservation/end.ts';
import { testSubject } from '../../reservation/fixtures.ts';
import { hold, type HoldResult } from '../../reservation/hold.ts';
import { changeUnitCapacity } from '../../reservation/kinds/even.ts';
import { db, setUpDatabase } from '../../spine/fixtures.ts';
import { loadWorld } from '../load/load-world.ts';
import { readMarket } from '../market.ts';
import { judgeOffer } from '../offer.ts';
import { readPlansOf } from '../sale-facts.ts';
import { hotelIndex } from './hotel-index.ts';
import { searchHotels } from './search-hotels.ts';

setUpDatabase();

const TODAY = dayNumber(todayAt('Europe/London', new Date()));
const day = (ahead: number): string => dayOf(TODAY + ahead);

type Answer = RouteResponse<typeof contract>;

/** As over HTTP; the index is brought up to now before. */
async function search(query: RouteQueryInput<typeof contract>, fresh = true): Promise<Answer> {
  const ctx = testCtx(db);
  if (fresh) await hotelIndex(db).renew(ctx);
  return contract.response.parse(await searchHotels(ctx, contract.query.parse(query)));
}

const london = (more: Partial<RouteQueryInput<typeof contract>> = {}): RouteQueryInput<typeof contract> => ({
  place: 'london',
  arrival: day(40),
  departure: day(43),
  limit: '100',
  ...more,
});

async function typeOf(hit: HotelHit): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>('SELECT room_type_id AS id FROM rate_plans WHERE id = $1', [
    hit.offer.planId,
  ]);
  return rows[0]?.id ?? '';
}

async function holdRooms(poolId: string, arrival: number, nights: number, rooms: number): Promise<HoldResult> {
  const units = Array.from({ length: nights }, (_, at) => arrival + at);
  const [result] = await hold(db.pool, [
    {
      poolId,
      ownerId: newId(),
      wanted: { units, quantity: rooms },
      perOwner: null,
      seconds: 600,
      subject: testSubject(),
    },
  ]);
  if (result === undefined) throw new Error('no result');
  return result;
}

async function capacityOf(poolId: string): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(
    'SELECT unit_capacity AS n FROM reservation_pools WHERE id = $1',
    [poolId],
  );
  return rows[0]?.n ?? 0;
}

beforeAll(async () => {
  await loadWorld(testCtx(db), { seed: 'search', properties: 2_500 });
  // Some nights are closed, dearer, or only for longer stays.
  await db.pool.query(
    `INSERT INTO rate_plan_nights (plan_id, night, price_minor, closed, closed_to_arrival, min_stay)
     SELECT r.id, $1::int + n, CASE WHEN n % 3 = 0 THEN r.base_minor * 2 END, n % 5 = 0, n % 7 = 0, CASE WHEN n % 4 = 0 THEN 3 END
       FROM (SELECT r.*, row_number() OVER (ORDER BY id) AS at FROM rate_plans r) r, generate_series(35, 60) n WHERE r.at % 3 = 0`,
    [TODAY],
  );
  // Some are taken, and some of these sold out.
  const { rows } = await db.pool.query<{ id: string; n: number }>(
    `SELECT t.id, k.unit_capacity AS n FROM room_types t JOIN reservation_pools k ON k.id = t.id JOIN properties p ON p.id = t.property_id JOIN places l ON l.id = p.place_id
      WHERE l.slug IN ('london', 'mumbai') ORDER BY t.id`,
  );
  for (const [at, { id, n }] of rows.entries()) {
    if (at % 3 === 0) await holdRooms(id, TODAY + 38 + (at % 5), 3, n);
    if (at % 3 === 1) await holdRooms(id, TODAY + 38 + (at % 7), 5, Math.max(1, Math.floor(n * 0.85)));
  }
});

/** The cheapest of a property by the rules of booking, read from the tables, and how many of its plans can be had. */
async function truth(
  slug: string,
  wish: { arrival: string; departure: string; adults: number; childAges: number[]; rooms: number },
) {
  const plans = await readPlansOf(db.pool, slug);
  const [first = 0] = nightsOf(wish);
  const market = await readMarket(db.pool, plans, { from: first, until: dayNumber(wish.departure) });
  const now = new Date();
  const offers = plans.map((facts) => ({
    facts,
    ...judgeOffer(facts, wish, market, todayAt(facts.property.timezone, now)),
  }));
  return offers
    .flatMap((offer) => (offer.price === null ? [] : [offer]))
    .toSorted((a, b) => a.price.totalMinor - b.price.totalMinor);
}

describe('a search', () => {
  it.each([
    ['two adults', { arrival: day(40), departure: day(43) }],
    ['a night', { arrival: day(42), departure: day(43), adults: '1' }],
    ['a family in two rooms', { arrival: day(38), departure: day(45), adults: '4', children: '3,9', rooms: '2' }],
    ['a month from today', { arrival: day(1), departure: day(31) }],
  ] as const)('finds for %s what booking would sell, at its price, and nothing else', async (_, stay) => {
    let compared = 0;
    for (const place of ['london', 'mumbai', 'tokyo']) {
      const query = contract.query.parse({ place, ...stay });
      const wish = {
        arrival: query.arrival,
        departure: query.departure,
        adults: query.adults,
        childAges: query.children,
        rooms: query.rooms,
      };
      const { data, meta } = await search({ place, ...stay, limit: '100' });
      const { rows } = await db.pool.query<{ slug: string }>(
        `SELECT p.slug FROM properties p JOIN places l ON l.id = p.place_id WHERE l.slug = $1`,
        [place],
      );
      const hits = new Map(data.map((hit) => [hit.slug, hit]));
      let sold = 0;
      for (const { slug } of rows) {
        const [cheapest] = await truth(slug, wish);
        if (cheapest === undefined) {
          expect(hits.has(slug)).toBe(false);
          continue;
        }
        sold += 1;
        const hit = hits.get(slug);
        expect(hit?.offer).toMatchObject({
          totalMinor: cheapest.price.totalMinor,
          taxesMinor: cheapest.price.taxesMinor,
          currency: cheapest.price.currency,
        });
        compared += 1;
      }
      expect(meta.total).toBe(sold);
    }
    expect(compared).toBeGreaterThan(20);
  });

  it('is of a place, a circle or a rectangle, and tells how far it is', async () => {
    const { meta, data } = await search(london());
    expect(meta.place).toMatchObject({ slug: 'london', name: 'London' });
    const middle = { lat: 51.507, lon: -0.128 };
    for (const hit of data) expect(hit.distanceMetres).toBe(Math.round(distanceMetres(middle, hit)));
    const { place: _, ...dates } = london();
    const circle = await search({ ...dates, lat: '51.507', lon: '-0.128', radiusKm: '3', sort: 'distance' });
    expect(circle.meta.place).toBeNull();
    expect(circle.data.map(({ slug }) => slug)).toEqual(
      data
        .filter(({ distanceMetres: away }) => (away ?? Infinity) <= 3_000)
        .toSorted(
          (a, b) => (a.distanceMetres ?? 0) - (b.distanceMetres ?? 0) || a.offer.totalMinor - b.offer.totalMinor,
        )
        .map(({ slug }) => slug),
    );
    expect(circle.data.length).toBeGreaterThan(2);
    const box = await search({ ...dates, box: '-0.2,51.48,-0.1,51.53' });
    expect(new Set(box.data.map(({ slug }) => slug))).toEqual(
      new Set(
        data
          .filter(({ lat, lon }) => lat >= 51.48 && lat <= 51.53 && lon >= -0.2 && lon <= -0.1)
          .map(({ slug }) => slug),
      ),
    );
    expect(box.data[0]?.distanceMetres).toBeNull();
    // Over the date line, from Fiji to Samoa.
    const pacific = await search({ ...dates, box: '175,-20,-170,-12' });
    expect(new Set(pacific.data.map(({ place }) => place.slug))).toEqual(new Set(['apia', 'nadi']));
  });

  it('has pages that follow each other', async () => {
    for (const sort of ['recommended', 'price', 'stars', 'distance'] as const) {
      const whole = await search(london({ sort }));
      const pages: HotelHit[] = [];
      for (let offset = 0; offset < whole.meta.total; offset += 7) {
        const page = await search(london({ sort, offset: String(offset), limit: '7' }), false);
        expect(page.meta).toEqual(whole.meta);
        pages.push(...page.data);
      }
      expect(pages).toEqual(whole.data);
    }
    const { data } = await search(london({ sort: 'price' }));
    expect(data.map(({ offer }) => offer.totalMinor)).toEqual(
      data.map(({ offer }) => offer.totalMinor).toSorted((a, b) => a - b),
    );
  });

  it('finds by words of the name, whatever their accents', async () => {
    const { data } = await search(london({ place: 'reykjavik' }));
    const [hit] = data;
    if (hit === undefined) throw new Error('nothing in Reykjavík');
    const word = hit.name.split(' ').at(-1) ?? '';
    const found = await search(london({ place: 'reykjavik', q: word.toUpperCase().normalize('NFD') }));
    expect(found.data.map(({ slug }) => slug)).toContain(hit.slug);
    expect((await search(london({ q: 'nobody is called so' }))).data).toEqual([]);
    expect((await search(london({ q: '東京' }))).data).toEqual([]);
  });

  it('is refused for dates that nobody sells, and for places that are none', async () => {
    await expect(search(london({ arrival: day(-3), departure: day(2) }))).rejects.toMatchObject({
      code: 'stay_in_the_past',
    });
    await expect(search(london({ arrival: day(1), departure: day(90) }))).rejects.toMatchObject({
      code: 'stay_too_long',
    });
    await expect(search(london({ arrival: day(395), departure: day(405) }))).rejects.toMatchObject({
      code: 'stay_beyond_horizon',
    });
    await expect(search(london({ place: 'atlantis' }))).rejects.toMatchObject({ code: 'place_not_found' });
    await expect(search(london({ box: '1,50,2,40' }))).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(search(london({ box: '1,50,200,60' }))).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

it('is not of more than are searched at once', async () => {
  const query = contract.query.parse({ box: '-180,-90,180,90', arrival: day(40), departure: day(42) });
  await expect(searchHotels(testCtx(db), query, 1_000)).rejects.toMatchObject({
    code: 'invalid_request',
    message: expect.stringMatching(/has 2\d{3} properties in it, and at most 1000/),
  });
  expect((await searchHotels(testCtx(db), query)).meta.total).toBeGreaterThan(1_000);
  // Each night costs as much again: of a long stay fewer.
  const long = contract.query.parse({ box: '-180,-90,180,90', arrival: day(40), departure: day(100) });
  await expect(searchHotels(testCtx(db), long, 4_000)).rejects.toMatchObject({
    code: 'invalid_request',
    message: expect.stringContaining('at most 933 are searched at once for 60 nights'),
  });
  // A place is as large as it is.
  const place = contract.query.parse(london());
  expect((await searchHotels(testCtx(db), place, 1)).meta.total).toBeGreaterThan(1);
});

describe('what is found', () => {
  it('can be held a moment later, every hit of it', async () => {
    const { data } = await search(london({ place: 'paris', arrival: day(10), departure: day(12) }));
    expect(data.length).toBeGreaterThan(5);
    for (const hit of data) {
      const held = await holdRooms(await typeOf(hit), TODAY + 10, 2, 1);
      expect(held.outcome).toBe('held');
    }
  });

  it('is gone when a night of it is sold out, and back when it is given back', async () => {
    const query = london({ place: 'madrid', arrival: day(20), departure: day(23) });
    const before = await search(query);
    const hit = before.data[0];
    if (hit === undefined) throw new Error('nothing in Madrid');
    const { rows } = await db.pool.query<{ id: string }>(
      'SELECT t.id FROM room_types t JOIN properties p ON p.id = t.property_id WHERE p.slug = $1',
      [hit.slug],
    );
    const holds: string[] = [];
    for (const { id } of rows) {
      // The night in the middle.
      const held = await holdRooms(id, TODAY + 21, 1, await capacityOf(id));
      expect(held.outcome).toBe('held');
      holds.push(held.holdId);
    }
    const without = await search(query);
    expect(without.data.map(({ slug }) => slug)).not.toContain(hit.slug);
    expect(without.meta.total).toBe(before.meta.total - 1);
    // The nights after it can be had.
    const around = await search(london({ place: 'madrid', arrival: day(22), departure: day(25) }));
    expect(around.data.map(({ slug }) => slug)).toContain(hit.slug);
    await endHolds(db.pool, holds, 'RELEASED');
    expect(await search(query)).toEqual(before);
  });

  it('tells how many rooms are left, and asks for as many as are wanted', async () => {
    const query = london({ place: 'vienna', arrival: day(70), departure: day(72) });
    const { data } = await search(query);
    const hit = data.find(({ offer }) => offer.left === 10);
    if (hit === undefined) throw new Error('no large house in Vienna');
    const type = await typeOf(hit);
    await holdRooms(type, TODAY + 71, 1, (await capacityOf(type)) - 2);
    const find = async (rooms: string): Promise<HotelHit | undefined> =>
      (await search({ ...query, rooms })).data.find(({ slug }) => slug === hit.slug);
    // The price may be another now that few are left, and so the cheapest type.
    const one = await find('1');
    if (one?.offer.planId === hit.offer.planId) expect(one.offer.left).toBe(2);
    for (const rooms of ['1', '2', '3']) {
      const found = await find(rooms);
      if (found !== undefined && (await typeOf(found)) === type) expect(Number(rooms)).toBeLessThanOrEqual(2);
    }
  });

  it('follows what houses change: rooms, prices, nights, and closing', async () => {
    const query = london({ place: 'dublin', arrival: day(50), departure: day(52) });
    const first = (await search(query)).data[0];
    if (first === undefined) throw new Error('nothing in Dublin');
    const revise = () =>
      db.pool.query('UPDATE properties SET revision = revision + 1 WHERE id = $1', [first.propertyId]);
    const find = async (): Promise<HotelHit | undefined> =>
      (await search(query)).data.find(({ slug }) => slug === first.slug);

    await db.pool.query(
      `UPDATE rate_plans SET base_minor = base_minor * 3 WHERE room_type_id IN (SELECT id FROM room_types WHERE property_id = $1)`,
      [first.propertyId],
    );
    expect((await find())?.offer).toEqual(first.offer);
    await revise();
    const dearer = await find();
    expect(dearer?.offer.totalMinor).toBeGreaterThan(first.offer.totalMinor * 2);
    const [cheapest] = await truth(first.slug, {
      arrival: day(50),
      departure: day(52),
      adults: 2,
      childAges: [],
      rooms: 1,
    });
    expect(dearer?.offer.totalMinor).toBe(cheapest?.price.totalMinor);

    // All rooms are taken out of sale: the counters that there are change without a movement.
    const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM room_types WHERE property_id = $1', [
      first.propertyId,
    ]);
    for (const { id } of rows) await endHolds(db.pool, [(await holdRooms(id, TODAY + 50, 2, 1)).holdId], 'RELEASED');
    expect(await find()).toBeDefined();
    for (const { id } of rows) expect(await changeUnitCapacity(db.pool, id, 0)).toEqual([]);
    await revise();
    expect(await find()).toBeUndefined();
    for (const { id } of rows) await changeUnitCapacity(db.pool, id, 5);
    await revise();
    expect(await find()).toBeDefined();

    await db.pool.query(`UPDATE properties SET status = 'CLOSED', revision = revision + 1 WHERE id = $1`, [
      first.propertyId,
    ]);
    expect(await find()).toBeUndefined();
    await db.pool.query(`UPDATE properties SET status = 'OPEN', revision = revision + 1 WHERE id = $1`, [
      first.propertyId,
    ]);
    expect(await find()).toBeDefined();
  });

  it('goes by the days of each place, also when it was asked before', async () => {
    const query = contract.query.parse({
      box: '-180,-60,180,60',
      arrival: day(3),
      departure: day(5),
      limit: '100',
      q: 'hotel',
    });
    const at = async (hours: number): Promise<Set<string>> => {
      const now = new Date((TODAY + 3) * 86_400_000 + hours * 3_600_000);
      const { data } = await searchHotels({ ...testCtx(db), clock: { now: () => now } }, { ...query, limit: 10_000 });
      return new Set(data.map(({ place }) => place.slug));
    };
    const [early, evening, nextDay] = [await at(1), await at(13), await at(35)];
    for (const slug of ['auckland', 'london', 'honolulu']) expect(early).toContain(slug);
    // It is the next day in New Zealand, and soon everywhere but in Hawaii.
    expect(evening).not.toContain('auckland');
    for (const slug of ['london', 'honolulu']) expect(evening).toContain(slug);
    expect(nextDay).not.toContain('london');
    expect(nextDay).toEqual(
      new Set([...nextDay].filter((slug) => ['honolulu', 'papeete', 'anchorage'].includes(slug))),
    );
    expect(await at(1)).toEqual(early);
  });

  it('sees what was committed late, with a number that others have passed', async () => {
    const query = london({ place: 'rome', arrival: day(30), departure: day(31) });
    const hit = (await search(query)).data[0];
    if (hit === undefined) throw new Error('nothing in Rome');
    const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM room_types WHERE property_id = $1', [
      hit.propertyId,
    ]);
    const other = await typeOf((await search(query)).data[1] ?? hit);
    const client = await db.pool.connect();
    try {
      await client.query('BEGIN');
      for (const { id } of rows) {
        const wanted = { units: [TODAY + 30], quantity: await capacityOf(id) };
        await hold(client, [
          { poolId: id, ownerId: newId(), wanted, perOwner: null, seconds: 600, subject: testSubject() },
        ]);
      }
      // Somebody else takes a room, is done, and is seen.
      await holdRooms(other, TODAY + 30, 1, 1);
      expect((await search(query)).data.map(({ slug }) => slug)).toContain(hit.slug);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    expect((await search(query)).data.map(({ slug }) => slug)).not.toContain(hit.slug);
  });

  it('is free to give back until when it says', async () => {
    const query = london({ place: 'berlin', arrival: day(25), departure: day(27) });
    const free = await search({ ...query, freeCancellation: 'true' });
    const all = await search(query);
    expect(free.data.length).toBeGreaterThan(0);
    expect(free.meta.total).toBe(all.meta.facets.freeCancellation);
    for (const { offer, slug } of free.data) {
      const now = new Date();
      expect(Date.parse(offer.freeUntil ?? '')).toBeGreaterThan(now.getTime());
      const found = await truth(slug, { arrival: day(25), departure: day(27), adults: 2, childAges: [], rooms: 1 });
      const booked = found.find(({ facts }) => facts.plan.id === offer.planId);
      const [first] = booked?.policy ?? [];
      expect(first).toMatchObject({ feeMinor: 0, until: offer.freeUntil });
    }
    // On the eve nothing of it is free any more, and what costs the first night was never.
    const eve = await search({ ...query, arrival: day(0), departure: day(2) });
    expect(eve.data.length).toBeGreaterThan(0);
    for (const { offer } of eve.data) expect(offer.freeUntil).toBeNull();
  });
});
