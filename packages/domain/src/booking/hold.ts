import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { prepare } from '@docket/db/statement';
import { getSeatMap } from '../catalog/hall/get-plan.ts';
import { freeBlocks, nearestSeats, type FreeBlocks } from '../catalog/hall/nearest-seats.ts';
import type { Ctx } from '../spine/ctx.ts';
import { dispatchEvents, type EventRow } from '../spine/outbox-events.ts';

const ALTERNATIVES = 3;

type EventOfHold = EventRow & { taken: null };
/** Bookings of one show whose seats are gone. */
type TooLate = {
  id: string;
  channel: null;
  envelope: { hallId: string; bookings: { id: string; seats: number[] }[] };
  taken: number[];
};
type Refusal = { readonly id: string; readonly reason: 'seats_taken' | 'sold_out'; readonly alternatives: string[][] };

const decideStatement = prepare('decide_bookings', 'SELECT * FROM decide_bookings($1, $2)').rows<
  EventOfHold | TooLate
>();
const refuseStatement = prepare('refuse_bookings', 'SELECT * FROM refuse_bookings($1, $2, $3)').rows<{
  id: string;
  channel: string;
  envelope: EventEnvelope;
}>();

/**
 * Decides bookings that are QUEUED, in the order they came in: holds and prices their seats, or refuses with the nearest
 * alternatives. What can be held is in one transaction; those that came too late stay QUEUED until other seats were looked for, so
 * that a worker that dies in between leaves them to the next try. Bookings that somebody else has decided are left alone.
 */
export async function holdBookings(
  ctx: Ctx,
  input: { readonly bookingIds: readonly string[]; readonly holdSeconds: number },
): Promise<void> {
  const rows = await decideStatement(ctx.db.pool, [input.bookingIds, input.holdSeconds]);
  dispatchEvents(
    ctx,
    rows.filter((row) => row.channel !== null),
  );
  const tooLate = rows.filter((row) => row.channel === null);
  const refusals = (await Promise.all(tooLate.map((row) => refuse(ctx, row)))).flat();
  if (refusals.length === 0) return;
  const told = await refuseStatement(ctx.db.pool, [
    refusals.map(({ id }) => id),
    refusals.map(({ reason }) => reason),
    refusals.map(({ alternatives }) => JSON.stringify(alternatives)),
  ]);
  dispatchEvents(ctx, told);
}

/** What is told to those who came too late for seats of a show. What is free is looked up once for all who want as many. */
async function refuse(ctx: Ctx, { envelope, taken }: TooLate): Promise<Refusal[]> {
  const map = await getSeatMap(ctx, envelope.hallId);
  const gone = new Set(taken);
  const free = map.bySeat.size - gone.size;
  const bySize = new Map<number, FreeBlocks>();
  return envelope.bookings.map(({ id, seats }) => {
    if (free < seats.length) return { id, reason: 'sold_out', alternatives: [] };
    const blocks = bySize.get(seats.length) ?? freeBlocks(map, gone, seats.length);
    bySize.set(seats.length, blocks);
    const found = nearestSeats(blocks, seats, ALTERNATIVES);
    return { id, reason: 'seats_taken', alternatives: found.map((each) => each.map(({ label }) => label)) };
  });
}
