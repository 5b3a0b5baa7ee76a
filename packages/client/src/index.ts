// The package's public face (README.md). Inside this repository modules are imported by their own names.
export { createDocket, type Docket, type DocketOptions } from './docket.ts';
export type { SeatMapFile } from './catalog.ts';
export type { CallArgs, CallInput } from './call.ts';
export { DocketApiError, type ClientErrorCode } from './errors.ts';
export type { Reachability } from './reachability.ts';
export { Realtime } from './realtime.ts';
export type {
  EventGap,
  Position,
  PositionStorage,
  RealtimeListener,
  RealtimeOptions,
  RealtimeState,
  Ticket,
} from './realtime.ts';
export type { WatchOptions } from './watch-task.ts';

export { applyBookingEvent, mergeBooking } from './booking-state.ts';
export { applyRunEvent, mergeRun } from './run-state.ts';
export { applySubmissionEvent, applyToSummary, mergeSnapshot } from './submission-state.ts';
export { applySeatsChanged, fromSnapshot, mergeSeats, type SeatMap, type SeatState } from './seat-map.ts';

export { verifyTicket, type TicketCheck } from './ticket-verify.ts';
export { readWholeDraw, verifyDraw, type DrawCheck, type DrawRecord } from './waiting-room-draw.ts';
export { drawPlan, type Drawing } from '@docket/contracts/catalog/draw-plan';

export { showChannel } from '@docket/contracts/events/booking';
export { roomChannel } from '@docket/contracts/events/waiting-room';
export type { EventData, EventEnvelope, EventType } from '@docket/contracts/events/envelope';
export type { ErrorCode } from '@docket/contracts/errors';
export { isFinal } from '@docket/contracts/judge/verdict';
export { isBookingOpen } from '@docket/contracts/http/booking';
export { isRunOver } from '@docket/contracts/http/run';
