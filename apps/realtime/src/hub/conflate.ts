import { parseEvent } from '@docket/contracts/events/envelope';
import { isMergeable, mergeEvents, type MergeableEnvelope } from '@docket/queue/publish/merge-events';
import { encodePublication, encodePush } from '../protocol/replies.ts';
import { textOf } from '../protocol/wire.ts';
import type { Live } from './subscription.ts';

type Run = { readonly lives: Live[]; readonly events: MergeableEnvelope[] };

/** As the publish script wrote it. */
type Push = { readonly push: { readonly pub: { readonly data: { readonly data: object } } } };

/**
 * What waits of a channel, with neighbours of one mergeable type told as one that has the place of the last. Offsets may have
 * holes, so receivers notice nothing; who recovers later reads the single ones, of which the repeats change nothing.
 * @param waiting publications of one epoch, in order
 */
export function conflate(channel: string, waiting: readonly Live[]): Live[] {
  if (waiting.length < 2) return [...waiting];
  const runs: Run[] = [];
  for (const live of waiting) {
    const event = readMergeable(live);
    const run = runs.at(-1);
    if (event !== undefined && run?.events[0]?.type === event.type) {
      run.lives.push(live);
      run.events.push(event);
    } else runs.push({ lives: [live], events: event === undefined ? [] : [event] });
  }
  return runs.flatMap(({ lives, events }) => (lives.length === 1 ? lives : [merge(channel, lives, events)]));
}

function merge(channel: string, lives: readonly Live[], events: readonly MergeableEnvelope[]): Live {
  const [first, last] = [lives[0], lives.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('nothing to merge');
  const publication = encodePublication(last.offset, JSON.stringify(mergeEvents(events)));
  return { ...last, sentAt: first.sentAt, frame: encodePush(channel, publication) };
}

/** The event of a publication when it is of a kind that may be merged and says nothing this build does not know of. */
function readMergeable({ frame }: Live): MergeableEnvelope | undefined {
  try {
    const raw = (JSON.parse(textOf(frame)) as Push).push.pub.data;
    const event = parseEvent(raw);
    if (event === undefined || !isMergeable(event)) return undefined;
    return Object.keys(raw.data).length === Object.keys(event.data).length ? event : undefined;
  } catch {
    // Of a shape this build cannot read: it goes out as it came.
    return undefined;
  }
}
