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

export const defaultSettings: Settings = {
  maxConnections: 25_000,
  maxConnectionsPerUser: 10,
  maxChannelsPerConnection: 128,
  acceptPerSecond: 100,
  acceptBurst: 500,
  requestsPerSecond: 400,
  requestBurst: 4_000,
  maxUndecided: 1_000,
  commandsPerSecond: 32,
  commandBurst: 256,
  userCommandsPerSecond: 64,
  userCommandBurst: 512,
  maxFrameBytes: 64 * 1024,
  softBufferBytes: 256 * 1024,
  hardBufferBytes: 1024 * 1024,
  slowMs: 10_000,
  replayBytes: 256 * 1024,
  fanOutSlice: 500,
  connectTimeoutMs: 10_000,
  pingMs: 25_000,
  pongMs: 8_000,
  roomMs: 1_500,
  expiryGraceMs: 25_000,
  positionCheckMs: 40_000,
  drainSliceMs: 100,
  drainSliceMin: 100,
  drainMs: 20_000,
  canaryMs: 1_000,
};
