import type { Redis } from 'ioredis';
import { channelKeys, channelOfLiveKey } from '@docket/queue/publish/keys';
import type { ReadRequest, StreamReader, StreamView } from '@docket/queue/publish/reader';
import type { Logger } from '@docket/runtime/logger';
import type { RealtimeMetrics } from '../metrics.ts';
import { encodePublication, encodePush } from '../protocol/replies.ts';
import { FanOut } from './fan-out.ts';
import { parseLiveMessage } from './live-message.ts';
import { Subscription, type Live, type Sink } from './subscription.ts';
import { together } from './together.ts';
import { OPEN, Topic } from './topic.ts';

export type HubOptions = {
  /** A connection of its own (`consumer` profile, `autoResubscribe: false`): Redis drops pub/sub clients with much backlog. */
  readonly subscriber: Redis;
  readonly reader: StreamReader;
  readonly prefix: string;
  readonly metrics: RealtimeMetrics;
  readonly log: Logger;
  /** Receivers that are written to in one go; see `FanOut`. */
  readonly fanOutSlice: number;
};

/** Redis is away, so that no new subscription can be promised anything. */
export class HubUnavailableError extends Error {}

/** How long a channel nobody listens to stays subscribed: reconnecting clients find it warm. */
const IDLE_MS = 2_000;
const BATCH = 200;

/**
 * The channels this gateway listens to in Redis, each once however many sockets want it: the first subscribes, the
 * last unsubscribes. It sees to it that each channel's publications are handed on in order and without gap: a missed
 * one is read from the window, and where the window does not reach, the receivers are told that they are lost.
 */
export class Hub {
  readonly #options: HubOptions;
  readonly #fanOut: FanOut;
  readonly #topics = new Map<string, Topic>();
  /** Channels whose repair failed because Redis was away. */
  readonly #unrepaired = new Set<Topic>();
  #checkQueue: Topic[] = [];
  readonly #view: (request: ReadRequest) => Promise<StreamView>;
  readonly #listen: (key: string) => Promise<true>;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#fanOut = new FanOut(options);
    this.#view = together((requests) => options.reader.read(requests));
    this.#listen = together(async (keys) => {
      await options.subscriber.ssubscribe(...keys);
      return keys.map(() => true);
    });
    options.subscriber.on('smessageBuffer', (key: Buffer, message: Buffer) => this.#onMessage(key.toString(), message));
    options.subscriber.on('ready', () => void this.#resubscribe());
  }

  get topicCount(): number {
    return this.#topics.size;
  }

  /** Who listens to a channel here. */
  listenersOf(channel: string): { readonly client: string; readonly user: string }[] {
    return [...(this.#topics.get(channel)?.subscriptions ?? [])].flatMap(({ who }) => who ?? []);
  }

  /** Adds a receiver, buffering; its past and its start are `recover`'s business. Ends with `detach`. */
  attach(channel: string, sink: Sink): Subscription {
    let topic = this.#topics.get(channel);
    if (topic === undefined) {
      topic = new Topic(channel);
      this.#topics.set(channel, topic);
      this.#open(topic);
    }
    topic.idleSince = 0;
    const subscription = new Subscription(topic, sink);
    topic.subscriptions.add(subscription);
    return subscription;
  }

  detach(subscription: Subscription): void {
    const { topic } = subscription;
    subscription.end();
    topic.subscriptions.delete(subscription);
    if (topic.subscriptions.size === 0) topic.idleSince = Date.now();
  }

  /** Reads the window of a channel whose subscription is confirmed, and learns the channel's position from it. */
  async read(topic: Topic, since: number | undefined): Promise<StreamView> {
    await topic.opened;
    const view = await this.#view({ channel: topic.channel, ...(since === undefined ? {} : { since }) });
    this.#adopt(topic, view);
    return view;
  }

  /** Writes what a stalled subscription has missed, then lets it go on live. */
  async catchUp(subscription: Subscription): Promise<void> {
    subscription.rebuffer();
    for (;;) {
      const view = await this.read(subscription.topic, subscription.position);
      if (subscription.isEnded) return;
      if (view.epoch !== subscription.epoch || !view.covered || view.forgotten) return subscription.lose();
      for (const { offset, json } of view.entries) {
        if (!subscription.replay(offset, encodePush(subscription.topic.channel, encodePublication(offset, json)))) {
          return subscription.goLive(true);
        }
      }
      if (!view.more) return subscription.goLive();
    }
  }

  /** Drops channels nobody wants any more and repairs what could not be repaired earlier. Called about once a second. */
  sweep(now: number): void {
    for (const topic of this.#topics.values()) {
      if (topic.idleSince > 0 && now - topic.idleSince > IDLE_MS) this.#close(topic);
    }
    if (this.#unrepaired.size > 0 && this.#options.subscriber.status === 'ready') {
      const topics = [...this.#unrepaired];
      this.#unrepaired.clear();
      void this.#repairAll(topics);
    }
  }

  /** Compares the next `share` (0 to 1) of the channels with the tops of their windows: pub/sub may lose silently. */
  async checkPositions(share: number): Promise<void> {
    if (this.#checkQueue.length === 0) this.#checkQueue = [...this.#topics.values()];
    const topics = this.#checkQueue
      .splice(0, Math.ceil(this.#topics.size * share))
      .filter((topic) => topic.epoch !== '');
    await this.compare(topics);
  }

  /** Compares channels with the tops of their windows, and reads on where one is behind. @throws when Redis is away */
  async compare(topics: readonly Topic[]): Promise<void> {
    for (let from = 0; from < topics.length; from += BATCH) {
      const batch = topics.slice(from, from + BATCH);
      const tops = batch.map((topic) => topic.top);
      const views = await this.#options.reader.read(batch.map(({ channel }) => ({ channel })));
      for (const [index, topic] of batch.entries()) {
        const view = views[index];
        if (view === undefined || view instanceof Error) continue;
        const behind = view.epoch !== topic.epoch || view.top > topic.top || view.top < (tops[index] ?? 0);
        if (!behind) continue;
        this.#options.metrics.positionMismatches.inc();
        await this.#repair(topic);
      }
    }
  }

  #open(topic: Topic): void {
    const { subscriber, prefix } = this.#options;
    if (subscriber.status !== 'ready') {
      topic.opened = Promise.reject(new HubUnavailableError('Redis is away'));
      topic.opened.catch(() => undefined);
      this.#topics.delete(topic.channel);
      return;
    }
    topic.opened = this.#listen(channelKeys(prefix, topic.channel).live).then(() => {
      topic.opened = OPEN;
    });
    topic.opened.catch(() => this.#topics.delete(topic.channel));
  }

  #close(topic: Topic): void {
    this.#topics.delete(topic.channel);
    this.#unrepaired.delete(topic);
    const { subscriber, prefix, log } = this.#options;
    if (subscriber.status !== 'ready') return;
    subscriber
      .sunsubscribe(channelKeys(prefix, topic.channel).live)
      .catch((error: unknown) => log.warn({ err: error, channel: topic.channel }, 'could not unsubscribe'));
  }

  #onMessage(key: string, message: Buffer): void {
    const topic = this.#topics.get(channelOfLiveKey(this.#options.prefix, key));
    if (topic === undefined) return;
    const live = parseLiveMessage(message);
    if (live === undefined) return;
    if (topic.epoch === '') (topic.early ??= []).push(live);
    else this.#advance(topic, live);
  }

  #advance(topic: Topic, live: Live): void {
    if (live.epoch === topic.epoch) {
      if (live.offset <= topic.top) return;
      if (live.offset === topic.top + 1) return this.#fanOut.deliver(topic, live);
      topic.seen = Math.max(topic.seen, live.offset);
    }
    void this.#repair(topic);
  }

  /** The first read of a channel tells its position; from then on live publications can be put in order. */
  #adopt(topic: Topic, view: StreamView): void {
    if (topic.epoch === view.epoch) return;
    if (topic.epoch !== '') topic.loseAll();
    topic.epoch = view.epoch;
    topic.top = view.top;
    topic.seen = view.top;
    const { early = [] } = topic;
    topic.early = undefined;
    for (const live of early) this.#advance(topic, live);
  }

  async #repair(topic: Topic): Promise<void> {
    if (topic.repairing) return;
    topic.repairing = true;
    try {
      let before: number;
      do {
        before = topic.top;
        const [view] = await this.#options.reader.read([{ channel: topic.channel, since: before }]);
        if (view === undefined || view instanceof Error) throw view ?? new Error('no answer for the channel');
        this.#apply(topic, view);
      } while (topic.seen > topic.top && topic.top > before);
    } catch (error) {
      this.#unrepaired.add(topic);
      this.#options.log.warn(
        { err: error instanceof Error ? error.message : error },
        'a channel could not be repaired yet',
      );
    } finally {
      topic.repairing = false;
    }
  }

  async #repairAll(topics: readonly Topic[]): Promise<void> {
    for (let from = 0; from < topics.length; from += BATCH) {
      await Promise.all(
        topics
          .slice(from, from + BATCH)
          .filter((topic) => topic.epoch !== '')
          .map((topic) => this.#repair(topic)),
      );
    }
  }

  #apply(topic: Topic, view: StreamView): void {
    const { metrics } = this.#options;
    if (view.epoch !== topic.epoch) {
      metrics.repairs.inc({ outcome: 'epoch' });
      this.#adopt(topic, view);
      return;
    }
    if (!view.covered) {
      metrics.repairs.inc({ outcome: 'lost' });
      topic.loseAll();
      topic.top = view.top;
      topic.seen = view.top;
      return;
    }
    let delivered = 0;
    for (const { offset, json } of view.entries) {
      if (offset <= topic.top) continue;
      delivered += 1;
      const frame = encodePush(topic.channel, encodePublication(offset, json));
      this.#fanOut.deliver(topic, { epoch: view.epoch, offset, frame, sentAt: undefined });
    }
    // Past a jump (see the publish scripts) the next publication follows the new top.
    if (!view.more && view.top > topic.top) topic.top = view.top;
    if (delivered > 0) metrics.repairs.inc({ outcome: 'filled' });
  }

  /** After a lost connection every channel may have missed something: subscribe anew, then read on from where it was. */
  async #resubscribe(): Promise<void> {
    const { subscriber, prefix, metrics, log } = this.#options;
    const topics = [...this.#topics.values()];
    if (topics.length === 0) return;
    metrics.resubscriptions.inc();
    try {
      for (let from = 0; from < topics.length; from += BATCH) {
        const batch = topics.slice(from, from + BATCH);
        await subscriber.ssubscribe(...batch.map((topic) => channelKeys(prefix, topic.channel).live));
        await this.#repairAll(batch);
      }
      log.info({ channels: topics.length }, 'subscribed again after a lost connection');
    } catch (error) {
      // The connection broke once more; its next `ready` begins anew.
      log.warn({ err: error instanceof Error ? error.message : error }, 'could not subscribe again');
    }
  }
}
