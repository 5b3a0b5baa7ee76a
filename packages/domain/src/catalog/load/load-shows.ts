import { transaction } from '@docket/db/client';
import { requireRole, type Ctx } from '../../spine/ctx.ts';

export type LoadShowsInput = {
  readonly shows: number;
  /** Of every hall. */
  readonly seats: number;
  readonly titles?: number;
  readonly cities?: number;
  /** From tomorrow on, five shows a day and hall. */
  readonly days?: number;
};

const SHOWS_PER_DAY = 5;
const HALLS_PER_VENUE = 5;
const SEATS_PER_ROW = 20;

const ADJECTIVES =
  'Silent Crimson Hidden Golden Broken Distant Electric Frozen Burning Midnight Paper Velvet Hollow Restless Second Wandering Salted Borrowed Winter Luminous Last Little Northern Secret Twisted';
const NOUNS =
  'Orchard Lighthouse Monsoon Interval Cartographer Kingdom Harbour Symphony Passage Garden Letters Horizon Machine River Detective Carnival Satellite Station Inheritance Tightrope Caravan Echoes Meridian Neighbours Paradox';

/**
 * Fills an installation with made-up cities, venues, halls, titles and shows on sale, for load tests. Set by set in the database;
 * a show's pool is one row, because a seat gets its own only when somebody wants it.
 */
export async function loadShows(
  ctx: Ctx,
  input: LoadShowsInput,
): Promise<{ readonly shows: number; readonly halls: number }> {
  requireRole(ctx, 'admin');
  const { shows, seats, titles = 500, cities = 20, days = 30 } = input;
  const halls = Math.max(1, Math.ceil(shows / (SHOWS_PER_DAY * days)));
  // Two loads into one installation must not get in each other's way.
  const mark = ctx.clock.now().getTime().toString(36);
  await transaction(ctx.db.pool, async (client) => {
    await client.query('SET LOCAL statement_timeout = 0');
    const fill = (text: string, values: unknown[]) => client.query(text, values);
    await fill(
      `CREATE TEMP TABLE load_cities ON COMMIT DROP AS SELECT new_id() AS id, n FROM generate_series(0, $1::int - 1) n`,
      [cities],
    );
    await fill(
      `INSERT INTO cities (id, slug, name, country, timezone)
       SELECT id, 'load-' || $1::text || '-' || n, 'Load city ' || n, 'IN', (ARRAY['Asia/Kolkata', 'Europe/Lisbon', 'America/New_York'])[n % 3 + 1] FROM load_cities`,
      [mark],
    );
    await fill(
      `CREATE TEMP TABLE load_venues ON COMMIT DROP AS
       SELECT new_id() AS id, g.n, c.id AS city_id FROM generate_series(0, $1::int - 1) AS g(n) JOIN load_cities c ON c.n = g.n % $2::int`,
      [Math.ceil(halls / HALLS_PER_VENUE), cities],
    );
    await fill(
      `INSERT INTO venues (id, city_id, slug, name, address)
       SELECT id, city_id, 'load-' || $1::text || '-' || n, 'Load venue ' || n, n || ' Load Street' FROM load_venues`,
      [mark],
    );
    await fill(
      `CREATE TEMP TABLE load_halls ON COMMIT DROP AS
       SELECT new_id() AS id, g.n, v.id AS venue_id, v.city_id FROM generate_series(0, $1::int - 1) AS g(n) JOIN load_venues v ON v.n = g.n / $2::int`,
      [halls, HALLS_PER_VENUE],
    );
    await fill(
      `INSERT INTO halls (id, venue_id, name, plan, capacity) SELECT id, venue_id, 'Screen ' || n % $1::int + 1, '{}', $2 FROM load_halls`,
      [HALLS_PER_VENUE, seats],
    );
    await fill(
      `INSERT INTO hall_seats (hall_id, seat, label, "row", number, "column", zone, x, y)
       SELECT h.id, s, 'R' || (s - 1) / $2::int + 1 || '-' || (s - 1) % $2::int + 1, 'R' || (s - 1) / $2::int + 1, (s - 1) % $2::int + 1, (s - 1) % $2::int + 1,
              CASE WHEN s * 4 > $1::int * 3 THEN 'premium' ELSE 'standard' END, (s - 1) % $2::int, (s - 1) / $2::int
         FROM load_halls h, generate_series(1, $1::int) s`,
      [seats, SEATS_PER_ROW],
    );
    await fill(
      `CREATE TEMP TABLE load_titles ON COMMIT DROP AS SELECT new_id() AS id, n FROM generate_series(0, $1::int - 1) n`,
      [titles],
    );
    await fill(
      `INSERT INTO titles (id, slug, kind, name, language, minutes, description, tags)
       SELECT id, 'load-' || $1::text || '-' || n, CASE WHEN n % 5 = 0 THEN 'event' ELSE 'movie' END,
              concat_ws(' ', 'The', a[n % cardinality(a) + 1], b[n / cardinality(a) % cardinality(b) + 1], nullif(n / (cardinality(a) * cardinality(b)) + 1, 1)),
              (ARRAY['English', 'Hindi', 'Portuguese'])[n % 3 + 1], 90 + n % 60, 'Made up for load tests.', ARRAY[(ARRAY['drama', 'comedy', 'thriller', 'music'])[n % 4 + 1]]
         FROM load_titles, string_to_array($2, ' ') a, string_to_array($3, ' ') b`,
      [mark, ADJECTIVES, NOUNS],
    );
    // Every hall has its five times a day; titles go around so that each is on in every city.
    await fill(
      `CREATE TEMP TABLE load_shows ON COMMIT DROP AS
       SELECT new_id() AS id, h.id AS hall_id, h.city_id, t.id AS title_id,
              ((current_date + 1 + g.n / $1::int / $2::int)::timestamp + (10 + 3 * (g.n / $1::int % $2::int)) * interval '1 hour') AT TIME ZONE c.timezone AS starts_at
         FROM generate_series(0, $3::int - 1) AS g(n)
         JOIN load_halls h ON h.n = g.n % $1::int JOIN cities c ON c.id = h.city_id
         JOIN load_titles t ON t.n = (g.n * 7 + g.n / $1::int) % $4::int`,
      [halls, SHOWS_PER_DAY, shows, titles],
    );
    await fill(
      `INSERT INTO shows (id, title_id, hall_id, city_id, starts_at, ends_at, sale_opens_at, currency)
       SELECT id, title_id, hall_id, city_id, starts_at, starts_at + interval '150 minutes', now(), 'INR' FROM load_shows`,
      [],
    );
    await fill(
      `INSERT INTO show_zones (show_id, zone, price_minor) SELECT s.id, z.zone, z.price FROM load_shows s, (VALUES ('standard', 25000), ('premium', 45000)) AS z(zone, price)`,
      [],
    );
    await fill(`INSERT INTO reservation_pools (id, kind, capacity) SELECT id, 'seats', $1 FROM load_shows`, [seats]);
  });
  // What was planned for an empty table is wrong for a full one.
  await ctx.db.pool.query('ANALYZE cities, venues, halls, hall_seats, titles, shows, show_zones, reservation_pools');
  return { shows, halls };
}
