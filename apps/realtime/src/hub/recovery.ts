import type { StreamEntry, StreamView } from '@docket/queue/publish/reader';
import type { ReadDurableEvents } from '../durable-gap.ts';
import type { RealtimeMetrics } from '../metrics.ts';
import type { Position } from '../protocol/commands.ts';
import { encodePublication, type SubscribeResult } from '../protocol/replies.ts';
import type { Hub } from './hub.ts';
import type { Subscription } from './subscription.ts';

export type RecoveryOptions = {
  readonly hub: Hub;
  readonly readDurable: ReadDurableEvents;
  readonly metrics: RealtimeMetrics;
};

export type Start = {
  readonly result: SubscribeResult;
  /** More was missed than the reply may hold; the rest comes as pushes, through `Hub.catchUp`. */
  readonly incomplete: boolean;
};

/**
 * Finds out where a new subscription starts and what its client has missed. Afterwards the caller writes the reply and
 * then lets the subscription go live. Either everything after the client's position is replayed, or nothing:
 * `recovered: false` tells the client to load its state anew.
 * @param budget bytes of publications the reply may hold, about.
 * @throws when Redis is away.
 */
export async function recover(
  options: RecoveryOptions,
  subscription: Subscription,
  since: Position | undefined,
  budget: number,
): Promise<Start> {
  const { hub, metrics } = options;
  const { topic } = subscription;
  await topic.opened;

  if (topic.epoch !== '' && (since === undefined || (isEpoch(since, topic.epoch) && since.offset === topic.top))) {
    return start(subscription, topic.epoch, topic.top, since !== undefined, since !== undefined, [], metrics);
  }
  const view = await hub.read(topic, since?.offset);
  if (since === undefined) return start(subscription, view.epoch, view.top, false, false, [], metrics);

  const missed = isEpoch(since, view.epoch) ? await findMissed(options, topic.channel, since.offset, view) : undefined;
  if (missed === undefined) return start(subscription, view.epoch, view.top, true, false, [], metrics);

  const fitting = takeBytes(missed.entries, budget, missed.mustFit);
  const incomplete = view.more || fitting.length < missed.entries.length;
  const position = incomplete ? (fitting.at(-1)?.offset ?? since.offset) : view.top;
  const publications = fitting.map(({ offset, json }) => encodePublication(offset, json));
  subscription.begin(view.epoch, position);
  metrics.recoveries.inc({ outcome: view.covered && !view.forgotten ? 'window' : 'durable' });
  return {
    // Publications move the client's offset from its own; without any it may as well stand where the channel does.
    result: {
      epoch: view.epoch,
      offset: publications.length > 0 ? since.offset : position,
      wasRecovering: true,
      recovered: true,
      publications,
    },
    incomplete,
  };
}

function start(
  subscription: Subscription,
  epoch: string,
  offset: number,
  wasRecovering: boolean,
  recovered: boolean,
  publications: readonly string[],
  metrics: RealtimeMetrics,
): Start {
  subscription.begin(epoch, offset);
  if (wasRecovering) metrics.recoveries.inc({ outcome: recovered ? 'window' : 'missed' });
  return { result: { epoch, offset, wasRecovering, recovered, publications }, incomplete: false };
}

/** A client that was given no epoch takes any. */
function isEpoch(since: Position, epoch: string): boolean {
  return since.epoch === '' || since.epoch === epoch;
}

type Missed = {
  readonly entries: readonly StreamEntry[];
  /** How many at the front the reply must hold: among them are some from Postgres, which pushes later on could not bring. */
  readonly mustFit: number;
};

async function findMissed(
  options: RecoveryOptions,
  channel: string,
  since: number,
  view: StreamView,
): Promise<Missed | undefined> {
  if (view.covered && !view.forgotten) return { entries: view.entries, mustFit: 0 };
  if (since > view.top) return undefined;
  const { complete, events } = await options.readDurable(channel, view.epoch, since);
  if (!complete) return undefined;
  // Not beyond what was read from the window: after that come live publications, coalesced ones among them.
  const end = view.more ? (view.entries.at(-1)?.offset ?? since) : view.top;
  const inWindow = new Set(view.entries.map(({ offset }) => offset));
  const durable = events.filter(({ offset }) => offset <= end && !inWindow.has(offset));
  const entries = [...durable, ...view.entries].toSorted((a, b) => a.offset - b.offset);
  const last = durable.at(-1);
  return { entries, mustFit: last === undefined ? 0 : entries.indexOf(last) + 1 };
}

function takeBytes(entries: readonly StreamEntry[], budget: number, atLeast: number): readonly StreamEntry[] {
  let bytes = 0;
  const end = entries.findIndex(({ json }, index) => {
    bytes += json.length;
    return bytes > budget && index >= atLeast;
  });
  return end === -1 ? entries : entries.slice(0, end);
}
