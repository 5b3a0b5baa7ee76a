import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { monotonicMs } from './clock.ts';
import { abortReason, fail } from './deadline.ts';
import { browserReachability, type Reachability } from './reachability.ts';
import { Feed, type RealtimeListener } from './realtime/feed.ts';
import { Positions, type PositionStorage } from './realtime/positions.ts';
import { TOKEN_EXPIRED, type Connected } from './realtime/protocol.ts';
import { Session, type SessionEnd } from './realtime/session.ts';
import { Ways, type Ticket } from './realtime/ways.ts';

export type { RealtimeListener } from './realtime/feed.ts';
export type { EventGap } from './realtime/gap.ts';
export type { PositionStorage } from './realtime/positions.ts';
export type { Position } from './realtime/protocol.ts';
export type { Ticket } from './realtime/ways.ts';
export type { EventEnvelope };

/**
 * `off`: nobody listens, or it is paused or closed. `away`: given up until somebody listens anew, logs in or asks for it (no session, or the gateway
 * refused for good).
 */
export type RealtimeState = 'off' | 'connecting' | 'live' | 'reconnecting' | 'away';

export type RealtimeOptions = {
  /** Fetches a fresh gateway token. A rejection with `status` 401 ends the attempts. */
  readonly ticket: () => Promise<Ticket>;
  /** Is the ticket somebody's? Without a login there is a connection only while somebody listens to a public channel. */
  readonly signedIn?: () => boolean;
  /** Overrides the address that comes with the token. */
  readonly url?: string | undefined;
  /** WebSocket constructor; the global one by default. */
  readonly websocket?: unknown;
  readonly fetch?: typeof fetch;
  readonly reachability?: Reachability;
  /** Keeps the places in channels over restarts. */
  readonly storage?: PositionStorage | undefined;
  /** Under which name they are kept. */
  readonly storageKey?: string;
  /** How long an unused connection is kept, in ms. */
  readonly lingerMs?: number;
};

/** Before the first try after a loss, and at most, in ms; each is doubled, and shortened by up to half at random. */
const RETRY_MS = { first: 500, most: 20_000 };
/** A connection that held for so long was a good one. */
const STEADY_MS = 5_000;
/** The token was not taken, or what it was made with has ended. */
const LOGIN_OVER: readonly number[] = [3500, 3503];

/**
 * One connection for everybody who listens; it opens with the first listener and closes a while after the last. It comes back by itself and goes on
 * from its place in each channel.
 */
export class Realtime {
  readonly #options: RealtimeOptions;
  readonly #reachability: Reachability;
  readonly #positions: Positions;
  readonly #feed: Feed;
  readonly #ways: Ways;
  #session: Session | undefined;
  #state: RealtimeState = 'off';
  /** Counts connections, so that what an abandoned one was waiting for is ignored. */
  #generation = 0;
  #failures = 0;
  #liveAt: number | undefined;
  #paused = false;
  /** Of the next try, or of the end of a connection that nobody uses. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unwatchNetwork: (() => void) | undefined;

  constructor(options: RealtimeOptions) {
    this.#options = options;
    this.#reachability = options.reachability ?? browserReachability();
    this.#positions = new Positions(options.storage, options.storageKey ?? 'docket:positions');
    this.#feed = new Feed(this.#positions);
    this.#ways = new Ways(options);
  }

  get state(): RealtimeState {
    return this.#state;
  }

  /** Paused by the program, or without a network: nothing is tried meanwhile. */
  get resting(): boolean {
    return this.#paused || !this.#reachability.reachable();
  }

  /** Is what is published on a public channel told at the moment? */
  isLive(channel: string): boolean {
    return this.#state === 'live' && this.#feed.isLive(channel);
  }

  /** Listens to the own events until the returned function is called. Callbacks run synchronously, in the order of the channel. */
  listen(listener: RealtimeListener): () => void {
    return this.#join(listener, () => this.#feed.add(listener));
  }

  /** Listens to a public channel, such as a show's, until the returned function is called; `state` is told as to `listen`. Needs no login. */
  listenTo(channel: string, listener: RealtimeListener): () => void {
    return this.#join(listener, () => this.#feed.addTo(channel, listener));
  }

  /** Resolves once it is live, and opens it for that. @throws the reason of `signal` when that aborts before */
  whenLive(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      // The state may change, and be told, while the listener is being added.
      let leave: (() => void) | undefined;
      const settle = () => {
        if (leave === undefined || (this.#state !== 'live' && signal?.aborted !== true)) return;
        leave();
        leave = undefined;
        signal?.removeEventListener('abort', settle);
        if (this.#state === 'live') resolve();
        else if (signal !== undefined) fail(reject, abortReason(signal));
      };
      leave = this.listen({ state: settle });
      signal?.addEventListener('abort', settle);
      settle();
    });
  }

  /** Drops the connection. Listeners stay; `reopen` or a new listener connects again. */
  close(): void {
    this.#drop();
    this.#positions.save();
    // Who listens later without having kept a place is told what comes from then on.
    if (!this.#positions.lasting) this.#feed.forget();
    this.#failures = 0;
    this.#setState('off');
  }

  /** As `close`, and nothing is kept of whoever was logged in. Public channels go on without a login. */
  forget(): void {
    this.close();
    this.#feed.forget();
    this.#positions.clear();
    this.#ensure();
  }

  /** Connects anew for whoever listens, as after a login or when a person asks to try again, and goes on from the same place. */
  reopen(): void {
    this.#drop();
    this.#failures = 0;
    this.#ways.reset();
    this.#setState('off');
    this.#ensure();
  }

  /** Lets the connection go and asks for nothing, as an app in the background should, until `resume`. Listeners and places are kept. */
  pause(): void {
    this.#paused = true;
    this.#drop();
    this.#positions.save();
    this.#setState('off');
  }

  /** Goes on after `pause`; what was missed is told, or that it cannot be (`EventGap`). */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.reopen();
    this.#feed.tellState(this.#state);
  }

  #join(listener: RealtimeListener, add: () => () => void): () => void {
    this.#unwatchNetwork ??= this.#watchNetwork();
    const remove = add();
    this.#ensure();
    return () => {
      remove();
      if (this.#feed.size === 0) this.#schedule(() => this.#rest(), this.#options.lingerMs ?? 5000);
      else if (!this.#isWanted()) this.close();
    };
  }

  #rest(): void {
    this.#unwatchNetwork?.();
    this.#unwatchNetwork = undefined;
    this.close();
  }

  #isWanted(): boolean {
    return this.#options.signedIn?.() === false ? this.#feed.hasChannels : this.#feed.size > 0;
  }

  /** Opens a connection where one is of use and there is none yet. */
  #ensure(): void {
    if (this.#session !== undefined || this.#state === 'connecting' || this.#state === 'reconnecting') {
      if (this.#state === 'live') clearTimeout(this.#timer);
      return;
    }
    if (this.#isWanted()) this.#open();
    else if (this.#feed.size > 0) this.#setState('away');
  }

  #watchNetwork(): () => void {
    let reachable = this.#reachability.reachable();
    return this.#reachability.subscribe(() => {
      if (reachable === this.#reachability.reachable()) return;
      reachable = !reachable;
      if (reachable) this.reopen();
      else if (this.#isWanted() && !this.#paused) {
        this.#drop();
        this.#setState('reconnecting');
      }
      this.#feed.tellState(this.#state);
    });
  }

  #open(): void {
    this.#drop();
    if (this.#paused) return;
    this.#setState(this.#failures === 0 && this.#liveAt === undefined ? 'connecting' : 'reconnecting');
    if (!this.#reachability.reachable()) return;
    const generation = this.#generation;
    this.#connect(generation).catch((error: unknown) => {
      if (generation !== this.#generation) return;
      if (isUnauthorized(error)) this.#setState('away');
      else this.#retry();
    });
  }

  async #connect(generation: number): Promise<void> {
    const [ticket] = await Promise.all([this.#options.ticket(), this.#positions.load()]);
    if (generation !== this.#generation) return;
    const way = this.#ways.choose(ticket);
    if (way === undefined) {
      this.#setState('away');
      return;
    }
    const session = new Session(
      {
        ...way,
        token: ticket.token,
        freshToken: async () => (await this.#options.ticket()).token,
        positions: this.#feed.ownPositions(),
      },
      {
        connected: (connected) => this.#connected(session, connected),
        publication: (channel, publication) => this.#feed.publish(channel, publication),
        unsubscribed: (channel) => this.#feed.leftBy(channel),
        closed: (end) => this.#closed(end),
      },
    );
    this.#session = session;
  }

  #connected(session: Session, { subs }: Connected): void {
    this.#liveAt = monotonicMs();
    this.#ways.worked();
    this.#setState('live');
    this.#feed.attach(session, subs);
  }

  #closed({ code, refusal }: SessionEnd): void {
    const heldMs = this.#liveAt === undefined ? undefined : monotonicMs() - this.#liveAt;
    const connected = this.#state === 'live';
    this.#session = undefined;
    this.#feed.detach();
    if (heldMs !== undefined && connected && heldMs >= STEADY_MS) this.#failures = 0;
    if (refusal === undefined && !connected) this.#ways.failed();
    const refused = refusal !== undefined && !refusal.temporary && refusal.code !== TOKEN_EXPIRED;
    // A new ticket says whether there is a login; the gateway refusing that one too will not change by waiting.
    if ((refused || LOGIN_OVER.includes(code)) && this.#failures > 0) this.#setState('away');
    else this.#retry();
  }

  #retry(): void {
    const base = Math.min(RETRY_MS.first * 2 ** this.#failures, RETRY_MS.most);
    this.#failures += 1;
    this.#setState('reconnecting');
    this.#schedule(() => this.#open(), base * (0.5 + Math.random() / 2));
  }

  /** Ends the connection and whatever was to happen to it. */
  #drop(): void {
    this.#generation += 1;
    clearTimeout(this.#timer);
    this.#session?.close();
    this.#session = undefined;
    this.#feed.detach();
  }

  #setState(state: RealtimeState): void {
    if (state === this.#state) return;
    this.#state = state;
    if (state === 'off') this.#liveAt = undefined;
    this.#feed.tellState(state);
  }

  #schedule(action: () => void, ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, ms);
  }
}

function isUnauthorized(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'status' in error && (error.status === 401 || error.status === 403)
  );
}
