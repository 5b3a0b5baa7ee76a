import { DocketError } from '@docket/contracts/errors';
import type { RouteBody } from '@docket/contracts/http/route';
import type { changeShow as route, ShowDetail } from '@docket/contracts/http/show';
import type { PoolClient } from '@docket/db/pool';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { invalidFields } from '../../spine/invalid.ts';
import { lockHalls, refuseBusyHall, refuseLateSale } from './hall-times.ts';
import { getShow, showCache } from './get-show.ts';
import { openClasses } from './classes.ts';
import { checkPrices } from './prices.ts';
import type { ShowReactions } from './reactions.ts';
import { showSearchCache } from './search-shows.ts';

type Change = RouteBody<typeof route>;
type Row = { hall_id: string; status: string; starts_at: Date; ends_at: Date; sale_opens_at: Date };

/** Whoever takes seats of the show has it shared: of what is being taken all is seen below, or what is taken sees the change. */
const lockStatement = prepare('show_lock_alone', 'SELECT pg_advisory_xact_lock(show_lock($1))');

/**
 * Changes a show. Prices and terms of refunds can be changed while no seat is held or sold; when the sale opens, and whether through the waiting
 * room, until it does. Moved to another time it keeps its bookings, whose buyers are told and may give them back. Cancelling is for good, and ends
 * with it whatever was sold, held or waited for.
 * @throws DocketError `forbidden`, `show_not_found`, `show_cancelled`, `show_started`, `show_has_bookings`, `sale_open`, `hall_busy`, `invalid_request`
 */
export async function changeShow(
  ctx: Ctx,
  input: Change & { readonly id: string },
  reactions: ShowReactions,
): Promise<ShowDetail> {
  requireRole(ctx, 'manager', 'admin');
  await change(ctx, async (tx) => {
    const { client } = tx;
    await lockStatement(client, [input.id]);
    const { rows } = await client.query<Row>(
      'SELECT hall_id, status, starts_at, ends_at, sale_opens_at FROM shows WHERE id = $1 FOR NO KEY UPDATE',
      [input.id],
    );
    const [show] = rows;
    if (show === undefined) throw new DocketError('show_not_found', 'There is no such show.');
    refuseOver(ctx, show, input);
    const time = timeOf(ctx, show, input);
    const moved =
      time.startsAt.getTime() !== show.starts_at.getTime() || time.endsAt.getTime() !== show.ends_at.getTime();
    if (moved) await moveShow(ctx, client, { showId: input.id, hallId: show.hall_id, from: show, to: time });
    const classes = await changePrices(client, show.hall_id, input);
    await client.query(
      `UPDATE shows SET status = coalesce($2, status), seats_per_user = coalesce($3, seats_per_user),
              sale_opens_at = coalesce($4, sale_opens_at), waiting_room = coalesce($5, waiting_room), starts_at = $6, ends_at = $7,
              classes = CASE WHEN $8 THEN $9::jsonb ELSE classes END,
              refund_minutes = coalesce($10, refund_minutes), refund_percent = coalesce($11, refund_percent) WHERE id = $1`,
      [
        input.id,
        input.status ?? null,
        input.seatsPerUser ?? null,
        input.saleOpensAt ?? null,
        input.waitingRoom ?? null,
        time.startsAt,
        time.endsAt,
        input.classes !== undefined,
        classes,
        input.refund?.minutes ?? null,
        input.refund?.percent ?? null,
      ],
    );
    if (input.waitingRoom === true) await reactions.shows.waitingRoomWanted(tx, [input.id]);
    const told = { showId: input.id, startsAt: time.startsAt.toISOString(), endsAt: time.endsAt.toISOString() };
    const movedFrom = moved ? show.starts_at.toISOString() : null;
    if (input.status === 'CANCELLED') await reactions.shows.cancelled(tx, { ...told, status: 'CANCELLED', movedFrom });
    else if (moved) await reactions.shows.moved(tx, { ...told, status: 'ON_SALE', movedFrom });
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

/** When it will take place. @throws DocketError `invalid_request` for a start that is past, or a sale that opens after it */
function timeOf(ctx: Ctx, show: Row, input: Change): { readonly startsAt: Date; readonly endsAt: Date } {
  const startsAt = input.startsAt === undefined ? show.starts_at : new Date(input.startsAt);
  if (startsAt <= ctx.clock.now()) throw invalidFields([['body.startsAt', 'must lie in the future']]);
  const ms = input.minutes === undefined ? show.ends_at.getTime() - show.starts_at.getTime() : input.minutes * 60_000;
  const saleOpensAt = input.saleOpensAt === undefined ? show.sale_opens_at : new Date(input.saleOpensAt);
  refuseLateSale({ saleOpensAt, startsAt }, 'body');
  return { startsAt, endsAt: new Date(startsAt.getTime() + ms) };
}

type Move = {
  readonly showId: string;
  readonly hallId: string;
  readonly from: Row;
  readonly to: { readonly startsAt: Date; readonly endsAt: Date };
};

/** Keeps when it was to take place, for those who booked it for then. @throws DocketError `hall_busy` */
async function moveShow(ctx: Ctx, client: PoolClient, { showId, hallId, from, to }: Move): Promise<void> {
  await lockHalls(client, [hallId]);
  await refuseBusyHall(client, { hallId, from: to.startsAt, to: to.endsAt, except: showId }, 'body.startsAt');
  await client.query(
    'INSERT INTO show_moves (id, show_id, starts_at, ends_at, moved_at) VALUES ($1, $2, $3, $4, clock_timestamp())',
    [newId(), showId, from.starts_at, from.ends_at],
  );
}

/** @returns what the show's row keeps of its classes from now on, if they change. @throws DocketError `show_has_bookings`, `invalid_request` */
async function changePrices(
  client: PoolClient,
  hallId: string,
  { id: showId, prices, classes, refund }: Pick<Change, 'prices' | 'classes' | 'refund'> & { readonly id: string },
): Promise<string | null> {
  if (prices === undefined && classes === undefined && refund === undefined) return null;
  const { rows } = await client.query<{ zones: string[]; seats: number; taken: boolean }>(
    `SELECT ARRAY(SELECT DISTINCT zone FROM hall_seats WHERE hall_id = $2) AS zones, (SELECT capacity FROM halls WHERE id = $2) AS seats,
            EXISTS (SELECT FROM pool_seats p LEFT JOIN holds h ON h.id = p.hold_id
                     WHERE p.pool_id = $1 AND (p.state = 'SOLD' OR (p.held_until > now() AND h.subject IS DISTINCT FROM 'house'))) AS taken`,
    [showId, hallId],
  );
  const { zones, seats, taken } = rows[0] ?? { zones: [], seats: 0, taken: false };
  if (taken)
    throw new DocketError(
      'show_has_bookings',
      'Seats are held or sold at the old prices and terms, so prices, classes and terms stay as they are until none is. Seats per person and the time of the show can change.',
      {
        fields: Object.keys({ ...(prices && { prices }), ...(classes && { classes }), ...(refund && { refund }) }).map(
          (field) => ({ path: `body.${field}`, message: 'cannot change while seats are held or sold' }),
        ),
      },
    );
  if (prices !== undefined) {
    checkPrices(prices, zones, 'body.prices');
    await client.query(
      `INSERT INTO show_zones (show_id, zone, price_minor) SELECT $1, z.zone, z.price FROM unnest($2::text[], $3::int[]) AS z(zone, price)
       ON CONFLICT (show_id, zone) DO UPDATE SET price_minor = excluded.price_minor`,
      [showId, Object.keys(prices), Object.values(prices)],
    );
  }
  return classes === undefined ? null : openClasses(client, classes, { zones, seats }, 'body.classes');
}
