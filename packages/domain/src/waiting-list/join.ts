import { DocketError } from '@docket/contracts/errors';
import type { RouteBody } from '@docket/contracts/http/route';
import type { joinWaitingList as contract, WaitingEntryState } from '@docket/contracts/http/waiting-list';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { passGates, type Gate } from '../booking/gate.ts';
import { bestSeats } from '../catalog/hall/best-seats.ts';
import { readHallIndex } from '../catalog/hall/find-seats.ts';
import { getSeatMap } from '../catalog/hall/get-plan.ts';
import { readShowFacts, readShowNow } from '../catalog/show/show-facts.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { getWaitingEntry } from './get.ts';

type Joined = { outcome: 'joined' | 'already' | 'available' };
type Wanted = Omit<RouteBody<typeof contract>, 'accessible'> & { readonly accessible?: boolean };

const zoneStatement = prepare('show_zone', 'SELECT zone FROM show_zones WHERE show_id = $1 AND zone = $2');
const joinStatement = prepare(
  'join_waiting_list',
  'SELECT join_waiting_list($1, $2, $3, $4, $5, $6, true) AS outcome',
).rows<Joined>();

/** Nobody waits for what the hall has never had. @throws DocketError zone_not_found, too_many_seats */
async function refuseImpossible(ctx: Ctx, showId: string, wanted: Wanted): Promise<void> {
  const { zone, quantity, accessible = false } = wanted;
  if (zone !== undefined && (await zoneStatement(ctx.db.pool, [showId, zone])).length === 0)
    throw new DocketError('zone_not_found', `This show has no zone ${JSON.stringify(zone)}.`, {
      fields: [{ path: 'body.zone', message: 'GET /shows/:id lists the zones' }],
    });
  const { hallId } = await readShowFacts(ctx, showId);
  const [map, { areas }] = await Promise.all([getSeatMap(ctx, hallId), readHallIndex(ctx, hallId)]);
  if (bestSeats(map, new Set(), quantity, { zone, accessible }) !== null) return;
  const inZone = (of: { readonly zone: string }): boolean => zone === undefined || of.zone === zone;
  const places = areas.filter(inZone).reduce((sum, area) => sum + area.places, 0);
  const seats = [...map.bySeat.values()].filter((seat) => seat.kind === 'seat' && inZone(seat)).length;
  if (!accessible && places + seats >= quantity) return;
  const where = zone === undefined ? 'The hall' : `The zone ${JSON.stringify(zone)}`;
  const what = accessible ? `${quantity} seats with a wheelchair space among them` : `${quantity} seats`;
  throw new DocketError('too_many_seats', `${where} does not have ${what}, so nobody can wait for them.`, {
    fields: [{ path: 'body.quantity', message: 'more than there are' }],
  });
}

/**
 * Starts to wait for seats of a show that is sold out; who waits already keeps the entry as it is. It is a way to seats like any other: whoever
 * could not book now cannot queue for seats either.
 * @param gates see `gates.ts`
 * @throws DocketError unauthenticated, show_not_found, zone_not_found, seats_available, too_many_seats, and what gates throw
 */
export async function joinWaitingList(
  ctx: Ctx,
  input: { readonly id: string } & Wanted,
  gates: readonly Gate[],
): Promise<WaitingEntryState> {
  const user = requireUser(ctx);
  await refuseImpossible(ctx, input.id, input);
  const joined = await change(ctx, async (tx) => {
    const show = await readShowNow(tx.client, input.id);
    const seats = { count: input.quantity, field: 'body.quantity' };
    await passGates(ctx, tx.client, gates, { showId: input.id, show, seats, pass: input.pass });
    const [row] = await joinStatement(tx.client, [
      newId(),
      input.id,
      user.userId,
      input.quantity,
      input.zone ?? null,
      input.accessible ?? false,
    ]);
    return row;
  });
  if (joined?.outcome === 'available')
    throw new DocketError('seats_available', 'So many seats are free; book them with POST /bookings.');
  return getWaitingEntry(ctx, input);
}
