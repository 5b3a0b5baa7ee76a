import type { Ctx, CtxWith } from '@docket/domain/spine/ctx';
import { holdTrip, refuseUndecidedTrip } from '@docket/domain/trip/hold';
import { DONE, type DeathNotice, type JobHandler } from '@docket/queue/consumer';
import type { TripSettings } from '@docket/runtime/settings/trip';

/** `trip.hold`: all parts of a trip are held, or it is refused. */
export function createTripHandler(ctx: CtxWith<TripSettings>): JobHandler<'trip.hold'> {
  return async function holdParts(payload) {
    await holdTrip(ctx, payload);
    return DONE;
  };
}

/** `trip.hold` is dead: whoever waits for a decision is told that there will be none. */
export function createTripNotice(ctx: Ctx): DeathNotice<'trip.hold'> {
  return (payload) => refuseUndecidedTrip(ctx, payload);
}
