import type { RealtimeLimits } from '@docket/runtime/settings/realtime-limits';

/** Limits and times of a gateway. Times in milliseconds, sizes in bytes. */
export type Settings = {
  readonly maxConnections: number;
  readonly maxConnectionsPerUser: number;
  readonly maxChannelsPerConnection: number;
  /** New connections per second one address may open, and how many at once. */
  readonly acceptPerSecond: number;
  readonly acceptBurst: number;
  /** Requests per second one address may send beside its streams (each brings commands), and how many at once. */
  readonly requestsPerSecond: number;
  readonly requestBurst: number;
  /** Connections that have not asked for a socket or a stream yet; more push the oldest of them out. */
  readonly maxUndecided: number;
  /** Commands per second of a connection, and of a user over all connections; bursts leave room for a page's first subscriptions. */
  readonly commandsPerSecond: number;
  readonly commandBurst: number;
  readonly userCommandsPerSecond: number;
  readonly userCommandBurst: number;
  readonly maxFrameBytes: number;
  /** Unsent bytes at which live pushes to a connection stop; it is caught up from the window once it has drained. */
  readonly softBufferBytes: number;
  /** Unsent bytes, or time without draining, at which a connection is given up. */
  readonly hardBufferBytes: number;
  readonly slowMs: number;
  /** Bytes of missed publications in one reply; the rest follows as pushes. */
  readonly replayBytes: number;
  /** Receivers of a publication that are written to before the loop does something else. */
  readonly fanOutSlice: number;
  readonly connectTimeoutMs: number;
  readonly pingMs: number;
  readonly pongMs: number;
  /** How long a user's connections have to show that they live when the user opens one too many. */
  readonly roomMs: number;
  /** How long an expired connection may take to bring a new token. */
  readonly expiryGraceMs: number;
  /** Every channel's position is compared with the top of its window once in this time. */
  readonly positionCheckMs: number;
  readonly drainSliceMs: number;
  readonly drainSliceMin: number;
  /** Draining is spread over at most this. */
  readonly drainMs: number;
  readonly canaryMs: number;
};

/** What is the same everywhere; the rest is set by the environment (`packages/runtime/src/settings/realtime-limits.ts`). */
const fixed = {
  requestsPerSecond: 400,
  requestBurst: 4_000,
  maxUndecided: 1_000,
  maxFrameBytes: 64 * 1024,
  slowMs: 10_000,
  replayBytes: 256 * 1024,
  fanOutSlice: 500,
  roomMs: 1_500,
  expiryGraceMs: 25_000,
  positionCheckMs: 40_000,
  drainSliceMs: 100,
  drainSliceMin: 100,
  canaryMs: 1_000,
} as const;

const MAX_CONNECTIONS = 25_000;

/** The settings of a gateway: of the environment, but for those a test gives. */
export function settingsOf(limits: RealtimeLimits, given: Partial<Settings> = {}): Settings {
  const softBufferBytes = limits.REALTIME_BUFFER_KIB * 1024;
  return {
    ...fixed,
    maxConnections: limits.REALTIME_MAX_CONNECTIONS ?? MAX_CONNECTIONS,
    maxConnectionsPerUser: limits.REALTIME_USER_CONNECTIONS,
    maxChannelsPerConnection: limits.REALTIME_CHANNELS,
    acceptPerSecond: limits.REALTIME_ACCEPTS_PER_SECOND,
    acceptBurst: limits.REALTIME_ACCEPT_BURST,
    commandsPerSecond: limits.REALTIME_COMMANDS_PER_SECOND,
    commandBurst: limits.REALTIME_COMMAND_BURST,
    userCommandsPerSecond: 2 * limits.REALTIME_COMMANDS_PER_SECOND,
    userCommandBurst: 2 * limits.REALTIME_COMMAND_BURST,
    softBufferBytes,
    hardBufferBytes: 4 * softBufferBytes,
    connectTimeoutMs: limits.REALTIME_CONNECT_SECONDS * 1_000,
    pingMs: limits.REALTIME_PING_SECONDS * 1_000,
    pongMs: limits.REALTIME_PONG_SECONDS * 1_000,
    drainMs: limits.REALTIME_DRAIN_SECONDS * 1_000,
    ...given,
  };
}
