import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { showChannel } from '@docket/contracts/events/booking';
import { createBooking, getBooking, type BookingDetail } from '@docket/contracts/http/booking';
import { createUser, login, logout, type Role } from '@docket/contracts/http/identity';
import { listProblems, type ProblemSummary } from '@docket/contracts/http/problem';
import { createGuestToken, createRealtimeToken } from '@docket/contracts/http/realtime';
import type { RouteBodyInput, RouteContract, RouteQueryInput, RouteResponse } from '@docket/contracts/http/route';
import { createRun, getRun, type RunDetail } from '@docket/contracts/http/run';
import { getShowSeats } from '@docket/contracts/http/show-seats';
import { createSubmission, getSubmission, type SubmissionDetail } from '@docket/contracts/http/submission';
import { catalogOf } from './catalog.ts';
import { sendCall, type CallArgs, type LooseInput } from './call.ts';
import { DocketApiError } from './errors.ts';
import { streamEvents } from './events.ts';
import { randomKey } from './random-key.ts';
import { browserReachability, type Reachability } from './reachability.ts';
import { Realtime, type RealtimeListener } from './realtime.ts';
import type { EventGap } from './realtime/gap.ts';
import type { PositionStorage } from './realtime/positions.ts';
import { roomsOf } from './waiting-rooms.ts';
import { ticketsOf } from './tickets.ts';
import type { WatchOptions, WatchSource } from './watch-task.ts';
import { fromSnapshot, type SeatMap } from './seat-map.ts';
import { untilAnswered } from './until-answered.ts';
import { watchBooking, watchRun, watchSeats, watchSubmission } from './watch.ts';

export type DocketOptions = {
  /** Where the API is, such as `http://127.0.0.1:3000`. */
  readonly baseUrl: string;
  /** Overrides the gateway address that the API hands out with each token. */
  readonly realtimeUrl?: string;
  /** Session token of an earlier login. */
  readonly token?: string;
  readonly fetch?: typeof fetch;
  /** WebSocket constructor; the global one by default. Without any, events come as an HTTP answer that does not end. */
  readonly websocket?: unknown;
  /** Milliseconds that an answer may take, for each try; 20,000 by default, and 15 times as many for files. `timeoutMs` of `call` overrides it. */
  readonly timeoutMs?: number;
  /**
   * Whether there is a network at all, and when that changes; browsers say so themselves. Without one nothing is tried, and a missing answer is told
   * at once instead of asked for again; with a new one everything goes on at once.
   */
  readonly reachability?: Reachability;
  /** Keeps the places in the channels over restarts, so that what happened meanwhile is told: `localStorage`, `AsyncStorage`, or the like. */
  readonly storage?: PositionStorage;
  /** Told of every change: the token after a login, undefined after a logout and when the server no longer takes it. */
  readonly onToken?: (token: string | undefined) => void;
  /** What the account may be, each time the live connection is made: within a second of being given another role, it is made anew. */
  readonly onRole?: (role: Role) => void;
};

const TIMEOUT_MS = 20_000;

type SubmitOptions = {
  /** Repeats with the same key make one submission, run or booking. A fresh key by default. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
};

export type Docket = ReturnType<typeof createDocket>;

/**
 * A client of one Docket server. Everything throws `DocketApiError`. The realtime connection opens with the first
 * `watch`, `events` or `realtime.listen`, is shared by all of them, and closes a few seconds after the last.
 */
export function createDocket(options: DocketOptions) {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const send: typeof fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  let token = options.token;

  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const reachability = options.reachability ?? browserReachability();
  const realtime = new Realtime({
    ticket: async () => {
      if (token === undefined) return call(createGuestToken);
      const ticket = await call(createRealtimeToken);
      if (ticket.role !== undefined) options.onRole?.(ticket.role);
      return ticket;
    },
    signedIn: () => token !== undefined,
    url: options.realtimeUrl,
    websocket: options.websocket,
    fetch: send,
    reachability,
    storage: options.storage,
    storageKey: `docket:positions:${baseUrl}`,
  });

  /** What a watch stands on, with the events of the caller's own channel or of a public one. */
  function sourceOf<S>(
    read: (id: string, signal: AbortSignal | undefined) => Promise<S>,
    channel?: string,
  ): WatchSource<S> {
    return {
      read,
      listen: (listener: RealtimeListener) =>
        channel === undefined ? realtime.listen(listener) : realtime.listenTo(channel, listener),
      connection: () => (channel === undefined || realtime.isLive(channel) ? realtime.state : 'away'),
      idle: () => realtime.resting,
    };
  }

  function changeToken(next: string | undefined): void {
    if (next === token) return;
    setToken(next);
    options.onToken?.(next);
  }

  /** Takes over a session, as from storage or another tab; undefined forgets it. Does not call `onToken`. */
  function setToken(next: string | undefined): void {
    if (next === token) return;
    token = next;
    if (next === undefined) realtime.forget();
    else realtime.reopen();
  }

  async function callOnce<R extends RouteContract>(route: R, input: LooseInput): Promise<RouteResponse<R>> {
    const used = token;
    try {
      return await sendCall({ baseUrl, fetch: send, token: used, timeoutMs }, route, input);
    } catch (error) {
      const refused = error instanceof DocketApiError && error.code === 'unauthenticated';
      // Only if the session has not been replaced while the request was on its way.
      if (refused && used !== undefined && used === token) changeToken(undefined);
      throw error;
    }
  }

  /**
   * Calls any route of the contracts; parameters, query, body and answer are typed by it. What makes or moves something carries an
   * `Idempotency-Key`, one for each call unless one is given, and is asked for again under it when no answer came: it is done once or not at all.
   */
  async function call<R extends RouteContract>(route: R, ...[input]: CallArgs<R>): Promise<RouteResponse<R>> {
    const asked: LooseInput = input ?? {};
    if (route.idempotent !== true) return callOnce(route, asked);
    const keyed = { ...asked, idempotencyKey: asked.idempotencyKey ?? randomKey() };
    return untilAnswered(
      () => callOnce(route, keyed),
      () => reachability.reachable(),
      asked.signal,
    );
  }

  async function* problems(
    query: RouteQueryInput<typeof listProblems> = {},
    signal?: AbortSignal,
  ): AsyncGenerator<ProblemSummary, void, undefined> {
    let cursor: string | undefined = query.cursor;
    do {
      const page: RouteResponse<typeof listProblems> = await call(listProblems, {
        query: cursor === undefined ? query : { ...query, cursor },
        signal,
      });
      yield* page.data;
      cursor = page.meta.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  return {
    call,
    /** Hands in code to be judged. */
    submit: (body: RouteBodyInput<typeof createSubmission>, { signal, ...options }: SubmitOptions = {}) =>
      call(createSubmission, { body, signal, ...options }),
    /** Runs code on own input or the samples; nothing is graded. */
    run: (body: RouteBodyInput<typeof createRun>, { signal, ...options }: SubmitOptions = {}) =>
      call(createRun, { body, signal, ...options }),
    /** Cities, venues, halls, titles and shows. */
    catalog: catalogOf(call),
    /** Waiting rooms and waiting lists of shows. */
    rooms: roomsOf(call),
    /** Tickets of bookings, and the door of a show. */
    tickets: ticketsOf(call),
    /** Asks for seats. With `wait` (seconds, up to 10) the answer comes when it is decided, if that is soon enough. */
    book: (
      body: RouteBodyInput<typeof createBooking>,
      { signal, wait = 0, ...options }: SubmitOptions & { readonly wait?: number } = {},
    ) => call(createBooking, { body, query: { wait }, signal, timeoutMs: timeoutMs + wait * 1_000, ...options }),
    booking: (id: string, signal?: AbortSignal): Promise<BookingDetail> => call(getBooking, { params: { id }, signal }),
    /** The booking as it moves on, until its end; see `watchBooking`. */
    watchBooking: (id: string, watchOptions?: WatchOptions): AsyncGenerator<BookingDetail, void, undefined> =>
      watchBooking(
        sourceOf((bookingId, signal) => call(getBooking, { params: { id: bookingId }, signal })),
        id,
        watchOptions,
      ),
    /** A show's seats as they change; see `watchSeats`. Needs no login. */
    watchShow: (showId: string, watchOptions?: WatchOptions): AsyncGenerator<SeatMap, void, undefined> =>
      watchSeats(
        sourceOf(
          async (id, signal) => fromSnapshot(await call(getShowSeats, { params: { id }, signal })),
          showChannel(showId),
        ),
        showId,
        watchOptions,
      ),
    /** All problems that match, page by page as they are consumed. */
    problems,
    realtime,
    setToken,
    get token(): string | undefined {
      return token;
    },
    signUp: (body: RouteBodyInput<typeof createUser>, signal?: AbortSignal) => call(createUser, { body, signal }),
    /** Starts a session; later calls carry it. */
    login: async (body: RouteBodyInput<typeof login>, signal?: AbortSignal): Promise<RouteResponse<typeof login>> => {
      const session = await call(login, { body, signal });
      changeToken(session.token);
      return session;
    },
    /** Revokes the session. It is forgotten here even when the server cannot be told. */
    logout: async (body: RouteBodyInput<typeof logout> = {}, signal?: AbortSignal): Promise<void> => {
      try {
        if (token !== undefined) await call(logout, { body, signal });
      } catch (error) {
        if (!(error instanceof DocketApiError)) throw error;
      } finally {
        changeToken(undefined);
      }
    },
    submission: (id: string, signal?: AbortSignal): Promise<SubmissionDetail> =>
      call(getSubmission, { params: { id }, signal }),
    /** The submission as it moves on, until it is final; see `watchSubmission`. */
    watch: (id: string, watchOptions?: WatchOptions): AsyncGenerator<SubmissionDetail, void, undefined> =>
      watchSubmission(
        sourceOf((submissionId, signal) => call(getSubmission, { params: { id: submissionId }, signal })),
        id,
        watchOptions,
      ),
    /** The run as it moves on, until it is over; see `watchRun`. */
    watchRun: (id: string, watchOptions?: WatchOptions): AsyncGenerator<RunDetail, void, undefined> =>
      watchRun(
        sourceOf((runId, signal) => call(getRun, { params: { id: runId }, signal })),
        id,
        watchOptions,
      ),
    /** All that happens to the caller's work; see `streamEvents`. With a `storage`, also what happened since the last run of the program. */
    events: (signal?: AbortSignal): AsyncGenerator<EventEnvelope | EventGap, void, undefined> =>
      streamEvents((listener) => realtime.listen(listener), signal),
    /** Lets the connection go and asks for nothing, as an app in the background should. Watches and listeners stay, and `resume` goes on where it was. */
    pause: () => realtime.pause(),
    resume: () => realtime.resume(),
    /** Drops the realtime connection, so that a Node process can end at once. */
    close: () => realtime.close(),
  };
}
