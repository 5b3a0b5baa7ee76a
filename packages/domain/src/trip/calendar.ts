import { DocketError } from '@docket/contracts/errors';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { getTrip } from './get.ts';
import { toIcs } from './ics.ts';
import { tripNotFound } from './lock.ts';

/** A confirmed trip of the caller's as a calendar file. @throws DocketError unauthenticated, trip_not_found, trip_closed (not confirmed) */
export async function getTripCalendar(
  ctx: Ctx,
  input: { readonly id: string },
): Promise<{ readonly name: string; readonly text: string }> {
  const user = requireUser(ctx);
  const trip = await getTrip(ctx, input);
  if (trip.userId !== user.userId) throw tripNotFound();
  if (trip.status !== 'CONFIRMED')
    throw new DocketError('trip_closed', 'There is a calendar of a trip as long as it is confirmed.');
  return { name: `trip-${trip.reference}.ics`, text: toIcs(trip) };
}
