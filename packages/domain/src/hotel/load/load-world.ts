import { CITIES } from '@docket/world/cities';
import { placeId, properties, type WorldProperty } from '@docket/world/properties';
import { transaction, type PoolClient } from '@docket/db/client';
import { requireRole, type Ctx } from '../../spine/ctx.ts';

export type LoadWorldInput = {
  /** The same seed gives the same properties. */
  readonly seed: string;
  readonly properties: number;
};

/** Properties a transaction; their rooms and plans are some ten times as many rows. */
const BATCH = 500;

/**
 * Puts the cities of the world and so many invented properties into an installation, with their rooms, plans, and the pools of their nights. What is there already
 * stays as it is, so that a second run, or one with more of them, adds what is missing.
 * @returns how many properties are new
 */
export async function loadWorld(ctx: Ctx, input: LoadWorldInput): Promise<{ readonly properties: number }> {
  requireRole(ctx, 'admin');
  const places = await loadPlaces(ctx, input.seed);
  let added = 0;
  let batch: WorldProperty[] = [];
  const flush = async (): Promise<void> => {
    added += await transaction(ctx.db.pool, (client) => loadProperties(client, places, batch));
    batch = [];
  };
  for (const property of properties(input.seed, input.properties)) {
    batch.push(property);
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  // What was planned for an empty table is wrong for a full one.
  if (added > 0) await ctx.db.pool.query('ANALYZE places, properties, room_types, rate_plans, reservation_pools');
  return { properties: added };
}

/** Every city, as a place. @returns the ids of all places by slug */
async function loadPlaces({ db }: Pick<Ctx, 'db'>, seed: string): Promise<ReadonlyMap<string, string>> {
  await db.pool.query(
    `INSERT INTO places (id, slug, name, region, country, country_name, timezone, lat, lon, population, search_text)
     SELECT r.id, r.slug, r.name, r.region, r.country, r.country_name, r.timezone, r.lat, r.lon, r.population, plain_words(concat_ws(' ', r.name, r.region, r.country_name))
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::float8[], $9::float8[], $10::int[])
            AS r(id, slug, name, region, country, country_name, timezone, lat, lon, population)
     ON CONFLICT DO NOTHING`,
    [
      CITIES.map((city) => placeId(seed, city)),
      CITIES.map(({ slug }) => slug),
      CITIES.map(({ name }) => name),
      CITIES.map(({ region }) => region),
      CITIES.map(({ country }) => country.code),
      CITIES.map(({ country }) => country.name),
      CITIES.map(({ timezone }) => timezone),
      CITIES.map(({ lat }) => lat),
      CITIES.map(({ lon }) => lon),
      CITIES.map(({ population }) => population),
    ],
  );
  const { rows } = await db.pool.query<{ slug: string; id: string }>('SELECT slug, id FROM places');
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}

/** An array of Postgres as text, of words without quotes. */
const words = (list: readonly string[]): string => `{${list.join(',')}}`;

async function loadProperties(
  client: PoolClient,
  places: ReadonlyMap<string, string>,
  batch: readonly WorldProperty[],
): Promise<number> {
  await client.query('SET LOCAL statement_timeout = 0');
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO properties (id, slug, place_id, name, kind, stars, area, address, lat, lon, timezone, currency, description, amenities, check_in_from, check_out_until,
                             child_free_age, taxes)
     SELECT r.id, r.slug, r.place_id, r.name, r.kind, r.stars, r.area, r.address, r.lat, r.lon, r.timezone, r.currency, r.description, r.amenities::text[], r.check_in_from,
            r.check_out_until, r.child_free_age, r.taxes
       FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::float8[], $10::float8[], $11::text[], $12::text[],
                   $13::text[], $14::text[], $15::int[], $16::int[], $17::int[], $18::jsonb[])
            AS r(id, slug, place_id, name, kind, stars, area, address, lat, lon, timezone, currency, description, amenities, check_in_from, check_out_until, child_free_age, taxes)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      batch.map(({ id }) => id),
      batch.map(({ slug }) => slug),
      batch.map(({ city }) => places.get(city.slug)),
      batch.map(({ name }) => name),
      batch.map(({ kind }) => kind),
      batch.map(({ stars }) => stars),
      batch.map(({ area }) => area),
      batch.map(({ address }) => address),
      batch.map(({ lat }) => lat),
      batch.map(({ lon }) => lon),
      batch.map(({ city }) => city.timezone),
      batch.map(({ city }) => city.country.currency),
      batch.map(({ description }) => description),
      batch.map(({ amenities }) => words(amenities)),
      batch.map(({ checkInFrom }) => checkInFrom),
      batch.map(({ checkOutUntil }) => checkOutUntil),
      batch.map(({ childFreeAge }) => childFreeAge),
      batch.map(({ taxes }) => JSON.stringify(taxes)),
    ],
  );
  const added = new Set(rows.map(({ id }) => id));
  await loadRooms(
    client,
    batch.filter(({ id }) => added.has(id)),
  );
  return added.size;
}

async function loadRooms(client: PoolClient, added: readonly WorldProperty[]): Promise<void> {
  const types = added.flatMap(({ id, roomTypes }) =>
    roomTypes.map((type, position) => ({ ...type, propertyId: id, position })),
  );
  await client.query(
    `INSERT INTO room_types (id, property_id, name, beds, size_sqm, max_adults, max_children, max_guests, base_guests, rooms, overbooking, amenities, position)
     SELECT r.id, r.property_id, r.name, r.beds, r.size_sqm, r.max_adults, r.max_children, r.max_guests, r.base_guests, r.rooms, r.overbooking, r.amenities::text[], r.position
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[], $11::int[], $12::text[], $13::int[])
            AS r(id, property_id, name, beds, size_sqm, max_adults, max_children, max_guests, base_guests, rooms, overbooking, amenities, position)`,
    [
      types.map(({ id }) => id),
      types.map(({ propertyId }) => propertyId),
      types.map(({ name }) => name),
      types.map(({ beds }) => beds),
      types.map(({ sizeSqm }) => sizeSqm),
      types.map(({ maxAdults }) => maxAdults),
      types.map(({ maxChildren }) => maxChildren),
      types.map(({ maxGuests }) => maxGuests),
      types.map(({ baseGuests }) => baseGuests),
      types.map(({ rooms }) => rooms),
      types.map(({ overbooking }) => overbooking),
      types.map(({ amenities }) => words(amenities)),
      types.map(({ position }) => position),
    ],
  );
  // A night gets its counter when somebody first wants it.
  await client.query(
    `INSERT INTO reservation_pools (id, kind, unit_capacity) SELECT r.id, 'counters', r.capacity FROM unnest($1::uuid[], $2::int[]) AS r(id, capacity)`,
    [types.map(({ id }) => id), types.map(({ rooms, overbooking }) => rooms + overbooking)],
  );
  const plans = types.flatMap(({ id, plans: ofType }) =>
    ofType.map((plan, position) => ({ ...plan, typeId: id, position })),
  );
  await client.query(
    `INSERT INTO rate_plans (id, room_type_id, name, board, base_minor, rules, restrictions, policy, position)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::jsonb[], $7::jsonb[], $8::jsonb[], $9::int[])`,
    [
      plans.map(({ id }) => id),
      plans.map(({ typeId }) => typeId),
      plans.map(({ name }) => name),
      plans.map(({ board }) => board),
      plans.map(({ baseMinor }) => baseMinor),
      plans.map(({ rules }) => JSON.stringify(rules)),
      plans.map(({ restrictions }) => JSON.stringify(restrictions)),
      plans.map(({ policy }) => JSON.stringify(policy)),
      plans.map(({ position }) => position),
    ],
  );
}
