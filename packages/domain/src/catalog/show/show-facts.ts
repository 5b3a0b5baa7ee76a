import { DocketError } from '@docket/contracts/errors';
import type { PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { readClasses, type StoredClass } from './classes.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';

/** What placing a booking needs of a show. Read again after two seconds; a worker looks once more when it decides. */
export type ShowFacts = {
  readonly hallId: string;
  readonly startsAt: Date;
  readonly saleOpensAt: Date;
  readonly cancelled: boolean;
  readonly seatsPerUser: number;
  readonly waitingRoom: boolean;
  /** Prices beside the full one. */
  readonly classes: readonly StoredClass[];
};

type FactsRow = {
  hall_id: string;
  starts_at: Date;
  sale_opens_at: Date;
  status: string;
  seats_per_user: number;
  waiting_room: boolean;
  classes: unknown;
};

const factsStatement = prepare(
  'show_facts',
  'SELECT hall_id, starts_at, sale_opens_at, status, seats_per_user, waiting_room, classes FROM shows WHERE id = $1',
).rows<FactsRow>();
const nowStatement = prepare(
  'show_now',
  'SELECT hall_id, starts_at, sale_opens_at, status, seats_per_user, waiting_room, classes FROM show_now($1)',
).rows<FactsRow>();

function toFacts(row: FactsRow | undefined): ShowFacts {
  if (row === undefined) throw new DocketError('show_not_found', 'There is no such show.');
  return {
    hallId: row.hall_id,
    startsAt: row.starts_at,
    saleOpensAt: row.sale_opens_at,
    cancelled: row.status === 'CANCELLED',
    seatsPerUser: row.seats_per_user,
    waitingRoom: row.waiting_room,
    classes: readClasses(row.classes),
  };
}

const shows = perDb(() => new TtlCache<ShowFacts>({ ttlMs: 2_000, max: 10_000 }));

/** @throws DocketError `show_not_found` */
export function readShowFacts(ctx: Pick<Ctx, 'db'>, showId: string): Promise<ShowFacts> {
  return shows(ctx.db).get(showId, async () => {
    const [row] = await factsStatement(ctx.db.pool, [showId]);
    return toFacts(row);
  });
}

/**
 * The same as it is now, and stays until the transaction ends: a change of the show waits for it, and it for one that is under way. Comes before
 * all other locks.
 * @throws DocketError `show_not_found`
 */
export async function readShowNow(on: PoolClient, showId: string): Promise<ShowFacts> {
  const [row] = await nowStatement(on, [showId]);
  return toFacts(row);
}
