import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { isRunOver, type RunDetail } from '@docket/contracts/http/run';
import { isBookingOpen, type BookingDetail } from '@docket/contracts/http/booking';
import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { isFinal } from '@docket/contracts/judge/verdict';
import { applyBookingEvent, mergeBooking } from './booking-state.ts';
import { applyRunEvent, applyRunMoved, mergeRun, runHasGap } from './run-state.ts';
import { applySeatsChanged, mergeSeats, type SeatMap } from './seat-map.ts';
import { applyQueueMoved, applySubmissionEvent, hasGap, mergeSnapshot } from './submission-state.ts';
import { watchTask, type WatchOptions, type WatchRules, type WatchSource } from './watch-task.ts';

const submissionRules: WatchRules<SubmissionDetail> = {
  concerns: (event, id) =>
    (event.type === 'submission.updated' && event.data.submissionId === id) || placed(event, 'submission', id),
  apply: (state, event) => {
    if (event.type === 'submission.updated') return applySubmissionEvent(state, event.data, event.at);
    return event.type === 'queue.moved' ? applyQueueMoved(state, event.data) : state;
  },
  merge: mergeSnapshot,
  hasGap,
  isFinal: (state) => isFinal(state.status),
  isWaiting: (state) => state.status === 'QUEUED',
  generation: (state) => state.attempt,
};

const runRules: WatchRules<RunDetail> = {
  concerns: (event, id) => (event.type === 'run.updated' && event.data.runId === id) || placed(event, 'run', id),
  apply: (state, event) => {
    if (event.type === 'run.updated') return applyRunEvent(state, event.data, event.at);
    return event.type === 'queue.moved' ? applyRunMoved(state, event.data) : state;
  },
  merge: mergeRun,
  hasGap: runHasGap,
  isFinal: (state) => isRunOver(state.status),
  isWaiting: (state) => state.status === 'QUEUED',
  generation: (state) => state.attempt,
};

const bookingRules: WatchRules<BookingDetail> = {
  concerns: (event, id) => event.type === 'booking.updated' && event.data.bookingId === id,
  apply: (state, event) => (event.type === 'booking.updated' ? applyBookingEvent(state, event.data) : state),
  merge: mergeBooking,
  hasGap: () => false,
  isFinal: (state) => !isBookingOpen(state.status),
  isWaiting: (state) => state.status === 'QUEUED',
  generation: (state) => state.revision,
};

/** A show's seats have no end; whoever watches stops by the signal. */
const seatRules: WatchRules<SeatMap> = {
  concerns: (event, id) => event.type === 'seats.changed' && event.data.showId === id,
  apply: (state, event) => (event.type === 'seats.changed' ? applySeatsChanged(state, event.data) : state),
  merge: mergeSeats,
  hasGap: () => false,
  isFinal: () => false,
  isWaiting: () => false,
  generation: () => 0,
};

function placed(event: EventEnvelope, kind: 'submission' | 'run', id: string): boolean {
  return event.type === 'queue.moved' && event.data.tasks.some((task) => task.kind === kind && task.id === id);
}

/** The states of one submission until its verdict; the last holds the evidence of every test. See `watchTask`. */
export function watchSubmission(
  source: WatchSource<SubmissionDetail>,
  id: string,
  options?: WatchOptions,
): AsyncGenerator<SubmissionDetail, void, undefined> {
  return watchTask(source, submissionRules, id, options);
}

/** The states of one run until it is over; the last holds each case's output as far as it is kept. See `watchTask`. */
export function watchRun(
  source: WatchSource<RunDetail>,
  id: string,
  options?: WatchOptions,
): AsyncGenerator<RunDetail, void, undefined> {
  return watchTask(source, runRules, id, options);
}

/** The states of one booking until it is confirmed or comes to another end; HELD and AWAITING_PAYMENT are none. See `watchTask`. */
export function watchBooking(
  source: WatchSource<BookingDetail>,
  id: string,
  options?: WatchOptions,
): AsyncGenerator<BookingDetail, void, undefined> {
  return watchTask(source, bookingRules, id, options);
}

/** A show's seats as they change, until the signal aborts: a snapshot first, then live. See `watchTask`. */
export function watchSeats(
  source: WatchSource<SeatMap>,
  showId: string,
  options?: WatchOptions,
): AsyncGenerator<SeatMap, void, undefined> {
  return watchTask(source, seatRules, showId, options);
}
