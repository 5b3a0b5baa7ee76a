/** Error replies of the Centrifugo client protocol that this gateway gives; `temporary` ones may be tried again. */
export const errors = {
  internal: { code: 100, message: 'internal server error', temporary: true },
  unknownChannel: { code: 102, message: 'unknown channel' },
  permissionDenied: { code: 103, message: 'permission denied' },
  methodNotFound: { code: 104, message: 'method not found' },
  alreadySubscribed: { code: 105, message: 'already subscribed' },
  limitExceeded: { code: 106, message: 'limit exceeded' },
  badRequest: { code: 107, message: 'bad request' },
  notAvailable: { code: 108, message: 'not available' },
  /** Clients fetch a new token and come back, whether it was the connect or a refresh that carried the old one. */
  tokenExpired: { code: 109, message: 'token expired', temporary: true },
  tooManyRequests: { code: 111, message: 'too many requests', temporary: true },
  unrecoverablePosition: { code: 112, message: 'unrecoverable position' },
} as const;

export type ErrorReply = (typeof errors)[keyof typeof errors];

/** Close codes with their reasons. Clients reconnect after 3000 to 3499 and give up after 3500 and above. */
export const closes = {
  shutdown: [3001, 'shutdown'],
  serverError: [3004, 'internal server error'],
  expired: [3005, 'connection expired'],
  slow: [3008, 'slow'],
  insufficientState: [3010, 'insufficient state'],
  /** Come back with a new token. */
  reconnect: [3011, 'force reconnect'],
  noPong: [3012, 'no pong'],
  invalidToken: [3500, 'invalid token'],
  badRequest: [3501, 'bad request'],
  stale: [3502, 'stale'],
  /** The login that it was opened with has ended. */
  disconnect: [3503, 'force disconnect'],
  connectionLimit: [3504, 'connection limit'],
  tooManyErrors: [3509, 'too many errors'],
} as const satisfies Record<string, readonly [code: number, reason: string]>;

export type CloseName = keyof typeof closes;
