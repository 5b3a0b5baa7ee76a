import type { RouteBodyInput, RouteContract, RouteQueryInput, RouteResponse } from '@docket/contracts/http/route';
import { getRoom, getRoomDraw, joinRoom, leaveRoom } from '@docket/contracts/http/waiting-room';
import { acceptOffer, getWaitingEntry, joinWaitingList, leaveWaitingList } from '@docket/contracts/http/waiting-list';
import type { CallArgs } from './call.ts';

type Call = <R extends RouteContract>(route: R, ...args: CallArgs<R>) => Promise<RouteResponse<R>>;

/** Waiting for a sale to open, and for seats of a show that is sold out. */
export function roomsOf(call: Call) {
  return {
    /** Enters the waiting room of a show; who is in it already keeps the place. */
    join: (showId: string, signal?: AbortSignal) => call(joinRoom, { params: { id: showId }, signal }),
    /** The room and the own place, with the pass once admitted. `room.updated` and, on `room:<showId>`, `room.moved` tell what changes. */
    get: (showId: string, signal?: AbortSignal) => call(getRoom, { params: { id: showId }, signal }),
    leave: (showId: string, signal?: AbortSignal) => call(leaveRoom, { params: { id: showId }, signal }),
    /** A page of the draw; `readWholeDraw` and `verifyDraw` put it together and recompute it. */
    draw: (showId: string, query: RouteQueryInput<typeof getRoomDraw> = {}, signal?: AbortSignal) =>
      call(getRoomDraw, { params: { id: showId }, query, signal }),
    joinWaitingList: (showId: string, body: RouteBodyInput<typeof joinWaitingList>, signal?: AbortSignal) =>
      call(joinWaitingList, { params: { id: showId }, body, signal }),
    /** The own entry; `offer.updated` tells what changes. */
    waitingEntry: (showId: string, signal?: AbortSignal) => call(getWaitingEntry, { params: { id: showId }, signal }),
    /** Stops waiting, or declines what is offered. */
    leaveWaitingList: (showId: string, signal?: AbortSignal) =>
      call(leaveWaitingList, { params: { id: showId }, signal }),
    /** Makes a held booking of what is offered. */
    acceptOffer: (showId: string, signal?: AbortSignal) => call(acceptOffer, { params: { id: showId }, signal }),
  };
}
