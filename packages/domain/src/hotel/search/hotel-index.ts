import { prepare } from '@docket/db/statement';
import { dayNumber } from '@docket/stay/day';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb } from '../../spine/ttl-cache.ts';
import { Grid } from './grid.ts';
import type { IndexedPlace, IndexedProperty, IndexedType } from './indexed.ts';
import { Movements } from './movements.ts';
import { NightStore } from './night-store.ts';
import { PropertyReader } from './read-properties.ts';

type Reader = Pick<Ctx, 'db' | 'log' | 'clock'>;

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
/** A search is answered by what was so at most this long ago. */
const FRESH_MS = 1_000;
/** From then on whoever searches has it refreshed, without waiting. */
const RENEW_MS = 100;
/** Properties change seldom, and looking for it reads all of their revisions. */
const REVISIONS_MS = 5_000;
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
  readonly #movements: Movements;
  readonly #nights = new NightStore(0);
  readonly #reader = new PropertyReader();
  /** Types whose nights have moved and were not read since. */
  readonly #missed = new Set<string>();
  #missedAll = false;
  #versions = 0;
  #digest = '';
  #looked = -Infinity;
  #refreshed = -Infinity;
  #loading: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;

  /** @param movements how what is taken and given back is followed */
  constructor(movements = new Movements()) {
    this.#movements = movements;
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
    this.#loading ??= this.#load(ctx).catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    await this.#loading;
    const age = performance.now() - this.#refreshed;
    if (age < RENEW_MS) return;
    this.#refreshing ??= this.#refresh(ctx).finally(() => {
      this.#refreshing = undefined;
    });
    if (age >= FRESH_MS) await this.#refreshing;
    else this.#refreshing.catch((error: unknown) => ctx.log.warn({ error }, 'the index of hotels was not refreshed'));
  }

  /** As `fresh`, for what has just been changed. */
  async renew(ctx: Reader): Promise<void> {
    await this.#refreshing?.catch(() => undefined);
    this.#refreshed = -Infinity;
    this.#looked = -Infinity;
    await this.fresh(ctx);
  }

  /** For a place that is not there: it may have come just now. Looks once a second at most. */
  async seek(ctx: Reader, slug: string): Promise<IndexedPlace | undefined> {
    if (!this.places.has(slug) && performance.now() - this.#looked > FRESH_MS) await this.renew(ctx);
    return this.places.get(slug);
  }

  async #load(ctx: Reader): Promise<void> {
    const started = performance.now();
    const from = firstNight(ctx);
    this.#nights.advance(from);
    // Before the counters are read: what moves meanwhile is read again.
    await this.#movements.begin(ctx);
    await this.#readPlaces(ctx);
    this.#digest = await readDigest(ctx);
    for (let last: string | undefined = NIL; last !== undefined;) {
      const ids: string[] = await this.#reader.idsAfter(ctx, last, PROPERTIES_AT_ONCE);
      await this.#put(await this.#reader.read(ctx, ids, this.#placesById, from));
      last = ids.length < PROPERTIES_AT_ONCE ? undefined : ids.at(-1);
    }
    await this.#readCounters(ctx, from);
    this.#refreshed = started;
    this.#looked = started;
    if (this.size > 0)
      ctx.log.info(
        { properties: this.size, ms: Math.round(performance.now() - started) },
        'the index of hotels is loaded',
      );
  }

  async #refresh(ctx: Reader): Promise<void> {
    const started = performance.now();
    this.#nights.advance(firstNight(ctx));
    if (started - this.#looked >= REVISIONS_MS) {
      await this.#readRevisions(ctx);
      this.#looked = started;
    }
    // Too much has moved since somebody last searched: then all of them are read, as at first.
    const pools = await this.#movements.next(ctx);
    if (pools === undefined) this.#missedAll = true;
    for (const id of pools ?? []) if (this.#byType.has(id)) this.#missed.add(id);
    // What is not read now, because the database went away between the two, is read the next time.
    const missed = [...this.#missed];
    if (this.#missedAll) await this.#readCounters(ctx, this.#nights.from);
    else await this.#readCountersOf(ctx, missed);
    this.#missedAll = false;
    for (const id of missed) this.#missed.delete(id);
    this.#refreshed = started;
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
