import { loadShows } from '@docket/domain/catalog/load/load-shows';
import { postgresShowSearch } from '@docket/domain/catalog/show/search';
import { countSeats } from '@docket/domain/catalog/show/taken-seats';
import { createInstallation, type Installation } from '@docket/testing/installation';
import { testCtx } from '@docket/testing/builders';
import { cloneTemplate } from '@docket/testing/postgres';
import { machine, printTable } from '../lib/report.ts';
import { ms, quantile } from '../lib/stats.ts';
import { startPostgresForBench } from '../lib/postgres.ts';

const SHOWS = 50_000;
const SEATS = 200;
/** Of the shows, one in so many has sold `SOLD` seats: what is free has to be counted there. */
const SOLD_EVERY = 4;
const SOLD = 80;
const REQUESTS = 4_000;
const SAME_TIME = 8;

type Search = { readonly label: string; readonly query: Readonly<Record<string, string>> };

/** What people type, one after another so that no two in a second are the same: cities, days, words whole, begun and misspelt. */
function searches(days: readonly string[], cities: readonly string[]): Search[] {
  const words = [
    'orchard',
    'lighthouse',
    'monsoon',
    'cartographer',
    'symphony',
    'detective',
    'carnival',
    'meridian',
    'silent',
    'golden',
    'velvet',
    'borrowed',
  ];
  const at = (list: readonly string[], n: number): string => list[n % list.length] ?? '';
  return Array.from({ length: REQUESTS }, (_, n): Search => {
    const [city, date, word] = [at(cities, n * 7), at(days, n * 3), at(words, n)];
    const limit = String(10 + (Math.floor(n / 6) % 11));
    switch (n % 6) {
      case 0:
        return { label: 'city and day', query: { city, date, limit } };
      case 1:
        return { label: 'city, day, words', query: { city, date, q: word, limit } };
      case 2:
        return { label: 'misspelt words, city', query: { city, q: word.slice(0, 3) + word.slice(4), limit } };
      case 3:
        return { label: 'begun word', query: { q: word.slice(0, 2 + (n % 3)), limit } };
      case 4:
        return { label: 'two words, day', query: { q: `the ${word}`, date, limit } };
      default:
        return { label: 'a city, everything', query: { city, limit } };
    }
  });
}

/** Milliseconds of each, with so many under way at a time. */
async function timed<T extends object>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: SAME_TIME }, async () => {
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

async function fill(installation: Installation): Promise<{ cities: Map<string, string>; days: string[] }> {
  const { pool } = installation.db;
  const started = performance.now();
  await loadShows(testCtx(installation.db), { shows: SHOWS, seats: SEATS });
  const seconds = (performance.now() - started) / 1_000;
  const client = await pool.connect();
  await client.query('SET statement_timeout = 0');
  await client.query(
    `INSERT INTO pool_seats (pool_id, seat, state, hold_id, version)
     SELECT p.id, s, 'SOLD', p.id, 1 FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM reservation_pools) p, generate_series(1, $1::int) s WHERE p.n % $2 = 0`,
    [SOLD, SOLD_EVERY],
  );
  await client.query('VACUUM ANALYZE pool_seats, shows, show_zones, titles');
  client.release(true);
  console.log(
    `Loaded ${SHOWS} shows of ${SEATS} seats in ${seconds.toFixed(1)} s; ${SOLD} seats sold in every ${SOLD_EVERY}th.\n`,
  );
  const { rows: cities } = await pool.query<{ slug: string; id: string }>('SELECT slug, id FROM cities');
  const { rows: days } = await pool.query<{ day: string }>(
    `SELECT DISTINCT to_char(local_date, 'YYYY-MM-DD') AS day FROM shows ORDER BY 1`,
  );
  return { cities: new Map(cities.map(({ slug, id }) => [slug, id])), days: days.map(({ day }) => day) };
}

/** A search through HTTP against the bare SQL of the same statements in the same run. */
export async function run(): Promise<void> {
  console.log(
    `Method: ${REQUESTS} searches of six kinds in turn, ${SAME_TIME} at a time, over ${SHOWS} shows of ${SEATS} seats: GET /shows of one api process, then`,
  );
  console.log(
    'the SQL of each of them straight to the same Postgres, as many at a time, with the taken seats of all its shows counted anew; the api counts a show once',
  );
  console.log(
    'a second, however many searches find it. Pages of a second ago are not reused: no two searches are alike.',
  );
  console.log(`Machine: ${machine()}, shared by generator, api and Postgres\n`);
  const postgres = await startPostgresForBench();
  try {
    const installation = await createInstallation(await cloneTemplate(postgres));
    try {
      const { cities, days } = await fill(installation);
      const all = searches(days, [...cities.keys()]);
      const api = await installation.start('api', { LOG_LEVEL: 'warn', NODE_ENV: 'production', DISABLE_THROTTLE: '1' });
      const get = async ({ query }: Search): Promise<void> => {
        const response = await fetch(`${api.url}/shows?${new URLSearchParams(query).toString()}`);
        if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
        await response.arrayBuffer();
      };
      const search = postgresShowSearch(installation.db);
      const bare = async ({ query }: Search): Promise<void> => {
        const { city, limit, ...rest } = query;
        const page = await search({ ...rest, cityId: cities.get(city ?? ''), limit: Number(limit), now: new Date() });
        await countSeats(
          installation.db,
          page.data.flatMap(({ shows }) => shows.map(({ showId }) => showId)),
        );
      };
      await timed(all.slice(0, 300), get);
      await timed(all.slice(0, 300), bare);
      const [http, sql] = [await timed(all, get), await timed(all, bare)];
      const rows = [['search', 'HTTP p50', 'HTTP p99', 'SQL p50', 'SQL p99', 'SQL share of p50']];
      for (const label of ['all', ...new Set(all.slice(0, 6).map((each) => each.label))]) {
        const of = (times: readonly number[]): number[] =>
          times.filter((_, at) => label === 'all' || all[at]?.label === label);
        const [h, s] = [of(http), of(sql)];
        const share = (quantile(s, 0.5) / quantile(h, 0.5)).toFixed(2);
        rows.push([
          label,
          ms(quantile(h, 0.5)),
          ms(quantile(h, 0.99)),
          ms(quantile(s, 0.5)),
          ms(quantile(s, 0.99)),
          share,
        ]);
      }
      printTable(rows);
    } finally {
      await installation.dispose();
    }
  } finally {
    await postgres.stop();
  }
}
