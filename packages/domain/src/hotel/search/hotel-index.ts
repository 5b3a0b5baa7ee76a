import { prepare } from '@docket/db/statement';
import { dayNumber } from '@docket/stay/day';
import { perDb } from '../../spine/ttl-cache.ts';
import { Grid } from './grid.ts';
import type { IndexedPlace, IndexedProperty, IndexedType } from './indexed.ts';
import { KeptFresh, type Reader } from '../../reservation/kept-fresh.ts';
import type { Movements } from '../../reservation/movements.ts';
import { NightStore } from './night-store.ts';
import { PropertyReader } from './read-properties.ts';

const countersStatement = prepare(
  'hotel_index_counters',
  `SELECT c.pool_id, c.unit, c.free FROM pool_counters c WHERE (c.pool_id, c.unit) > ($1::uuid, $2::int) AND c.unit >= $3 ORDER BY c.pool_id, c.unit LIMIT $4`,
);
const countersOfStatement = prepare(
  'hotel_index_counters_of',
  `SELECT c.pool_id, c.unit, c.free FROM pool_counters c WHERE c.pool_id = ANY ($1::uuid[]) AND c.unit >= $2`,
);
const digestStatement = prepare(
  'hotel_index_digest',
  `SELECT concat_ws(' ', count(*), sum(p.revision), count(*) FILTER (WHERE p.status = 'OPEN'), max(p.created_at)) AS digest FROM properties p`,
).rows<{ digest: string }>();
const revisionsStatement = prepare(
  'hotel_index_revisions',
  `SELECT p.id, p.revision FROM properties p WHERE p.status = 'OPEN'`,
);

const NIL = '00000000-0000-0000-0000-000000000000';
const PROPERTIES_AT_ONCE = 500;
const COUNTERS_AT_ONCE = 20_000;
/** Nights that have begun somewhere already. */
const NIGHTS_BEFORE = 2;

/**
 * What there is to be had, in memory: every open property with what it is sold by, and the nights in which rooms are taken. The counters stay the truth: what this shows
 * is a second old at most, and whoever holds a room asks them. It is kept fresh by whoever searches, so an installation that nobody searches pays nothing.
 */
export class HotelIndex {
  readonly places = new Map<string, IndexedPlace>();
  readonly grid = new Grid<IndexedProperty>();
  readonly #placesById = new Map<string, IndexedPlace>();
  readonly #byPlace = new Map<string, Set<IndexedProperty>>();
  readonly #byId = new Map<string, IndexedProperty>();
  readonly #byType = new Map<string, { readonly property: IndexedProperty; readonly type: IndexedType }>();
  readonly #fresh: KeptFresh;
  readonly #nights = new NightStore(0);
  readonly #reader = new PropertyReader();
  #versions = 0;
  #digest = '';

  /** @param movements how what is taken and given back is followed */
  constructor(movements?: Movements) {
    this.#fresh = new KeptFresh(
      {
        name: 'the index of hotels',
        load: (ctx) => this.#load(ctx),
        look: (ctx) => this.#readRevisions(ctx),
        readAll: (ctx) => this.#readCounters(ctx, this.#nights.from),
        readPools: (ctx, ids) => this.#readCountersOf(ctx, ids),
        has: (poolId) => this.#byType.has(poolId),
      },
      movements,
    );
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Properties of a place, in no order. */
  of(place: IndexedPlace): ReadonlySet<IndexedProperty> {
    return this.#byPlace.get(place.id) ?? new Set();
  }

  /** Rooms of a type that are left in a night. */
  free(type: IndexedType, night: number): number {
    if (type.slot >= 0) {
      const known = this.#nights.free(type.slot, night);
      if (known >= 0) return known;
    }
    return night >= type.nightsFrom && night < type.nightsUntil ? type.capacity : 0;
  }

  /** Loads it, the first time, and sees to it that it is not older than a second. Many may ask at once. @throws what the database throws */
  async fresh(ctx: Reader): Promise<void> {
    this.#nights.advance(firstNight(ctx));
    await this.#fresh.fresh(ctx);
  }

  /** As `fresh`, for what has just been changed. */
  async renew(ctx: Reader): Promise<void> {
    this.#nights.advance(firstNight(ctx));
    await this.#fresh.renew(ctx);
  }

  /** For a place that is not there: it may have come just now. Looks once a second at most. */
  async seek(ctx: Reader, slug: string): Promise<IndexedPlace | undefined> {
    if (!this.places.has(slug)) await this.#fresh.seek(ctx);
    return this.places.get(slug);
  }

  async #load(ctx: Reader): Promise<void> {
    const started = performance.now();
    const { from } = this.#nights;
    await this.#readPlaces(ctx);
    this.#digest = await readDigest(ctx);
    for (let last: string | undefined = NIL; last !== undefined;) {
      const ids: string[] = await this.#reader.idsAfter(ctx, last, PROPERTIES_AT_ONCE);
      await this.#put(await this.#reader.read(ctx, ids, this.#placesById, from));
      last = ids.length < PROPERTIES_AT_ONCE ? undefined : ids.at(-1);
    }
    await this.#readCounters(ctx, from);
    if (this.size > 0)
      ctx.log.info(
        { properties: this.size, ms: Math.round(performance.now() - started) },
        'the index of hotels is loaded',
      );
  }

  async #readPlaces(ctx: Reader): Promise<void> {
    for (const place of await this.#reader.places(ctx)) {
      if (this.#placesById.has(place.id)) continue;
      this.places.set(place.slug, place);
      this.#placesById.set(place.id, place);
    }
  }

  /** Properties that are new, changed or closed. */
  async #readRevisions(ctx: Reader): Promise<void> {
    await this.#readPlaces(ctx);
    const digest = await readDigest(ctx);
    if (digest === this.#digest) return;
    const revisions = new Map((await revisionsStatement(ctx.db.pool, [])).map((row) => [row.id, row.revision]));
    for (const property of this.#byId.values()) if (!revisions.has(property.id)) this.#remove(property);
    const changed = [...revisions]
      .filter(([id, revision]) => this.#byId.get(id)?.revision !== revision)
      .map(([id]) => id);
    for (let at = 0; at < changed.length; at += PROPERTIES_AT_ONCE) {
      const ids = changed.slice(at, at + PROPERTIES_AT_ONCE);
      const read = await this.#reader.read(ctx, ids, this.#placesById, this.#nights.from);
      // Those that cannot be read any more are not sold as they were.
      const sound = new Set(read.map(({ id }) => id));
      for (const id of ids) {
        const before = this.#byId.get(id);
        if (before !== undefined && !sound.has(id)) this.#remove(before);
      }
      await this.#put(read);
      await this.#readCountersOf(
        ctx,
        read.flatMap(({ types }) => types.map(({ id }) => id)),
      );
    }
    this.#digest = digest;
  }

  async #readCounters(ctx: Reader, from: number): Promise<void> {
    for (let last: readonly [string, number] | undefined = [NIL, 0]; last !== undefined;) {
      const rows: readonly CounterRow[] = await countersStatement(ctx.db.pool, [
        last[0],
        last[1],
        from,
        COUNTERS_AT_ONCE,
      ]);
      this.#setCounters(rows);
      const end = rows.at(-1);
      last = rows.length < COUNTERS_AT_ONCE || end === undefined ? undefined : [end.pool_id, end.unit];
    }
  }

  async #readCountersOf(ctx: Reader, types: readonly string[]): Promise<void> {
    if (types.length > 0) this.#setCounters(await countersOfStatement(ctx.db.pool, [types, this.#nights.from]));
  }

  #setCounters(rows: readonly CounterRow[]): void {
    for (const { pool_id, unit, free } of rows) {
      const found = this.#byType.get(pool_id);
      if (found === undefined) continue;
      const { property, type } = found;
      if (type.slot < 0) type.slot = this.#nights.claim();
      if (this.#nights.free(type.slot, unit) === free) continue;
      this.#nights.set(type.slot, unit, free);
      property.version = ++this.#versions;
    }
  }

  /** Waits for the next turn of the event loop first: a world is read while requests are answered. */
  async #put(properties: readonly IndexedProperty[]): Promise<void> {
    await new Promise(setImmediate);
    for (const property of properties) {
      const before = this.#byId.get(property.id);
      if (before !== undefined) this.#remove(before);
      property.version = ++this.#versions;
      this.#byId.set(property.id, property);
      this.grid.add(property);
      const there = this.#byPlace.get(property.place.id);
      if (there === undefined) this.#byPlace.set(property.place.id, new Set([property]));
      else there.add(property);
      for (const type of property.types) {
        // Its nights are those of the one before.
        type.slot = before?.types.find(({ id }) => id === type.id)?.slot ?? -1;
        this.#byType.set(type.id, { property, type });
      }
    }
  }

  #remove(property: IndexedProperty): void {
    this.#byId.delete(property.id);
    this.grid.delete(property);
    this.#byPlace.get(property.place.id)?.delete(property);
    for (const { id } of property.types) this.#byType.delete(id);
  }
}

type CounterRow = { readonly pool_id: string; readonly unit: number; readonly free: number };

async function readDigest({ db }: Pick<Reader, 'db'>): Promise<string> {
  const [row] = await digestStatement(db.pool, []);
  return row?.digest ?? '';
}

function firstNight({ clock }: Pick<Reader, 'clock'>): number {
  return dayNumber(clock.now().toISOString().slice(0, 10)) - NIGHTS_BEFORE;
}

/** The index of a database, one in a process; empty until it is first asked to be fresh. */
export const hotelIndex = perDb(() => new HotelIndex());
