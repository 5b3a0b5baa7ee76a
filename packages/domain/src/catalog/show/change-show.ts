import { DocketError } from '@docket/contracts/errors';
import type { RouteBody } from '@docket/contracts/http/route';
import type { changeShow as route, ShowDetail } from '@docket/contracts/http/show';
import type { PoolClient } from '@docket/db/pool';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { getShow, showCache } from './get-show.ts';
import { checkPrices } from './prices.ts';
import type { ShowReactions } from './reactions.ts';
import { showSearchCache } from './search-shows.ts';

type Change = RouteBody<typeof route>;
type Row = { hall_id: string; status: string; starts_at: Date; sale_opens_at: Date };

/**
 * Changes a show. Prices can be changed while no seat is held or sold; when the sale opens, and whether through the waiting
 * room, until it does. Cancelling is for good: what is held runs out, and nothing new is taken.
 * @throws DocketError `forbidden`, `show_not_found`, `show_cancelled`, `show_started`, `show_has_bookings`, `sale_open`, `invalid_request`
 */
export async function changeShow(
  ctx: Ctx,
  input: Change & { readonly id: string },
  reactions: ShowReactions,
): Promise<ShowDetail> {
  requireRole(ctx, 'manager', 'admin');
  await change(ctx, async (tx) => {
    const { client } = tx;
    const { rows } = await client.query<Row>(
      'SELECT hall_id, status, starts_at, sale_opens_at FROM shows WHERE id = $1 FOR NO KEY UPDATE',
      [input.id],
    );
    const [show] = rows;
    if (show === undefined) throw new DocketError('show_not_found', 'There is no such show.');
    refuseOver(ctx, show, input);
    if (input.prices !== undefined) await changePrices(client, input.id, show.hall_id, input.prices);
    await client.query(
      `UPDATE shows SET status = coalesce($2, status), seats_per_user = coalesce($3, seats_per_user),
              sale_opens_at = coalesce($4, sale_opens_at), waiting_room = coalesce($5, waiting_room) WHERE id = $1`,
      [
        input.id,
        input.status ?? null,
        input.seatsPerUser ?? null,
        input.saleOpensAt ?? null,
        input.waitingRoom ?? null,
      ],
    );
    if (input.waitingRoom === true) await reactions.shows.waitingRoomWanted(tx, [input.id]);
  });
  showCache(ctx.db).delete(input.id);
  showSearchCache(ctx.db).clear();
  ctx.log.info({ showId: input.id, changed: Object.keys(input).filter((key) => key !== 'id') }, 'show changed');
  return getShow(ctx, input);
}

function refuseOver(ctx: Ctx, show: Row, input: Change): void {
  if (show.status === 'CANCELLED')
    throw new DocketError('show_cancelled', 'The show was cancelled. Put on another one.');
  if (show.starts_at <= ctx.clock.now())
    throw new DocketError('show_started', 'The show has begun and cannot be changed.');
  const ofSale = input.saleOpensAt !== undefined || input.waitingRoom !== undefined;
  if (ofSale && show.sale_opens_at <= ctx.clock.now())
    throw new DocketError('sale_open', 'The sale has begun; when it opens and how cannot be changed any more.');
}

async function changePrices(
  client: PoolClient,
  showId: string,
  hallId: string,
  prices: Readonly<Record<string, number>>,
): Promise<void> {
  const { rows } = await client.query<{ zones: string[]; taken: boolean }>(
    `SELECT ARRAY(SELECT DISTINCT zone FROM hall_seats WHERE hall_id = $2) AS zones,
            EXISTS (SELECT FROM pool_seats p LEFT JOIN holds h ON h.id = p.hold_id
                     WHERE p.pool_id = $1 AND (p.state = 'SOLD' OR (p.held_until > now() AND h.subject IS DISTINCT FROM 'house'))) AS taken`,
    [showId, hallId],
  );
  if (rows[0]?.taken === true)
    throw new DocketError('show_has_bookings', 'Seats are held or sold at the old prices, so they stay as they are.');
  checkPrices(prices, rows[0]?.zones ?? [], 'body.prices');
  await client.query(
    `INSERT INTO show_zones (show_id, zone, price_minor) SELECT $1, z.zone, z.price FROM unnest($2::text[], $3::int[]) AS z(zone, price)
     ON CONFLICT (show_id, zone) DO UPDATE SET price_minor = excluded.price_minor`,
    [showId, Object.keys(prices), Object.values(prices)],
  );
}
