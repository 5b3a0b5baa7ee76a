import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';

/** What placing a booking needs of a show. Read again after two seconds; a worker looks once more when it decides. */
export type ShowFacts = {
  readonly hallId: string;
  readonly startsAt: Date;
  readonly saleOpensAt: Date;
  readonly cancelled: boolean;
  readonly seatsPerUser: number;
  readonly waitingRoom: boolean;
};

type FactsRow = {
  hall_id: string;
  starts_at: Date;
  sale_opens_at: Date;
  status: string;
  seats_per_user: number;
  waiting_room: boolean;
};

const factsStatement = prepare(
  'show_facts',
  'SELECT hall_id, starts_at, sale_opens_at, status, seats_per_user, waiting_room FROM shows WHERE id = $1',
).rows<FactsRow>();
const shows = perDb(() => new TtlCache<ShowFacts>({ ttlMs: 2_000, max: 10_000 }));

/** @throws DocketError `show_not_found` */
export function readShowFacts(ctx: Pick<Ctx, 'db'>, showId: string): Promise<ShowFacts> {
  return shows(ctx.db).get(showId, async () => {
    const [row] = await factsStatement(ctx.db.pool, [showId]);
    if (row === undefined) throw new DocketError('show_not_found', 'There is no such show.');
    return {
      hallId: row.hall_id,
      startsAt: row.starts_at,
      saleOpensAt: row.sale_opens_at,
      cancelled: row.status === 'CANCELLED',
      seatsPerUser: row.seats_per_user,
      waitingRoom: row.waiting_room,
    };
  });
}
