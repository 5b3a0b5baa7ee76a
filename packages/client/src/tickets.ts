import type { RouteBodyInput, RouteContract, RouteResponse } from '@docket/contracts/http/route';
import {
  checkIn,
  checkInBatch,
  getBookingTickets,
  getCheckIns,
  getTicketKeys,
  type Scan,
} from '@docket/contracts/http/ticket';
import type { CallArgs } from './call.ts';

type Call = <R extends RouteContract>(route: R, ...args: CallArgs<R>) => Promise<RouteResponse<R>>;

/** Tickets of bookings, and for managers the door. `verifyTicket` of `ticket-verify.ts` checks one without a connection. */
export function ticketsOf(call: Call) {
  return {
    /** Of a confirmed booking, one for each seat. */
    of: (bookingId: string, signal?: AbortSignal) => call(getBookingTickets, { params: { id: bookingId }, signal }),
    /** What tickets are signed with. Keep them for when there is no connection. */
    keys: async (signal?: AbortSignal) => (await call(getTicketKeys, { signal })).keys,
    /** One scan; a refusal is thrown. Send it again with its nonce when no answer came. */
    checkIn: (showId: string, body: RouteBodyInput<typeof checkIn>, signal?: AbortSignal) =>
      call(checkIn, { params: { id: showId }, body, signal }),
    /** Scans that were kept, or one; refusals are among the answers. */
    checkInBatch: async (showId: string, scans: readonly Scan[], signal?: AbortSignal) =>
      (await call(checkInBatch, { params: { id: showId }, body: { scans: [...scans] }, signal })).data,
    checkIns: (showId: string, signal?: AbortSignal) => call(getCheckIns, { params: { id: showId }, signal }),
  };
}
