import { takeDuty } from '@docket/domain/lib/duty';
import { sweepHolds } from '@docket/domain/reservation/sweep';
import { startPeriodic } from '@docket/queue/periodic';
import { createPlaceHandler } from '../handlers/booking.ts';
import type { Area, Platform } from '../platform.ts';

/** Jobs taken from the queue at a time; they are decided in batches. */
const CONCURRENCY = 200;
const SWEEP_MS = 500;
/** After this long without a sign another worker sweeps. */
const DUTY_SECONDS = 5;

/** Bookings: decides what was placed, and sweeps up holds past their time. */
export function startBooking(platform: Platform): Area {
  const { config, log, lifecycle, workerId, ctxFor } = platform;
  const ctx = ctxFor(workerId);
  const sweeper = startPeriodic('sweeper', SWEEP_MS, log, async () => {
    if (!(await takeDuty(ctx, { name: 'sweeper', holder: workerId, seconds: DUTY_SECONDS }))) return false;
    return sweepHolds(ctx);
  });
  lifecycle.onStop('sweeper', sweeper.stop);
  return {
    serve: {
      booking: {
        handlers: { 'booking.place': createPlaceHandler(ctx, config.HOLD_SECONDS) },
        concurrency: CONCURRENCY,
      },
    },
    checks: [],
    describe: { holdSeconds: config.HOLD_SECONDS },
  };
}
