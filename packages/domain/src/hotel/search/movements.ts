import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';

type Reader = Pick<Ctx, 'db' | 'clock'>;

/** Numbers before the highest that are looked at for gaps at the beginning. */
const LOOK_BACK = 10_000;
/** More than that at once is not followed one by one. */
const AT_ONCE = 50_000;
/** A transaction that is still under way after so long has been rolled back, or its numbers were never used. */
const GAP_MS = 10 * 60_000;
const GAPS_MAX = 20_000;

const highestStatement = prepare(
  'hotel_index_highest_movement',
  `SELECT coalesce(max(m.id), 0)::text AS highest FROM movements m`,
).rows<{ highest: string }>();
const gapsStatement = prepare(
  'hotel_index_gaps',
  `SELECT g.id::text AS id FROM generate_series(greatest(1, $1::bigint - $2::int), $1::bigint) AS g(id)
    WHERE NOT EXISTS (SELECT FROM movements m WHERE m.id = g.id)`,
).rows<{ id: string }>();
const nextStatement = prepare(
  'hotel_index_movements',
  `SELECT m.id::text AS id, m.pool_id FROM movements m WHERE m.id > $1::bigint
   UNION ALL SELECT m.id::text, m.pool_id FROM movements m WHERE m.id = ANY ($2::bigint[])
   LIMIT $3`,
).rows<{ id: string; pool_id: string }>();

/**
 * Which pools somebody has taken from or given back to, by the kernel's own record of it: every hold that comes to be, ends or is sold is a movement there. Movements get
 * their numbers before they are committed, so that a lower number may appear after a higher one: numbers that are missing are asked for again until they are there, or
 * ten minutes have passed.
 */
export class Movements {
  readonly #atOnce: number;
  #highest = 0;
  /** Missing numbers, and when each was first missed. */
  readonly #gaps = new Map<number, number>();

  /** @param atOnce more movements than that are not followed one by one */
  constructor(atOnce: number = AT_ONCE) {
    this.#atOnce = atOnce;
  }

  /** Takes what has moved up to now as known. */
  async begin(ctx: Reader): Promise<void> {
    const [row] = await highestStatement(ctx.db.pool, []);
    this.#highest = Number(row?.highest ?? 0);
    this.#gaps.clear();
    const now = ctx.clock.now().getTime();
    if (this.#highest === 0) return;
    for (const { id } of await gapsStatement(ctx.db.pool, [String(this.#highest), LOOK_BACK]))
      this.#gaps.set(Number(id), now);
  }

  /** Pools that have moved since the last time; undefined when there are more than can be followed: then all may have. */
  async next(ctx: Reader): Promise<Set<string> | undefined> {
    const rows = await nextStatement(ctx.db.pool, [
      String(this.#highest),
      [...this.#gaps.keys()].map(String),
      this.#atOnce,
    ]);
    if (rows.length >= this.#atOnce) {
      await this.begin(ctx);
      return undefined;
    }
    const now = ctx.clock.now().getTime();
    const seen = new Set(rows.map(({ id }) => Number(id)));
    const highest = rows.reduce((most, { id }) => Math.max(most, Number(id)), this.#highest);
    for (const id of seen) this.#gaps.delete(id);
    for (const [id, since] of this.#gaps) if (now - since > GAP_MS || this.#gaps.size > GAPS_MAX) this.#gaps.delete(id);
    for (let id = this.#highest + 1; id < highest; id += 1) if (!seen.has(id)) this.#gaps.set(id, now);
    this.#highest = highest;
    return new Set(rows.map(({ pool_id }) => pool_id));
  }
}
