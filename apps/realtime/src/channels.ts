import { userChannel } from '@docket/contracts/events/envelope';

type ChannelKind = {
  /** Roles that are told who listens (`presence`); how many do, and the window's publications, every subscriber is told. */
  readonly presence: readonly string[] | 'subscribers';
};

/** Channels that anybody may subscribe to, guests too, by prefix. A new kind of public channel is one entry here. */
const publicKinds: Readonly<Record<string, ChannelKind>> = {
  // Who takes part is on the scoreboard anyway.
  scoreboard: { presence: 'subscribers' },
  // Buyers are not shown to each other.
  show: { presence: ['manager', 'admin'] },
  room: { presence: ['manager', 'admin'] },
  // That something changed at the front desk of a house, and not what.
  desk: { presence: ['manager', 'admin'] },
  // Nobody's business who looks at ratings.
  ratings: { presence: ['admin'] },
  // Of an assignment: who listens is in the class, which is nobody's business.
  closed: { presence: ['admin'] },
  // What is said of a problem; it tells no text, and not who reads.
  discussion: { presence: ['admin'] },
  // Its key is a secret of the jury: who knows it may listen. Nobody is told who does.
  jury: { presence: ['admin'] },
};

/** What they are about is a row with a UUID: nothing else is made a channel of. */
const PUBLIC_CHANNEL = new RegExp(
  `^(${Object.keys(publicKinds).join('|')}):[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`,
);
/** What a `sub` claim may look like: it becomes part of a Redis key and of prebuilt JSON. */
const USER_ID = /^[A-Za-z0-9_-]{1,64}$/;

export type ChannelAccess = 'public' | 'own' | 'foreign' | 'unknown';

export function accessTo(channel: string, userId: string): ChannelAccess {
  if (channel === userChannel(userId)) return 'own';
  if (PUBLIC_CHANNEL.test(channel)) return 'public';
  return channel.startsWith(userChannel('')) ? 'foreign' : 'unknown';
}

/** May somebody of this role see who listens? On the own channel it is oneself. */
export function maySeePresence(channel: string, role: string): boolean {
  const kind = publicKinds[PUBLIC_CHANNEL.exec(channel)?.[1] ?? ''];
  return kind === undefined || kind.presence === 'subscribers' || kind.presence.includes(role);
}

export function isUserId(value: unknown): value is string {
  return typeof value === 'string' && USER_ID.test(value);
}
