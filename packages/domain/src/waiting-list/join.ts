import { DocketError } from '@docket/contracts/errors';
import type { RouteBody } from '@docket/contracts/http/route';
import type { joinWaitingList as contract, WaitingEntryState } from '@docket/contracts/http/waiting-list';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { refuseClosedSale } from '../catalog/show/closed-sale.ts';
import { readShowFacts } from '../catalog/show/show-facts.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { getWaitingEntry } from './get.ts';

type Joined = { outcome: 'joined' | 'already' | 'available' };

const zoneStatement = prepare('show_zone', 'SELECT zone FROM show_zones WHERE show_id = $1 AND zone = $2');
const joinStatement = prepare(
  'join_waiting_list',
  'SELECT join_waiting_list($1, $2, $3, $4, $5) AS outcome',
).rows<Joined>();

/**
 * Starts to wait for seats of a show that is sold out; who waits already keeps the entry as it is.
 * @throws DocketError unauthenticated, show_not_found, zone_not_found, show_cancelled, show_started, sale_not_open, seats_available, too_many_seats
 */
export async function joinWaitingList(
  ctx: Ctx,
  input: { readonly id: string } & RouteBody<typeof contract>,
): Promise<WaitingEntryState> {
  const user = requireUser(ctx);
  const show = await readShowFacts(ctx, input.id);
  refuseClosedSale(show, ctx.clock.now());
  if (input.quantity > show.seatsPerUser)
    throw new DocketError('too_many_seats', `One person may have ${show.seatsPerUser} seats of this show.`, {
      fields: [{ path: 'body.quantity', message: `at most ${show.seatsPerUser}` }],
    });
  const zone = input.zone ?? null;
  if (zone !== null && (await zoneStatement(ctx.db.pool, [input.id, zone])).length === 0)
    throw new DocketError('zone_not_found', `This show has no zone ${JSON.stringify(zone)}.`, {
      fields: [{ path: 'body.zone', message: 'GET /shows/:id lists the zones' }],
    });
  const [joined] = await joinStatement(ctx.db.pool, [newId(), input.id, user.userId, input.quantity, zone]);
  if (joined?.outcome === 'available')
    throw new DocketError('seats_available', 'So many seats are free; book them with POST /bookings.');
  return getWaitingEntry(ctx, input);
}
