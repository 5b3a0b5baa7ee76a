import { takeDuty } from '@docket/domain/spine/duty';
import { controlRooms } from '@docket/domain/waiting-room/control';
import { sweepHolds } from '@docket/domain/reservation/sweep';
import { openFlights } from '@docket/domain/flight/open-flights';
import { auditNights } from '@docket/domain/front-desk/night-audit';
import { forgetQuotes } from '@docket/domain/trip/forget-quotes';
import { sweepTrips } from '@docket/domain/trip/subject';
import { sweepWaitingLists } from '@docket/domain/waiting-list/offer';
import { startPeriodic } from '@docket/queue/periodic';
import type { BookingAreaSettings } from '@docket/runtime/settings/services';
import { createOfferHandler, createPlaceHandler, createPlaceNotice, createRefundHandler } from '../handlers/booking.ts';
import { createTripHandler, createTripNotice } from '../handlers/trip.ts';
import type { Area, Platform } from '../platform.ts';
import { reactions } from '@docket/domain/reactions';

/** Jobs taken from the queue at a time; they are decided in batches. */
const CONCURRENCY = 200;
const SWEEP_MS = 500;
/** Waiting rooms move on once a second. */
const ROOM_MS = 1_000;
/** Waiting lists are looked after at least this often; most of it is done by jobs. */
const LIST_MS = 1_000;
/** Flights of the next day are opened this often; most of the time there are none to open. */
const FLIGHTS_MS = 60_000;
/** Night audits come at 03:00 of some place, so a look a minute is enough. */
const AUDIT_MS = 60_000;
/** Quotes that nobody ordered are forgotten this often. */
const QUOTES_MS = 60_000;
/** After this long without a sign another worker takes a duty over. */
const DUTY_SECONDS = 5;
/** A duty that is looked after once a minute is kept over the minute. */
const FLIGHTS_DUTY_SECONDS = 90;

/** Bookings and trips: decides what was placed, sweeps up holds past their time, lets buyers in from waiting rooms, offers what is free to waiting lists. */
export function startBooking(platform: Platform, settings: BookingAreaSettings): Area {
  const { log, lifecycle, workerId, ctxFor } = platform;
  const ctx = { ...ctxFor(workerId), settings };
  const sweeper = startPeriodic('sweeper', SWEEP_MS, log, async () => {
    if (!(await takeDuty(ctx, { name: 'sweeper', holder: workerId, seconds: DUTY_SECONDS }))) return false;
    const more = await sweepHolds(ctx, reactions);
    return (await sweepTrips(ctx, reactions)) || more;
  });
  lifecycle.onStop('sweeper', sweeper.stop);
  const rooms = startPeriodic('waiting rooms', ROOM_MS, log, async () => {
    if (!(await takeDuty(ctx, { name: 'waiting-rooms', holder: workerId, seconds: DUTY_SECONDS }))) return;
    await controlRooms(ctx, {
      inside: settings.ROOM_INSIDE,
      passSeconds: settings.ROOM_PASS_SECONDS,
      latencyMs: settings.ROOM_LATENCY_MS,
      pauseSeconds: (0.9 * ROOM_MS) / 1_000,
    });
  });
  lifecycle.onStop('waiting rooms', rooms.stop);
  const lists = startPeriodic('waiting lists', LIST_MS, log, async () => {
    if (await takeDuty(ctx, { name: 'waiting-lists', holder: workerId, seconds: DUTY_SECONDS }))
      await sweepWaitingLists(ctx, reactions);
  });
  lifecycle.onStop('waiting lists', lists.stop);
  const flights = startPeriodic('flights', FLIGHTS_MS, log, async () => {
    if (!(await takeDuty(ctx, { name: 'flights', holder: workerId, seconds: FLIGHTS_DUTY_SECONDS }))) return false;
    return openFlights(ctx);
  });
  lifecycle.onStop('flights', flights.stop);
  const audits = startPeriodic('night audit', AUDIT_MS, log, async () => {
    if (!(await takeDuty(ctx, { name: 'night-audit', holder: workerId, seconds: (2 * AUDIT_MS) / 1_000 })))
      return false;
    return auditNights(ctx, reactions);
  });
  lifecycle.onStop('night audit', audits.stop);
  const quotes = startPeriodic('quotes', QUOTES_MS, log, () => forgetQuotes(ctx));
  lifecycle.onStop('quotes', quotes.stop);
  return {
    serve: {
      booking: {
        handlers: {
          'booking.place': createPlaceHandler(ctx),
          'booking.refund': createRefundHandler(ctx),
          'waitinglist.offer': createOfferHandler(ctx),
          'trip.hold': createTripHandler(ctx),
        },
        whenDead: {
          'booking.place': createPlaceNotice(ctx),
          // Its bookings say what is owed, and an admin may send it again.
          'booking.refund': null,
          // The sweep of waiting lists looks after every show.
          'waitinglist.offer': null,
          'trip.hold': createTripNotice(ctx),
        },
        concurrency: CONCURRENCY,
      },
    },
    checks: [],
    describe: { holdSeconds: settings.HOLD_SECONDS, tripHoldSeconds: settings.TRIP_HOLD_SECONDS },
  };
}
