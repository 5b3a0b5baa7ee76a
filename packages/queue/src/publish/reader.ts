import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { callDefined } from './defined-command.ts';
import { channelKeys } from './keys.ts';
import { READ_SCRIPT } from './scripts.ts';

export type StreamEntry = { readonly offset: number; readonly json: string };

/** A channel's position and, when asked for, what follows an offset. */
export type StreamView = {
  readonly epoch: string;
  /** Offset of the last publication; 0 when there was none. */
  readonly top: number;
  /** Publications after the offset asked for, oldest first, at most `count`. */
  readonly entries: readonly StreamEntry[];
  /** False when the window no longer holds (or never held) everything after the offset asked for. */
  readonly covered: boolean;
  /** True when `entries` does not reach the top yet. */
  readonly more: boolean;
  /**
   * True when Redis lost its last state (see `scripts.ts`) after the offset asked for. What it had before is covered,
   * but some of what it had taken may be known to Postgres only.
   */
  readonly forgotten: boolean;
};

export type ReadRequest = {
  readonly channel: string;
  readonly since?: number;
  /** Entries at most, instead of the reader's own number. */
  readonly count?: number;
  /** Newest first, and before `since` (without it: from the top) instead of after it. Says nothing of what is covered. */
  readonly reverse?: boolean;
};

export type StreamReader = { read(requests: readonly ReadRequest[]): Promise<(StreamView | Error)[]> };

export type ReaderOptions = {
  readonly redis: Redis;
  readonly prefix: string;
  /**
   * Reading keeps a channel's epoch for so long, and not longer: what a reader makes by naming a channel does not outlive it. Whoever wants to
   * keep a place reads again in time.
   */
  readonly readerSeconds?: number;
  /** Entries per read. */
  readonly count?: number;
};

const COMMAND = 'docketReadChannel';

function toEntries(raw: unknown): StreamEntry[] {
  if (!Array.isArray(raw)) throw new TypeError('the read script answered without entries');
  return raw.map((entry: unknown) => {
    if (!Array.isArray(entry) || !Array.isArray(entry[1])) throw new TypeError('a stream entry has another form');
    return { offset: Number.parseInt(String(entry[0]), 10), json: String(entry[1][1]) };
  });
}

function toView(reply: unknown, { since, reverse = false }: ReadRequest, count: number): StreamView {
  if (!Array.isArray(reply)) throw new TypeError('the read script answered with something else than a list');
  const top = Number(reply[1]);
  const raw = toEntries(reply[2]);
  const epoch = String(reply[0]);
  if (reverse) return { epoch, top, entries: raw, covered: true, more: raw.length === count, forgotten: false };
  if (since === undefined) return { epoch, top, entries: [], covered: true, more: false, forgotten: false };
  const before = reply[3] === '' ? undefined : Number(reply[3]);
  const forgotten = before !== undefined && since <= before;
  // Nothing this Redis knows of lies between the two ends of a jump.
  const place = since === before ? Number(reply[4]) : since;
  const entries = raw[0]?.offset === since ? raw.slice(1) : raw;
  const first = entries[0];
  // The window covers what follows `since` when it still holds `since` itself or the very next one.
  const covered = place === top || entries.length < raw.length || (first !== undefined && first.offset === place + 1);
  const more = raw.length === count && (raw.at(-1)?.offset ?? top) < top;
  return { epoch, top, entries, covered, more, forgotten };
}

/** Reads channels' windows: any number of channels in one round trip, each as one consistent view. */
export function createStreamReader(options: ReaderOptions): StreamReader {
  const { redis, prefix } = options;
  const readerSeconds = options.readerSeconds ?? 120;
  const most = options.count ?? 1_000;
  redis.defineCommand(COMMAND, { numberOfKeys: 2, lua: READ_SCRIPT });

  return {
    async read(requests) {
      if (requests.length === 0) return [];
      const pipeline = redis.pipeline();
      // Of a channel that has none yet. Epochs are compared within a channel, so one name does for all of a call.
      const epoch = randomUUID();
      for (const { channel, since = -1, reverse = false, count = most } of requests) {
        const keys = channelKeys(prefix, channel);
        callDefined(pipeline, COMMAND, [
          ...[keys.meta, keys.stream, epoch, readerSeconds],
          ...[since, count, reverse ? 1 : 0],
        ]);
      }
      const replies = (await pipeline.exec()) ?? [];
      if (replies.length !== requests.length) throw new Error('Redis did not answer for each channel');
      return replies.map(([error, reply], index) => {
        const request = requests[index];
        if (request === undefined) throw new RangeError('more answers than channels');
        return error ?? toView(reply, request, request.count ?? most);
      });
    },
  };
}
