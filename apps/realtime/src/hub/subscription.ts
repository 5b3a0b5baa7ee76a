import type { Topic } from './topic.ts';

/** A publication on its way to sockets: a finished WebSocket frame and its place. */
export type Live = {
  readonly epoch: string;
  readonly offset: number;
  readonly frame: Buffer;
  /** When it was published, ms of the clock; undefined when it was read from the window. */
  readonly sentAt: number | undefined;
};

/** Who a subscription writes to. */
export type Sink = {
  /** Who it is to others; those without are nobody. */
  readonly who?: { readonly client: string; readonly user: string };
  /** Writes now, or returns false when the receiver does not keep up and must be caught up later. */
  push(frame: Buffer): boolean;
  /** A subscription needs catching up; `Hub.catchUp` is to be called once the receiver has drained. */
  stalled(): void;
  /** The place in the channel cannot be kept: the receiver has to start over from its own position. */
  lost(): void;
};

/** More than this while a read is on its way means the read does not come back. */
const BUFFER_LIMIT = 2_000;

/**
 * One receiver of one channel and how far it has got. While its past is read from the window, live publications
 * wait in the buffer; the past is written first, then what of the buffer lies beyond it. Nothing is awaited between
 * a live publication's arrival and its writing, so order per channel needs no further care.
 */
export class Subscription {
  readonly topic: Topic;
  readonly #sink: Sink;
  #state: 'buffering' | 'live' | 'stalled' | 'ended' = 'buffering';
  #buffer: Live[] | undefined;
  #epoch = '';
  #position = -1;

  constructor(topic: Topic, sink: Sink) {
    this.topic = topic;
    this.#sink = sink;
  }

  get who(): Sink['who'] {
    return this.#sink.who;
  }

  get position(): number {
    return this.#position;
  }

  get epoch(): string {
    return this.#epoch;
  }

  get isStalled(): boolean {
    return this.#state === 'stalled';
  }

  get isEnded(): boolean {
    return this.#state === 'ended';
  }

  /** A live publication. Repeats, and what the window already gave, are dropped. */
  accept(live: Live): void {
    if (this.#state === 'live') {
      if (live.offset > this.#position) this.#write(live.offset, live.frame);
    } else if (this.#state === 'buffering') {
      this.#buffer ??= [];
      if (this.#buffer.push(live) > BUFFER_LIMIT) this.lose();
    }
  }

  /** Fixes where the receiver is. It stays buffering until `goLive`, which the reply to the client must precede. */
  begin(epoch: string, position: number): void {
    this.#epoch = epoch;
    this.#position = position;
  }

  /** Writes what waited and lets live publications through; `incomplete`: there is more past to fetch first. */
  goLive(incomplete = false): void {
    if (this.#state !== 'buffering') return;
    const waiting = this.#buffer ?? [];
    this.#buffer = undefined;
    if (incomplete) {
      this.#stall();
      return;
    }
    this.#state = 'live';
    for (const live of waiting) {
      if (live.epoch === this.#epoch) this.accept(live);
    }
  }

  /** Back to collecting, for a stalled subscription whose receiver has drained. */
  rebuffer(): void {
    if (this.#state === 'stalled') this.#state = 'buffering';
  }

  /** Writes a publication of the window; false when the receiver stalled again. */
  replay(offset: number, frame: Buffer): boolean {
    if (this.#state !== 'buffering') return false;
    if (offset <= this.#position) return true;
    if (!this.#sink.push(frame)) return false;
    this.#position = offset;
    return true;
  }

  lose(): void {
    if (this.#state === 'ended') return;
    this.end();
    this.#sink.lost();
  }

  end(): void {
    this.#state = 'ended';
    this.#buffer = undefined;
  }

  #write(offset: number, frame: Buffer): void {
    if (this.#sink.push(frame)) this.#position = offset;
    else this.#stall();
  }

  #stall(): void {
    this.#state = 'stalled';
    this.#sink.stalled();
  }
}
