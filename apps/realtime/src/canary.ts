import { randomUUID } from 'node:crypto';
import { userChannel } from '@docket/contracts/events/envelope';
import type { Publisher } from '@docket/queue/publish/publisher';
import type { Hub } from './hub/hub.ts';
import type { Sink, Subscription } from './hub/subscription.ts';
import type { RealtimeMetrics } from './metrics.ts';

const LATE_MS = 250;
const LOST_MS = 5_000;

/**
 * A user of the gateway's own who publishes an event a second and waits for it, on the same path as everybody's.
 * What it counts is the answer to "do events arrive?" when no user is around to complain.
 */
export class Canary implements Sink {
  readonly #hub: Hub;
  readonly #publisher: Publisher;
  readonly #metrics: RealtimeMetrics;
  readonly #channel: string;
  readonly #waiting = new Map<number, number>();
  #subscription: Subscription | undefined;
  #timer: NodeJS.Timeout | undefined;
  #arrived = -1;

  constructor(hub: Hub, publisher: Publisher, metrics: RealtimeMetrics, node: string) {
    this.#hub = hub;
    this.#publisher = publisher;
    this.#metrics = metrics;
    this.#channel = userChannel(`canary-${node}`);
  }

  start(everyMs: number): void {
    this.#timer = setInterval(() => void this.#beat().catch(() => this.#count('failed')), everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#drop();
  }

  push(frame: Buffer): boolean {
    const offset = Number(/"offset":(\d+)\}\}\}$/.exec(frame.toString('latin1', Math.max(0, frame.length - 40)))?.[1]);
    this.#arrived = Math.max(this.#arrived, offset);
    const sentAt = this.#waiting.get(offset);
    if (sentAt !== undefined) this.#settle(offset, sentAt);
    return true;
  }

  stalled(): void {
    this.#drop();
  }

  lost(): void {
    this.#drop();
  }

  async #beat(): Promise<void> {
    const now = Date.now();
    for (const [offset, sentAt] of this.#waiting) {
      if (now - sentAt > LOST_MS && this.#waiting.delete(offset)) this.#count('lost');
    }
    const subscription = this.#subscription ?? (await this.#subscribe());
    if (subscription.isEnded) return this.#drop();
    const id = randomUUID();
    const json = JSON.stringify({ v: 1, id, type: 'canary', at: new Date(now).toISOString(), data: {} });
    const { offset } = await this.#publisher.publishRaw({ channel: this.#channel, id, json });
    // The event may have come in before the answer of the publication.
    if (offset <= this.#arrived) this.#settle(offset, now);
    else this.#waiting.set(offset, now);
  }

  async #subscribe(): Promise<Subscription> {
    const subscription = this.#hub.attach(this.#channel, this);
    this.#subscription = subscription;
    try {
      const view = await this.#hub.read(subscription.topic, undefined);
      subscription.begin(view.epoch, view.top);
      subscription.goLive();
    } catch (error) {
      this.#drop();
      throw error;
    }
    return subscription;
  }

  #drop(): void {
    if (this.#subscription !== undefined) this.#hub.detach(this.#subscription);
    this.#subscription = undefined;
    this.#arrived = -1;
  }

  #settle(offset: number, sentAt: number): void {
    this.#waiting.delete(offset);
    this.#count(Date.now() - sentAt > LATE_MS ? 'late' : 'delivered');
  }

  #count(outcome: 'delivered' | 'late' | 'lost' | 'failed'): void {
    this.#metrics.canary.inc({ outcome });
  }
}
