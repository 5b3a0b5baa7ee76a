import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { RealtimeState } from '../realtime.ts';
import { gapBetween, type EventGap } from './gap.ts';
import { Newest } from './newest.ts';
import type { Positions } from './positions.ts';
import type { Position, Publication, Subscribed } from './protocol.ts';
import { readEvent } from './read-event.ts';
import type { Session } from './session.ts';

export type RealtimeListener = {
  /** `before` is the place in the channel that the event follows. */
  readonly event?: (event: EventEnvelope, before?: Position) => void;
  /**
   * What is held may be incomplete: the subscription began, or came back without everything that was missed.
   * `recovered` says the gateway replayed all of it; where it did not, `gap` says what is missing (nothing is, of a subscription that only begins).
   */
  readonly resync?: (recovered: boolean, gap?: EventGap) => void;
  /** For one that works on events later: the place up to which it is done, while it is behind. What is kept over restarts goes no further. */
  readonly doneTo?: () => Position | undefined;
  readonly state?: (state: RealtimeState) => void;
};

type Channel = { readonly listeners: Set<RealtimeListener>; live: boolean };

const REMEMBERED_EVENTS = 2000;
const SUBSCRIBE_AGAIN_MS = 1_500;

/** Who listens to what, and what they have been told: each event once, in order, and never one that is out of date. */
export class Feed {
  readonly #positions: Positions;
  readonly #own = new Set<RealtimeListener>();
  readonly #channels = new Map<string, Channel>();
  readonly #seen = new Set<string>();
  readonly #newest = new Newest();
  /** When the last event of a channel was made. */
  readonly #lastAt = new Map<string, string>();
  /** Up to where one was that has left with events before it; whoever comes in its place begins there, after a restart. */
  readonly #leftAt = new Map<string, Position>();
  #session: Session | undefined;

  constructor(positions: Positions) {
    this.#positions = positions;
    positions.keep((channel) => this.#doneTo(channel));
  }

  get size(): number {
    return this.#own.size + this.#channels.size;
  }

  get hasChannels(): boolean {
    return this.#channels.size > 0;
  }

  isLive(channel: string): boolean {
    return this.#channels.get(channel)?.live === true;
  }

  add(listener: RealtimeListener): () => void {
    // A copy, so that one listener may be given twice.
    const own = { ...listener };
    if (own.doneTo !== undefined) this.#leftAt.clear();
    this.#own.add(own);
    return () => {
      const behind = own.doneTo?.();
      if (this.#own.delete(own) && behind !== undefined)
        for (const channel of this.ownPositions().keys()) this.#leftAt.set(channel, behind);
    };
  }

  addTo(channel: string, listener: RealtimeListener): () => void {
    const known = this.#channels.get(channel);
    const joined = known ?? { listeners: new Set<RealtimeListener>(), live: false };
    const own = { ...listener };
    joined.listeners.add(own);
    this.#channels.set(channel, joined);
    if (known === undefined) this.#subscribe(channel, joined);
    return () => {
      if (!joined.listeners.delete(own) || joined.listeners.size > 0) return;
      this.#channels.delete(channel);
      if (joined.live) this.#session?.unsubscribe(channel);
      this.#positions.drop(channel);
      this.#newest.dropShow(channel.slice(channel.indexOf(':') + 1));
    };
  }

  /** Places in the channels that the server subscribes to by itself. Of whoever was logged in earlier it takes no notice. */
  ownPositions(): ReadonlyMap<string, Position> {
    return new Map([...this.#positions.entries()].filter(([channel]) => !this.#channels.has(channel)));
  }

  /** A connection is there, with these subscriptions. */
  attach(session: Session, subs: ReadonlyMap<string, Subscribed>): void {
    this.#session = session;
    for (const [channel, sub] of subs) this.#begin(channel, sub);
    for (const [channel, joined] of this.#channels) this.#subscribe(channel, joined);
  }

  detach(): void {
    this.#session = undefined;
    for (const joined of this.#channels.values()) joined.live = false;
  }

  /** The server ended the subscription; it is asked for again. */
  leftBy(channel: string): void {
    const joined = this.#channels.get(channel);
    if (joined === undefined) return;
    joined.live = false;
    this.#subscribe(channel, joined);
  }

  publish(channel: string, { data, offset }: Publication): void {
    const place = this.#positions.get(channel);
    // After a hasty reconnection publications may come twice.
    if (place !== undefined && offset !== 0 && offset <= place.offset) return;
    const next = { epoch: place?.epoch ?? '', offset };
    const event = readEvent(data);
    if (event === 'unreadable') {
      const gap = gapBetween(channel, place ?? next, next, this.#lastAt.get(channel));
      this.#each(channel, (listener) => listener.resync?.(false, { ...gap, atMost: 1 }));
    } else if (event !== undefined && this.#isNew(event.id)) {
      this.#lastAt.set(channel, event.at);
      const fresh = this.#newest.take(event);
      if (fresh !== undefined) this.#each(channel, (listener) => listener.event?.(fresh, place));
    }
    this.#positions.set(channel, next);
  }

  tellState(state: RealtimeState): void {
    const channels = [...this.#channels.values()].flatMap(({ listeners }) => [...listeners]);
    for (const listener of [...this.#own, ...channels]) guarded(() => listener.state?.(state));
  }

  /** Forgets what has been told, and where. */
  forget(): void {
    for (const channel of [...this.#positions.entries().keys()]) this.#positions.drop(channel);
    this.#seen.clear();
    this.#newest.clear();
    this.#lastAt.clear();
    this.#leftAt.clear();
  }

  #subscribe(channel: string, joined: Channel): void {
    const session = this.#session;
    session?.subscribe(channel, this.#positions.get(channel), (answer) => {
      if (session !== this.#session) return;
      if (this.#channels.get(channel) !== joined) {
        // Left before the answer, and not joined again since.
        if (!this.#channels.has(channel)) session.unsubscribe(channel);
        return;
      }
      if (!('refusal' in answer)) {
        joined.live = true;
        this.#begin(channel, answer);
      } else if (answer.refusal.temporary) {
        setTimeout(() => {
          if (session === this.#session && this.#channels.get(channel) === joined) this.#subscribe(channel, joined);
        }, SUBSCRIBE_AGAIN_MS);
      }
    });
  }

  #begin(channel: string, sub: Subscribed): void {
    const before = this.#positions.get(channel);
    const { epoch, offset } = sub;
    const recovered = sub.wasRecovering && sub.recovered;
    this.#positions.set(channel, recovered && before !== undefined ? { ...before, epoch } : { epoch, offset });
    const lost = before !== undefined && sub.wasRecovering && !sub.recovered;
    const gap = lost ? gapBetween(channel, before, { epoch, offset }, this.#lastAt.get(channel)) : undefined;
    this.#each(channel, (listener) => listener.resync?.(recovered, gap));
    for (const publication of sub.publications) this.publish(channel, publication);
  }

  /** The least of the places up to which its listeners are done; undefined where all of them are with everything. */
  #doneTo(channel: string): Position | undefined {
    const listeners = this.#channels.get(channel)?.listeners ?? this.#own;
    const places = [this.#leftAt.get(channel), ...[...listeners].map((listener) => listener.doneTo?.())];
    return places.reduce((least, place) => {
      if (least === undefined || place === undefined) return least ?? place;
      return place.offset < least.offset ? place : least;
    }, undefined);
  }

  #isNew(id: string): boolean {
    if (this.#seen.has(id)) return false;
    this.#seen.add(id);
    if (this.#seen.size > REMEMBERED_EVENTS) {
      for (const oldest of this.#seen) {
        this.#seen.delete(oldest);
        break;
      }
    }
    return true;
  }

  /** Whoever listens to the channel; what is no public one is the own. */
  #each(channel: string, visit: (listener: RealtimeListener) => void): void {
    const listeners = this.#channels.get(channel)?.listeners ?? this.#own;
    for (const listener of [...listeners]) guarded(() => visit(listener));
  }
}

/** An error of one listener is its own: the others hear the event, and the program hears of the error. */
function guarded(call: () => void): void {
  try {
    call();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
