import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { DocketError } from '@docket/contracts/errors';
import type { ApiSettings } from '@docket/runtime/settings/services';

/** How often something may happen: so many points in so many seconds. */
type Rate = { readonly points: number; readonly duration: number };

/** Wrong passwords of one account from one address. Nobody can lock somebody else out from elsewhere. */
export const LOGIN_ACCOUNT: Rate = { points: 10, duration: 15 * 60 };
/** Wrong passwords from one address, whatever the account. */
export const LOGIN_ADDRESS: Rate = { points: 100, duration: 60 * 60 };
/** New accounts from one address; a class room shares one. */
export const SIGN_UP_ADDRESS: Rate = { points: 100, duration: 60 * 60 };
/** Challenges for passkeys and ways to providers from one address: each page of the log-in asks for one. */
const SIGN_IN_ADDRESS: Rate = { points: 1_000, duration: 60 * 60 };
/** Links to reset a password to one email address, whether there is an account or not, and from one network address. */
export const RESET_ACCOUNT: Rate = { points: 5, duration: 60 * 60 };
export const RESET_ADDRESS: Rate = { points: 30, duration: 60 * 60 };
/** Links to confirm an address that one account has sent. */
export const CONFIRMATION_USER: Rate = { points: 5, duration: 60 * 60 };
/** Submissions of one user to one process: a guard against loops. What may wait in the queue is limited by the database. */
export const SUBMISSIONS_USER: Rate = { points: 600, duration: 60 };

/** Bookings of one user to one process: what shows sell to one person is limited by the database. */
export const BOOKINGS_USER: Rate = { points: 120, duration: 60 };

/** Quotes of stays of one user to one process: each is kept. One of more room nights than that counts as several. */
const QUOTES_USER: Rate = { points: 120, duration: 60 };
const ROOM_NIGHTS_OF_QUOTE = 60;

/** Attempts to pay of one user to one process, and wishes to ask a provider again: each is a request to a bank. */
export const PAYMENTS_USER: Rate = { points: 30, duration: 60 };
export const LOOKS_USER: Rate = { points: 60, duration: 60 };

/** Drafts of one user to one process: an editor saves every few seconds, and several may be open. */
export const DRAFTS_USER: Rate = { points: 240, duration: 60 };

/** Posts, replies, changes and reports of one user, in all processes; notes are saved while they are typed. */
const POSTS_USER: Rate = { points: 20, duration: 10 * 60 };
const NOTES_USER: Rate = { points: 120, duration: 60 };

/** Requests of one API token to one process. */
export const API_TOKEN: Rate = { points: 1_200, duration: 60 };

/** What to say of a counted attempt when its outcome is known; a wrong password needs no word. */
export type LoginAttempt = {
  /** The password was right: failures of the account from this address are forgotten. */
  succeeded(): Promise<void>;
  /** Nobody looked at the password: the attempt does not count. */
  undone(): Promise<void>;
};

export type Throttle = {
  /**
   * Counts an attempt before its password is looked at, so that many at once cannot slip by.
   * @param account asked only when the address may try: the account's one name, however it was named
   */
  login(account: () => Promise<string>, address: string): Promise<LoginAttempt>;
  signUp(address: string): Promise<void>;
  signIn(address: string): Promise<void>;
  reset(email: string, address: string): Promise<void>;
  confirmation(userId: string): Promise<void>;
  submission(userId: string): Promise<void>;
  booking(userId: string): Promise<void>;
  /** @param roomNights of the stay: a large quote counts as several, for each is kept with how its price came about */
  quote(userId: string, roomNights: number): Promise<void>;
  draft(userId: string): Promise<void>;
  post(userId: string): Promise<void>;
  note(userId: string): Promise<void>;
  payment(userId: string): Promise<void>;
  lookAgain(userId: string): Promise<void>;
  /** Any request with an API token. */
  apiToken(tokenId: string): Promise<void>;
};

const nothing = async (): Promise<void> => undefined;
const NO_THROTTLE: Throttle = {
  login: async () => ({ succeeded: nothing, undone: nothing }),
  signUp: nothing,
  signIn: nothing,
  reset: nothing,
  confirmation: nothing,
  submission: nothing,
  booking: nothing,
  quote: nothing,
  draft: nothing,
  post: nothing,
  note: nothing,
  payment: nothing,
  lookAgain: nothing,
  apiToken: nothing,
};

/** Throttles whose counts are shared by all processes through Redis, and go on in memory while it is away. All throw DocketError `too_many_requests`. */
export function createThrottle(redis: Redis, config: Pick<ApiSettings, 'DISABLE_THROTTLE' | 'REDIS_PREFIX'>): Throttle {
  if (config.DISABLE_THROTTLE) return NO_THROTTLE;
  const shared = (name: string, rate: Rate): RateLimiterAbstract => {
    const options = { keyPrefix: `${config.REDIS_PREFIX}:throttle:${name}`, ...rate };
    return new RateLimiterRedis({
      storeClient: redis,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(options),
      ...options,
    });
  };
  const loginAccount = shared('login-account', LOGIN_ACCOUNT);
  const loginAddress = shared('login-address', LOGIN_ADDRESS);
  const signUpAddress = shared('sign-up', SIGN_UP_ADDRESS);
  const signInAddress = shared('sign-in', SIGN_IN_ADDRESS);
  const resetAccount = shared('reset-account', RESET_ACCOUNT);
  const resetAddress = shared('reset-address', RESET_ADDRESS);
  const confirmationUser = shared('confirmation', CONFIRMATION_USER);
  // In memory alone: no round trip to Redis between a submission and its row.
  const submissions = new RateLimiterMemory({ keyPrefix: 'submission', ...SUBMISSIONS_USER });
  const bookings = new RateLimiterMemory({ keyPrefix: 'booking', ...BOOKINGS_USER });
  const quotes = new RateLimiterMemory({ keyPrefix: 'quote', ...QUOTES_USER });
  const payments = new RateLimiterMemory({ keyPrefix: 'payment', ...PAYMENTS_USER });
  const looks = new RateLimiterMemory({ keyPrefix: 'look-again', ...LOOKS_USER });
  const drafts = new RateLimiterMemory({ keyPrefix: 'draft', ...DRAFTS_USER });
  const posts = shared('post', POSTS_USER);
  const notes = new RateLimiterMemory({ keyPrefix: 'note', ...NOTES_USER });
  const tokens = new RateLimiterMemory({ keyPrefix: 'api-token', ...API_TOKEN });

  return {
    async login(account, address) {
      await take(loginAddress, address, 'Too many failed logins from your address.');
      const key = await account().then(
        (name) => keyOf(name, address),
        async (error: unknown) => {
          await loginAddress.reward(address, 1);
          throw error;
        },
      );
      await take(loginAccount, key, 'Too many failed logins for this account.');
      return {
        succeeded: async () => void (await Promise.all([loginAccount.delete(key), loginAddress.reward(address, 1)])),
        undone: async () => void (await Promise.all([loginAccount.reward(key, 1), loginAddress.reward(address, 1)])),
      };
    },
    signUp: (address) => take(signUpAddress, address, 'Too many new accounts from your address.'),
    signIn: (address) => take(signInAddress, address, 'Too many log-ins were begun from your address.'),
    async reset(email, address) {
      await take(resetAddress, address, 'Too many requests for a new password from your address.');
      await take(resetAccount, keyOf(email, ''), 'Too many requests for a new password for this address.');
    },
    confirmation: (userId) =>
      take(confirmationUser, userId, 'The link has been sent several times. Look among unwanted mail.'),
    submission: (userId) => take(submissions, userId, 'You submit faster than anybody types.'),
    booking: (userId) => take(bookings, userId, 'You book faster than anybody chooses seats.'),
    quote: (userId, roomNights) =>
      take(
        quotes,
        userId,
        'You ask for prices faster than anybody reads them.',
        Math.max(1, Math.ceil(roomNights / ROOM_NIGHTS_OF_QUOTE)),
      ),
    payment: (userId) => take(payments, userId, 'You begin to pay faster than anybody could.'),
    lookAgain: (userId) => take(looks, userId, 'The bank has been asked very often.'),
    apiToken: (tokenId) => take(tokens, tokenId, 'This token is used more often than it may be.'),
    post: (userId) => take(posts, userId, 'You write more than a discussion can take in.'),
    note: (userId) => take(notes, userId, 'Your note is saved faster than anybody types.'),
    draft: (userId) => take(drafts, userId, 'Your drafts are saved faster than anybody types.'),
  };
}

/** Names are not for Redis to keep; hashed, they are also short and free of odd characters. */
function keyOf(account: string, address: string): string {
  return createHash('sha256').update(`${account}\0${address}`).digest('base64url');
}

async function take(limiter: RateLimiterAbstract, key: string, why: string, points = 1): Promise<void> {
  try {
    await limiter.consume(key, points);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
    throw new DocketError('too_many_requests', `${why} Try again in ${waiting(seconds)}.`, { retryAfter: seconds });
  }
}

function waiting(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
}
