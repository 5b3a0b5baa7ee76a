import { beforeAll, expect, test } from 'vitest';
import { searchHotels as contract } from '@docket/contracts/http/hotel';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { dayNumber, dayOf, todayAt } from '@docket/stay/day';
import { testCtx } from '@docket/testing/builders';
import { testSubject } from '../../reservation/fixtures.ts';
import { hold } from '../../reservation/hold.ts';
import { db, setUpDatabase } from '../../spine/fixtures.ts';
import { loadWorld } from '../load/load-world.ts';
import { HotelIndex, hotelIndex } from './hotel-index.ts';
import type { IndexedType } from './indexed.ts';
import { Movements } from '../../reservation/movements.ts';
import { searchHotels } from './search-hotels.ts';

setUpDatabase();
beforeAll(() => loadWorld(testCtx(db), { seed: 'index', properties: 700 }));

const NIGHT = dayNumber(todayAt('UTC', new Date())) + 20;

async function loaded(index = new HotelIndex()): Promise<HotelIndex> {
  await index.fresh(testCtx(db));
  return index;
}

/** Types of a place with some rooms. */
function typesIn(index: HotelIndex, slug: string): IndexedType[] {
  const place = index.places.get(slug);
  if (place === undefined) throw new Error(slug);
  return [...index.of(place)].flatMap(({ types }) => types).filter(({ capacity }) => capacity > 2);
}

async function take(types: readonly IndexedType[], quantity = 1): Promise<void> {
  const requests = types.map(({ id }) => ({
    poolId: id,
    ownerId: newId(),
    wanted: { units: [NIGHT], quantity },
    perOwner: null,
    seconds: 600,
    subject: testSubject(),
  }));
  for (const result of await hold(db.pool, requests)) expect(result.outcome).toBe('held');
}

test('holds every open property, once, and what is free before anybody has wanted it', async () => {
  const index = await loaded();
  expect(index.size).toBe(700);
  const { rows } = await db.pool.query<{ id: string; capacity: number }>(
    'SELECT id, unit_capacity AS capacity FROM reservation_pools',
  );
  const capacities = new Map(rows.map(({ id, capacity }) => [id, capacity]));
  for (const slug of ['london', 'tokyo'])
    for (const type of typesIn(index, slug)) expect(index.free(type, NIGHT + 100)).toBe(capacities.get(type.id));
});

test.each([
  ['a currency that cannot be compared', `currency = 'XTS'`],
  ['a zone that no clock knows', `timezone = 'Europe/Atlantis'`],
])('leaves a property with %s out, so that others are found', async (_, wrong) => {
  const { rows } = await db.pool.query<{ id: string; currency: string; timezone: string }>(
    `SELECT p.id, p.currency, p.timezone FROM properties p JOIN places l ON l.id = p.place_id WHERE l.slug = 'london' ORDER BY p.id LIMIT 1`,
  );
  const [house] = rows;
  if (house === undefined) throw new Error('nothing in London');
  await db.pool.query(`UPDATE properties SET revision = revision + 1, ${wrong} WHERE id = $1`, [house.id]);
  try {
    const stay = { arrival: dayOf(NIGHT), departure: dayOf(NIGHT + 2), adults: '1', limit: '100' };
    const query = contract.query.parse({ box: '-11,35,5,60', ...stay });
    await hotelIndex(db).renew(testCtx(db));
    const { data } = await searchHotels(testCtx(db), query);
    expect(data.length).toBeGreaterThan(5);
    expect(data.map(({ propertyId }) => propertyId)).not.toContain(house.id);
  } finally {
    await db.pool.query('UPDATE properties SET revision = revision + 1, currency = $2, timezone = $3 WHERE id = $1', [
      house.id,
      house.currency,
      house.timezone,
    ]);
  }
});

test('has what was taken before it was loaded, and what is taken afterwards within a second', async () => {
  const [type] = typesIn(await loaded(), 'paris');
  if (type === undefined) throw new Error('nothing in Paris');
  await take([type]);
  const index = await loaded();
  const same = typesIn(index, 'paris').find(({ id }) => id === type.id);
  if (same === undefined) throw new Error('gone');
  expect(index.free(same, NIGHT)).toBe(type.capacity - 1);
  expect(index.free(same, NIGHT + 1)).toBe(type.capacity);
  await take([type]);
  await expect
    .poll(
      async () => {
        await index.fresh(testCtx(db));
        return index.free(same, NIGHT);
      },
      { timeout: 3_000, interval: 50 },
    )
    .toBe(type.capacity - 2);
});

test('reads all again when more has moved than it follows', async () => {
  const index = await loaded(new HotelIndex(new Movements(3)));
  const types = typesIn(index, 'london').slice(0, 6);
  expect(types.length).toBe(6);
  await take(types);
  await index.renew(testCtx(db));
  for (const type of types) expect(index.free(type, NIGHT)).toBe(type.capacity - 1);
});

test('reads the next time what it could not, because the database went away in between', async () => {
  const index = await loaded();
  // Where loading took long it is refreshed behind the back of whoever asked; that has ended then.
  await index.renew(testCtx(db));
  const [type] = typesIn(index, 'tokyo');
  if (type === undefined) throw new Error('nothing in Tokyo');
  await take([type]);
  const failing: Db = {
    ...db,
    get prisma() {
      return db.prisma;
    },
    pool: new Proxy(db.pool, {
      get(pool, key) {
        const member: unknown = Reflect.get(pool, key, pool);
        if (key !== 'query' || typeof member !== 'function') return member;
        return (query: { readonly name?: string }, ...rest: unknown[]): unknown =>
          query.name === 'hotel_index_counters_of'
            ? Promise.reject(new Error('the connection was lost'))
            : Reflect.apply(member, pool, [query, ...rest]);
      },
    }),
  };
  await expect(index.renew({ ...testCtx(db), db: failing })).rejects.toThrow('the connection was lost');
  expect(index.free(type, NIGHT)).toBe(type.capacity);
  await index.renew(testCtx(db));
  expect(index.free(type, NIGHT)).toBe(type.capacity - 1);
});

test('knows a place that is new when somebody asks for it', async () => {
  const index = await loaded();
  await db.pool.query(
    `INSERT INTO places (id, slug, name, country, country_name, timezone, lat, lon, population, search_text) SELECT new_id(), 'newtown', 'Newtown', 'GB', 'United Kingdom', 'Europe/London', 52.5, -3.3, 11000, 'newtown'`,
  );
  expect(index.places.has('newtown')).toBe(false);
  await expect.poll(() => index.seek(testCtx(db), 'newtown'), { timeout: 5_000 }).toMatchObject({ name: 'Newtown' });
});

test('leaves out a property whose rules nobody can read, and says so', async () => {
  const before = await loaded();
  const [property] = before.of(before.places.get('rome') ?? fail());
  if (property === undefined) throw new Error('nothing in Rome');
  await db.pool.query(`UPDATE properties SET taxes = '[{"kind": "on_air"}]', revision = revision + 1 WHERE id = $1`, [
    property.id,
  ]);
  const said: unknown[] = [];
  const ctx = testCtx(db);
  const log = Object.create(ctx.log, { error: { value: (what: unknown) => said.push(what) } }) as typeof ctx.log;
  await before.renew({ ...ctx, log });
  expect(said).toEqual([{ propertyId: property.id }]);
  expect(before.size).toBe(699);
});

function fail(): never {
  throw new Error('no such place');
}
