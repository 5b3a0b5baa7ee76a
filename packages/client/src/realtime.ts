import { parseEvent, type EventEnvelope } from '@docket/contracts/events/envelope';
import type { Centrifuge, PublicationContext, SubscribedContext } from 'centrifuge';

/** `off`: nobody listens. `away`: given up until somebody listens anew (no session, or the gateway refused for good). */
export type RealtimeState = 'off' | 'connecting' | 'live' | 'reconnecting' | 'away';

export type RealtimeListener = {
  readonly event?: (event: EventEnvelope) => void;
  /**
   * What is held may be incomplete: the subscription began, or came back without everything that was missed.
   * `recovered` says the gateway replayed all of it.
   */
  readonly resync?: (recovered: boolean) => void;
  readonly state?: (state: RealtimeState) => void;
};

export type RealtimeOptions = {
  /** Fetches a fresh gateway token. A rejection with `status` 401 ends the attempts. */
  readonly ticket: () => Promise<{ token: string; url: string }>;
  /** Overrides the address that comes with the token. */
  readonly url?: string | undefined;
  /** WebSocket constructor; the global one by default. */
  readonly websocket?: unknown;
  /** How long an unused connection is kept, in ms. */
  readonly lingerMs?: number;
};

const RETRY_MS = [500, 1000, 2000, 5000, 10_000, 20_000];
const REMEMBERED_EVENTS = 2000;

/** One connection for everybody who listens; it opens with the first listener and closes a while after the last. */
export class Realtime {
  readonly #options: RealtimeOptions;
  readonly #listeners = new Set<RealtimeListener>();
  readonly #seen = new Set<string>();
  readonly #channels = new Map<string, Set<RealtimeListener>>();
  #client: Centrifuge | undefined;
  #state: RealtimeState = 'off';
  /** Counts connections, so that what an abandoned one still reports is ignored. */
  #generation = 0;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RealtimeOptions) {
    this.#options = options;
  }

  get state(): RealtimeState {
    return this.#state;
  }

  /** Listens until the returned function is called. Callbacks run synchronously, in the order of the channel. */
  listen(listener: RealtimeListener): () => void {
    this.#listeners.add(listener);
    if (this.#client === undefined && this.#state !== 'connecting' && this.#state !== 'reconnecting') this.#open();
    else if (this.#listeners.size === 1) clearTimeout(this.#timer);
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return;
      this.#schedule(() => this.close(), this.#options.lingerMs ?? 5000);
    };
  }

  /** Listens to a public channel, such as a show's, until the returned function is called; `state` is told as to `listen`. */
  listenTo(channel: string, listener: RealtimeListener): () => void {
    const known = this.#channels.get(channel);
    const listeners = known ?? new Set<RealtimeListener>();
    listeners.add(listener);
    this.#channels.set(channel, listeners);
    const leave = this.listen(listener.state === undefined ? {} : { state: listener.state });
    if (known === undefined) this.#subscribe(channel);
    return () => {
      leave();
      if (!listeners.delete(listener) || listeners.size > 0) return;
      this.#channels.delete(channel);
      const subscription = this.#client?.getSubscription(channel);
      if (subscription !== undefined && subscription !== null) this.#client?.removeSubscription(subscription);
    };
  }

  /** Drops the connection, as on logout. Listeners stay; `reopen` or a new listener connects again. */
  close(): void {
    this.#generation += 1;
    clearTimeout(this.#timer);
    this.#client?.disconnect();
    this.#client = undefined;
    this.#seen.clear();
    this.#failures = 0;
    this.#setState('off');
  }

  /** Connects anew for whoever listens, as after a login or when a person asks to try again. */
  reopen(): void {
    this.close();
    if (this.#listeners.size > 0) this.#open();
  }

  #open(): void {
    this.#generation += 1;
    clearTimeout(this.#timer);
    const generation = this.#generation;
    this.#setState(this.#failures === 0 ? 'connecting' : 'reconnecting');
    this.#connect(generation).catch((error: unknown) => {
      if (generation !== this.#generation) return;
      this.#client = undefined;
      if (isUnauthorized(error)) this.#setState('away');
      else this.#retryLater();
    });
  }

  async #connect(generation: number): Promise<void> {
    const [{ Centrifuge: Client, UnauthorizedError }, first] = await Promise.all([
      import('centrifuge'),
      this.#options.ticket(),
    ]);
    if (generation !== this.#generation) return;
    const client = new Client(this.#options.url ?? first.url, {
      token: first.token,
      getToken: async () => {
        try {
          return (await this.#options.ticket()).token;
        } catch (error) {
          if (isUnauthorized(error)) throw new UnauthorizedError('no session');
          throw error;
        }
      },
      minReconnectDelay: 200,
      maxReconnectDelay: 10_000,
      ...(this.#options.websocket === undefined ? {} : { websocket: this.#options.websocket }),
    });
    const mine =
      <A extends unknown[]>(handler: (...args: A) => void) =>
      (...args: A) => {
        if (generation === this.#generation) handler(...args);
      };
    client.on(
      'connecting',
      mine(() => this.#setState(this.#failures === 0 && this.#state === 'connecting' ? 'connecting' : 'reconnecting')),
    );
    client.on(
      'connected',
      mine(() => {
        this.#failures = 0;
        this.#setState('live');
      }),
    );
    client.on(
      'subscribed',
      mine((context) => this.#each((l) => l.resync?.(context.wasRecovering && context.recovered))),
    );
    client.on(
      'publication',
      mine((context) => this.#publish(context.data)),
    );
    client.on(
      'disconnected',
      mine((context) => {
        this.#client = undefined;
        // The client stops by itself only on codes that say so; a wrong token or no permission will not heal by waiting.
        if (context.code === 1 || context.code === 3500) this.#setState('away');
        else this.#retryLater();
      }),
    );
    this.#client = client;
    for (const channel of this.#channels.keys()) this.#subscribe(channel);
    client.connect();
  }

  /** On the connection there is; a later one subscribes to all channels anew. The client recovers what a short absence missed. */
  #subscribe(channel: string): void {
    const client = this.#client;
    if (client === undefined) return;
    const subscription = client.newSubscription(channel);
    const each = (visit: (listener: RealtimeListener) => void): void => {
      if (client === this.#client) for (const listener of this.#channels.get(channel) ?? []) visit(listener);
    };
    subscription.on('subscribed', (context: SubscribedContext) =>
      each((l) => l.resync?.(context.wasRecovering && context.recovered)),
    );
    subscription.on('publication', (context: PublicationContext) => {
      const event = readEvent(context.data);
      if (event === 'unreadable') each((l) => l.resync?.(false));
      else if (event !== undefined) each((l) => l.event?.(event));
    });
    subscription.subscribe();
  }

  #retryLater(): void {
    const base = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 20_000;
    this.#failures += 1;
    this.#setState('reconnecting');
    this.#schedule(() => this.#open(), base * (0.75 + Math.random() / 2));
  }

  #publish(data: unknown): void {
    const event = readEvent(data);
    if (event === 'unreadable') {
      this.#each((l) => l.resync?.(false));
      return;
    }
    if (event === undefined || this.#seen.has(event.id)) return;
    this.#seen.add(event.id);
    if (this.#seen.size > REMEMBERED_EVENTS) {
      for (const oldest of this.#seen) {
        this.#seen.delete(oldest);
        break;
      }
    }
    const known = event;
    this.#each((l) => l.event?.(known));
  }

  #each(visit: (listener: RealtimeListener) => void): void {
    for (const listener of [...this.#listeners]) visit(listener);
  }

  #setState(state: RealtimeState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#each((l) => l.state?.(state));
  }

  #schedule(action: () => void, ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, ms);
  }
}

/** An event of a shape this build cannot read is like a missed one. */
function readEvent(data: unknown): EventEnvelope | 'unreadable' | undefined {
  try {
    return parseEvent(data);
  } catch {
    return 'unreadable';
  }
}

function isUnauthorized(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'status' in error && (error.status === 401 || error.status === 403)
  );
}
