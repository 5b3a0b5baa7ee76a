/**
 * Names in Redis of one channel's log. The braces are a hash tag: all keys of a channel and its
 * pub/sub channel live in one slot of a cluster, which is what lets one script touch them together.
 */
export type ChannelKeys = {
  /** Hash: `e` epoch, `o` offset of the last publication, `i` history of the Redis that gave it (see `scripts.ts`), `b` and `j` ends of the last jump. */
  readonly meta: string;
  /** Stream whose entry ids are `<offset>-0`. */
  readonly stream: string;
  /** Sharded pub/sub channel with every publication as a ready frame. */
  readonly live: string;
};

export function channelKeys(prefix: string, channel: string): ChannelKeys {
  const base = `${prefix}:rt:{${channel}}`;
  return { meta: `${base}:meta`, stream: `${base}:stream`, live: `${base}:live` };
}

/** Where the offset of an already published event is remembered. */
export function onceKey(prefix: string, channel: string, id: string): string {
  return `${prefix}:rt:{${channel}}:once:${id}`;
}

/** The channel a pub/sub channel name belongs to. */
export function channelOfLiveKey(prefix: string, key: string): string {
  return key.slice(prefix.length + ':rt:{'.length, -'}:live'.length);
}
