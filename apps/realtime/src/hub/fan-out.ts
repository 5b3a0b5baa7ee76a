import type { Logger } from '@docket/runtime/logger';
import type { RealtimeMetrics } from '../metrics.ts';
import { conflate } from './conflate.ts';
import type { Live, Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

export type FanOutOptions = {
  readonly metrics: Pick<RealtimeMetrics, 'merged' | 'publishLag'>;
  readonly log: Logger;
  /** Receivers that are written to in one go, 500 about 5 to 10 ms. A channel with no more is never kept waiting. */
  readonly fanOutSlice: number;
};

/** More than this that cannot be merged means the receivers cannot be told as fast as it comes. */
const WAITING_LIMIT = 2_000;

/** A channel on its turn: what it tells in this turn, and to whom the first of it has still to be written. */
type Turn = { readonly topic: Topic; readonly lives: Live[]; receivers: Iterator<Subscription> };

/**
 * Hands publications to the receivers of their channels. With very many of them that takes tenths of a second, so it is done
 * a slice at a time, between which everybody else's events go out; what comes meanwhile for the same channel waits and
 * is merged where its events say how. So a crowded channel is never further behind than twice the time one telling takes,
 * whatever is published on it.
 */
export class FanOut {
  readonly #options: FanOutOptions;
  /** Channels with something waiting, in the order of their turns. */
  readonly #queue = new Set<Topic>();
  #turn: Turn | undefined;
  #scheduled = false;

  constructor(options: FanOutOptions) {
    this.#options = options;
  }

  /** @param live the next publication of the channel, in order */
  deliver(topic: Topic, live: Live): void {
    topic.top = live.offset;
    const { fanOutSlice, log } = this.#options;
    const isBusy = this.#turn?.topic === topic || this.#queue.has(topic);
    if (topic.subscriptions.size <= fanOutSlice && !isBusy) {
      for (const subscription of topic.subscriptions) subscription.accept(live);
      this.#noteLag(live);
      return;
    }
    topic.waiting ??= [];
    if (topic.waiting.push(live) > WAITING_LIMIT) {
      if (this.#merge(topic).length > WAITING_LIMIT) {
        log.warn({ channel: topic.channel }, 'more is published on a channel than its receivers can be told');
        topic.loseAll();
        return;
      }
    }
    this.#queue.add(topic);
    if (!this.#scheduled) this.#go();
  }

  #go(): void {
    this.#scheduled = false;
    this.#writeSlice();
    if (this.#turn === undefined && this.#queue.size === 0) return;
    this.#scheduled = true;
    setImmediate(() => this.#go());
  }

  #writeSlice(): void {
    this.#turn ??= this.#nextTurn();
    const turn = this.#turn;
    const live = turn?.lives[0];
    if (turn === undefined || live === undefined) return;
    for (let written = 0; written < this.#options.fanOutSlice; written += 1) {
      const next = turn.receivers.next();
      if (next.done === true) {
        this.#noteLag(live);
        turn.lives.shift();
        turn.receivers = turn.topic.subscriptions.values();
        if (turn.lives.length === 0) this.#turn = undefined;
        return;
      }
      // Who came in the meantime may have another epoch; everybody else keeps the repeats out by the offset.
      if (next.value.epoch === live.epoch || next.value.epoch === '') next.value.accept(live);
    }
  }

  #nextTurn(): Turn | undefined {
    for (const topic of this.#queue) {
      this.#queue.delete(topic);
      const lives = this.#merge(topic);
      topic.waiting = undefined;
      if (lives.length === 0) continue;
      return { topic, lives, receivers: topic.subscriptions.values() };
    }
    return undefined;
  }

  #noteLag({ sentAt }: Live): void {
    if (sentAt !== undefined) this.#options.metrics.publishLag.observe(Math.max(0, Date.now() - sentAt) / 1_000);
  }

  #merge(topic: Topic): Live[] {
    const before = topic.waiting ?? [];
    const merged = conflate(topic.channel, before);
    topic.waiting = merged;
    this.#options.metrics.merged.inc(before.length - merged.length);
    return merged;
  }
}
