import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TIMES_PER_TITLE } from '@docket/contracts/http/show';
import type { Db } from '@docket/db/client';
import { closeDb, openDb, testCtx } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { waitFor } from '@docket/testing/wait';
import { loadShows } from '../load/load-shows.ts';
import { postgresShowSearch, type FoundTitle, type ShowQuery } from './search.ts';
import { takenSeats } from './taken-seats.ts';

let db: Db;
let drop: () => Promise<void>;
let cities: string[];
let days: string[];
let titles: { id: string; slug: string }[];
let venues: string[];
const now = new Date(Date.now() + 36 * 3_600_000);

beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url);
  drop = () => database.drop();
  await loadShows(testCtx(db), { shows: 900, seats: 40, titles: 60, cities: 3, days: 6 });
  // Names beyond ASCII, some that are like others, and titles that are not on.
  await db.pool.query(
    `UPDATE titles t SET name = n.name, language = n.language
       FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM titles) o
       JOIN unnest($1::text[], $2::text[]) WITH ORDINALITY AS n(name, language, n) ON n.n = o.n WHERE t.id = o.id`,
    [
      [
        'The Café at Midnight',
        'Die Übergänge',
        'मानसून गणित',
        'Monsoon',
        'Monsoon Wedding Planner',
        "O'Hara & the Orchard",
      ],
      ['French', 'German', 'Hindi', null, 'Hindi', 'English'],
    ],
  );
  await db.pool.query(
    `UPDATE shows s SET status = 'CANCELLED' FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM shows) o WHERE o.id = s.id AND o.n % 4 = 0`,
  );
  await db.pool.query(
    `UPDATE shows SET status = 'CANCELLED' WHERE title_id IN (SELECT id FROM titles ORDER BY id DESC LIMIT 5)`,
  );
  const column = async (sql: string): Promise<string[]> =>
    (await db.pool.query<{ value: string }>(sql)).rows.map(({ value }) => value);
  cities = await column('SELECT id AS value FROM cities ORDER BY 1');
  days = await column(`SELECT DISTINCT to_char(local_date, 'YYYY-MM-DD') AS value FROM shows ORDER BY 1`);
  venues = await column('SELECT slug AS value FROM venues ORDER BY 1');
  titles = (await db.pool.query<{ id: string; slug: string }>('SELECT id, slug FROM titles ORDER BY id')).rows;
});
afterAll(async () => {
  await closeDb(db);
  await drop();
});

type Filter = Omit<ShowQuery, 'cursor' | 'limit' | 'now'>;

/** What a search is to find, said as plainly as SQL can: every title and every show is looked at. */
async function plainly({ q, cityId, date, title, venue, kind }: Filter): Promise<[string, string[]][]> {
  const words = q?.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean) ?? [];
  const { rows } = await db.pool.query<{ title: string; show: string }>(
    `WITH asked AS (
       SELECT array_agg(fold_text(w.word) ORDER BY w.n) AS words,
              to_tsquery('simple', string_agg(quote_literal(fold_text(w.word)) || ':*', ' & ' ORDER BY w.n)) AS begun
         FROM unnest($1::text[]) WITH ORDINALITY AS w(word, n))
     SELECT t.id AS title, s.id AS show
       FROM asked a CROSS JOIN titles t JOIN shows s ON s.title_id = t.id JOIN halls h ON h.id = s.hall_id JOIN venues v ON v.id = h.venue_id
      WHERE s.status = 'ON_SALE' AND s.starts_at > $2
        AND NOT EXISTS (SELECT FROM unnest(a.words) w WHERE NOT (t.search_vector @@ to_tsquery('simple', quote_literal(w) || ':*') OR word_similarity(w, t.search_text) >= 0.4))
        AND ($3::uuid IS NULL OR s.city_id = $3) AND ($4::date IS NULL OR s.local_date = $4)
        AND ($5::text IS NULL OR t.slug = $5 OR t.id::text = $5) AND ($6::text IS NULL OR v.slug = $6) AND ($7::text IS NULL OR t.kind = $7)
      ORDER BY ts_rank(t.search_vector, a.begun)::float8 + word_similarity(array_to_string(a.words, ' '), t.search_text)::float8 DESC,
               CASE WHEN a.words IS NULL THEN t.name END, CASE WHEN a.words IS NULL THEN t.id END, t.id DESC, s.starts_at, s.id`,
    [words, now, cityId ?? null, date ?? null, title ?? null, venue ?? null, kind ?? null],
  );
  const found = Map.groupBy(rows, (row) => row.title);
  return [...found].map(([id, shows]) => [id, shows.map(({ show }) => show)]);
}

/** All pages of a search. */
async function searched(filter: Filter, limit: number): Promise<FoundTitle[]> {
  const all: FoundTitle[] = [];
  let cursor: string | undefined;
  do {
    const page = await postgresShowSearch(db)({ ...filter, limit, cursor, now });
    all.push(...page.data);
    cursor = page.meta.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

const WORDS =
  'orchard lighthouse monsoon cartographer borrowed wandering the café CAFÉ midnight übergänge मानसून गणित hindi thriller o hara planner wedding golden 2 zzz ½';

/** A word whole, begun, or with a letter missing or wrong. */
const typed = fc
  .tuple(fc.constantFrom(...WORDS.split(' ')), fc.constantFrom('whole', 'begun', 'missing', 'wrong'), fc.nat(11))
  .map(([word, how, at]) => {
    if (how === 'begun') return word.slice(0, at + 1);
    if (how === 'missing') return word.slice(0, at) + word.slice(at + 1);
    return how === 'wrong' ? `${word.slice(0, at)}x${word.slice(at + 1)}` : word;
  });

describe('the search of shows', () => {
  it('finds what every title and every show looked at one by one would, in that order, on pages of any size', async () => {
    const seldom = <T>(values: readonly T[], weight = 1): fc.Arbitrary<T | undefined> =>
      fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight, arbitrary: fc.constantFrom(...values) });
    const query = fc.record({
      q: fc.array(typed, { maxLength: 3 }).map((words) => (words.length === 0 ? undefined : words.join(' '))),
      cityId: seldom(cities, 4),
      date: seldom(days, 4),
      title: seldom(titles.flatMap(({ id, slug }) => [id, slug])),
      venue: seldom(venues),
      kind: seldom(['movie', 'event'] as const),
    });
    let found = 0;
    await fc.assert(
      fc.asyncProperty(query, fc.constantFrom(1, 7, 20, 100), async (filter, limit) => {
        const [expected, pages] = [await plainly(filter), await searched(filter, limit)];
        const times =
          filter.date !== undefined || filter.title !== undefined ? TIMES_PER_TITLE.chosen : TIMES_PER_TITLE.browsing;
        expect(pages.map(({ title, shows, more }) => [title.titleId, shows.map(({ showId }) => showId), more])).toEqual(
          expected.map(([id, shows]) => [id, shows.slice(0, times), shows.length > times]),
        );
        found += pages.length;
      }),
      { numRuns: 150, interruptAfterTimeLimit: 20_000 },
    );
    expect(found).toBeGreaterThan(100);
  });
});

describe('the seats taken of the shows of a search', () => {
  const take = (showId: string, seat: number, held: string | null): Promise<unknown> =>
    db.pool.query(
      `INSERT INTO pool_seats (pool_id, seat, state, hold_id, held_until, version) VALUES ($1, $2, $3, $1, now() + $4::interval, 1)`,
      [showId, seat, held === null ? 'SOLD' : 'HELD', held],
    );

  it('are those sold and those held now, as of a second ago at most', async () => {
    const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM shows ORDER BY id LIMIT 3');
    const [a = '', b = '', c = ''] = rows.map(({ id }) => id);
    await take(a, 1, null);
    await take(a, 2, '1 minute');
    await take(a, 3, '-1 minute');
    await take(b, 1, '1 minute');
    const [two, all] = await Promise.all([takenSeats(db, [b, a]), takenSeats(db, [a, b, c])]);
    expect([...two]).toEqual([
      [b, { taken: 1, kept: 0 }],
      [a, { taken: 2, kept: 0 }],
    ]);
    expect([...all]).toEqual([
      [a, { taken: 2, kept: 0 }],
      [b, { taken: 1, kept: 0 }],
      [c, { taken: 0, kept: 0 }],
    ]);
    await take(c, 7, null);
    await waitFor('counted again', async () => (await takenSeats(db, [c])).get(c)?.taken === 1, { timeoutMs: 3_000 });
  });

  it('are counted anew when counting failed', async () => {
    const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM shows ORDER BY id DESC LIMIT 1');
    const showId = rows[0]?.id ?? '';
    await take(showId, 1, null);
    await expect(takenSeats(db, [showId, 'no id'])).rejects.toThrow('uuid');
    expect([...(await takenSeats(db, [showId]))]).toEqual([[showId, { taken: 1, kept: 0 }]]);
  });
});
