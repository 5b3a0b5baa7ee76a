import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { searchHotels as contract } from '@docket/contracts/http/hotel';
import type { RouteResponse } from '@docket/contracts/http/route';
import { loadWorld } from '@docket/domain/hotel/load/load-world';
import { searchHotels } from '@docket/domain/hotel/search/search-hotels';
import { hold } from '@docket/domain/reservation/hold';
import type { SubjectKind } from '@docket/domain/reservation/subject';
import { newId } from '@docket/runtime/id';
import { dayNumber, dayOf } from '@docket/stay/day';
import { testCtx } from '@docket/testing/builders';
import type { Installation } from '@docket/testing/installation';
import { CITIES } from '@docket/world/cities';
import { memoryOf } from '../lib/processes.ts';
import { machine, printTable } from '../lib/report.ts';
import { withInstallation } from '../lib/stack.ts';
import { ms, quantile } from '../lib/stats.ts';

const PROPERTIES = 50_000;
const REQUESTS = 4_000;
const SAME_TIME = 8;
/** Of the room types, one in so many has bookings in each of the next `BOOKED_NIGHTS` nights, and some of these are full. */
const BOOKED_EVERY = 8;
const BOOKED_NIGHTS = 60;
/** Budget for p99, milliseconds. */
const BUDGET_MS = 200;
const HOLDS = 4_000;

type Query = Readonly<Record<string, string>>;
type Search = { readonly label: string; readonly query: Query };

const TODAY = dayNumber(new Date().toISOString().slice(0, 10));

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What people ask for: a city over a weekend or a holiday, near a point, on a map, with filters; every second asks on, for another page or order of what was found. */
function searches(count: number): Search[] {
  const random = numbers(7);
  // The larger a city, the more often it is asked for.
  const byWeight = CITIES.flatMap((city) =>
    Array.from({ length: Math.ceil(Math.sqrt(city.population / 100_000)) }, () => city),
  );
  const all: Search[] = [];
  while (all.length < count) {
    const city = byWeight[random(byWeight.length)];
    if (city === undefined) break;
    const arrival = TODAY + 3 + random(200);
    const nights = [1, 2, 2, 3, 4, 7, 14][random(7)] ?? 2;
    const stay: Query = {
      arrival: dayOf(arrival),
      departure: dayOf(arrival + nights),
      adults: String([1, 2, 2, 2, 3, 4][random(6)] ?? 2),
      ...(random(4) === 0 ? { children: ['4', '7,11', '2,9,15'][random(3)] ?? '4', rooms: '2', adults: '4' } : {}),
    };
    const place: Query = { place: city.slug, ...stay };
    const box = `${city.lon - 0.12},${city.lat - 0.08},${city.lon + 0.12},${city.lat + 0.08}`;
    const kinds: readonly Search[] = [
      { label: 'a city', query: place },
      {
        label: 'a city, filters',
        query: { ...place, stars: '3,4', amenities: 'wifi,air_conditioning', freeCancellation: 'true', sort: 'price' },
      },
      {
        label: 'around a point',
        query: {
          lat: String(city.lat + 0.01),
          lon: String(city.lon - 0.01),
          radiusKm: '10',
          sort: 'distance',
          ...stay,
        },
      },
      { label: 'on a map', query: { box, limit: '100', ...stay } },
      {
        label: 'breakfast, dearest out',
        query: { ...place, boards: 'breakfast', maxTotal: '100000000', kinds: 'hotel,guesthouse' },
      },
    ];
    const asked = kinds[random(kinds.length)];
    if (asked === undefined) break;
    all.push(asked);
    all.push({ label: 'the same, next page', query: { ...asked.query, offset: '20', limit: '20' } });
  }
  return all;
}

/** Milliseconds of each, with so many under way at a time. */
async function timed<T extends object>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let at = next++; at < items.length; at = next++) {
        const item = items[at];
        if (item === undefined) return;
        const started = performance.now();
        await work(item);
        times[at] = performance.now() - started;
      }
    }),
  );
  return times;
}

async function fill({ db }: Installation, properties: number): Promise<void> {
  const started = performance.now();
  await loadWorld(testCtx(db), { seed: 'bench', properties });
  console.log(`Loaded ${properties} properties in ${((performance.now() - started) / 1_000).toFixed(1)} s.`);
  const client = await db.pool.connect();
  try {
    await client.query('SET statement_timeout = 0');
    // From empty to full, and in every twelfth night nothing is left.
    const { rowCount } = await client.query(
      `INSERT INTO pool_counters (pool_id, unit, capacity, free, sold)
       SELECT k.id, $1::int + n, k.unit_capacity, f.free, k.unit_capacity - f.free
         FROM (SELECT k.*, row_number() OVER (ORDER BY k.id) AS at FROM reservation_pools k WHERE k.unit_capacity IS NOT NULL) k, generate_series(0, $2::int - 1) n,
              LATERAL (SELECT CASE WHEN (k.at + n) % 12 = 0 THEN 0 ELSE (k.at * 7 + n * 3) % (k.unit_capacity + 1) END::int AS free) f
        WHERE k.at % $3::int = 0`,
      [TODAY, BOOKED_NIGHTS, BOOKED_EVERY],
    );
    await client.query('VACUUM ANALYZE pool_counters, properties, room_types, rate_plans');
    console.log(`${rowCount ?? 0} nights of room types have bookings.\n`);
  } finally {
    client.release(true);
  }
}

/** A server that does nothing but to send as many bytes as it is asked to: what HTTP itself takes here. */
async function bareServer(): Promise<{ readonly url: string; readonly stop: () => void }> {
  const server = createServer((request, response) => {
    const size = Number(request.url?.slice(1) ?? 0);
    response.setHeader('content-type', 'application/json');
    response.end(Buffer.alloc(size, 32));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on TCP, so it has such an address.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => void server.close() };
}

type Answer = RouteResponse<typeof contract>;

async function ask(url: string, query: Query): Promise<string> {
  const response = await fetch(`${url}/hotels/search?${new URLSearchParams(query).toString()}`);
  const body = await response.text();
  if (response.status !== 200) throw new Error(`${response.status}: ${body}`);
  return body;
}

/** Buyers who search the same few stays and at once take a room of one of the first hits: how many find that it is gone? */
async function staleOffers(
  { db }: Installation,
  url: string,
  holds: number,
): Promise<{ readonly stale: number; readonly held: number; readonly none: number }> {
  const random = numbers(11);
  const stays = CITIES.slice(0, 40).map((city, at) => ({ place: city.slug, arrival: TODAY + 150 + (at % 5) }));
  const types = new Map<string, string>();
  let [stale, held, none, tried] = [0, 0, 0, 0];
  const buyer = async (): Promise<void> => {
    while (tried < holds) {
      tried += 1;
      const stay = stays[random(stays.length)];
      if (stay === undefined) return;
      const body = await ask(url, {
        place: stay.place,
        arrival: dayOf(stay.arrival),
        departure: dayOf(stay.arrival + 2),
        sort: 'price',
        limit: '10',
      });
      const { data } = JSON.parse(body) as Answer;
      const hit = data[random(data.length)];
      if (hit === undefined) {
        none += 1;
        continue;
      }
      const { planId, left } = hit.offer;
      let poolId = types.get(planId);
      if (poolId === undefined) {
        const { rows } = await db.pool.query<{ id: string }>(
          'SELECT room_type_id AS id FROM rate_plans WHERE id = $1',
          [planId],
        );
        poolId = rows[0]?.id ?? '';
        types.set(planId, poolId);
      }
      // All that is said to be left, so that the next who was told the same comes too late.
      const wanted = { units: [stay.arrival, stay.arrival + 1], quantity: left };
      const [result] = await hold(db.pool, [
        {
          poolId,
          ownerId: newId(),
          wanted,
          perOwner: null,
          seconds: 3_600,
          subject: { kind: 'bench' as SubjectKind, id: newId() },
        },
      ]);
      if (result?.outcome === 'held') held += 1;
      else stale += 1;
    }
  };
  await Promise.all(Array.from({ length: SAME_TIME }, buyer));
  return { stale, held, none };
}

/** Searches of hotels through HTTP, beside the same search without it and a bare server that sends as many bytes. */
export async function run({ share }: { readonly share: number }): Promise<void> {
  // All properties down to a tenth of the size: it is they who make a search long.
  const properties = Math.round(PROPERTIES * Math.min(1, share * 10));
  const [requests, holds] = [Math.max(100, Math.round(REQUESTS * share)), Math.max(100, Math.round(HOLDS * share))];
  console.log(
    `Method: ${requests} searches of ${properties} properties, ${SAME_TIME} at a time, of one api process: five kinds by chance, each followed by its next page.`,
  );
  console.log(
    'Beside them the verb alone, called one after another in a process of its own with an index of its own, and a bare HTTP server that sends as many bytes.',
  );
  console.log(
    `Then ${holds} times: a search of one of 40 stays, and at once a hold of all rooms that one of its first ten hits says are left, ${SAME_TIME} at a time.`,
  );
  console.log(`Machine: ${machine()}, shared by generator, api and Postgres\n`);
  await withInstallation(async (installation) => {
    await fill(installation, properties);
    const api = await installation.start('api', { LOG_LEVEL: 'warn', NODE_ENV: 'production', DISABLE_THROTTLE: '1' });
    const all = searches(requests);
    const first = performance.now();
    await ask(api.url, all[0]?.query ?? {});
    console.log(
      `The first search is answered after ${((performance.now() - first) / 1_000).toFixed(1)} s: until then the index is read.`,
    );
    const pss = await memoryOf(api.pid, 'Pss');
    console.log(`The api has ${Math.round(pss / 2 ** 20)} MiB (PSS).\n`);
    await timed(searches(300), SAME_TIME, ({ query }) => ask(api.url, query));

    const sizes: number[] = [];
    const http = await timed(
      all.map((search, at) => ({ ...search, at })),
      SAME_TIME,
      async ({ query, at }) => {
        sizes[at] = Buffer.byteLength(await ask(api.url, query));
      },
    );
    const server = await bareServer();
    const bare = await timed(
      sizes.map((size) => ({ size })),
      SAME_TIME,
      async ({ size }) => {
        await (await fetch(`${server.url}/${size}`)).arrayBuffer();
      },
    );
    server.stop();
    const ctx = testCtx(installation.db);
    const parsed = all.map(({ query }) => ({ query: contract.query.parse(query) }));
    await timed(parsed.slice(0, 100), 1, ({ query }) => searchHotels(ctx, query));
    const verb = await timed(parsed, 1, ({ query }) => searchHotels(ctx, query));

    const rows = [['search', 'n', 'HTTP p50', 'HTTP p99', 'verb p50', 'verb p99', 'bare HTTP p50', 'bare HTTP p99']];
    const labels = ['all', ...new Set(all.map(({ label }) => label))];
    for (const label of labels) {
      const of = (times: readonly number[]): number[] =>
        times.filter((_, at) => label === 'all' || all[at]?.label === label);
      const [h, v, b] = [of(http), of(verb), of(bare)];
      rows.push([
        label,
        String(h.length),
        ...[h, v, b].flatMap((times) => [ms(quantile(times, 0.5)), ms(quantile(times, 0.99))]),
      ]);
    }
    printTable(rows);
    const p99 = quantile(http, 0.99);
    console.log(`\nBudget: p99 below ${BUDGET_MS} ms: ${p99 < BUDGET_MS ? 'kept' : 'missed'} (${ms(p99)}).`);
    const { stale, held, none } = await staleOffers(installation, api.url, holds);
    console.log(
      `Of ${held + stale} offers that were taken at once, ${stale} were gone: ${((stale / Math.max(1, held + stale)) * 1_000).toFixed(1)} of a thousand, all refused at holding (${none} searches found nothing).`,
    );
  });
}
