import { userChannel } from '@docket/contracts/events/envelope';

/** Channels that any signed-in client may subscribe to, by prefix. A new kind of public channel is one entry here. */
const publicPrefixes = ['scoreboard', 'show', 'room'] as const;

const PUBLIC_CHANNEL = new RegExp(`^(?:${publicPrefixes.join('|')}):[A-Za-z0-9_-]{1,64}$`);
/** What a `sub` claim may look like: it becomes part of a Redis key and of prebuilt JSON. */
const USER_ID = /^[A-Za-z0-9_-]{1,64}$/;

export type ChannelAccess = 'public' | 'own' | 'foreign' | 'unknown';

export function accessTo(channel: string, userId: string): ChannelAccess {
  if (channel === userChannel(userId)) return 'own';
  if (PUBLIC_CHANNEL.test(channel)) return 'public';
  return channel.startsWith(userChannel('')) ? 'foreign' : 'unknown';
}

export function isUserId(value: unknown): value is string {
  return typeof value === 'string' && USER_ID.test(value);
}
