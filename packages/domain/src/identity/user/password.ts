import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { DocketError } from '@docket/contracts/errors';

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. argon2id is the library's default kind. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/**
 * Hashing runs on libuv's thread pool (four threads, shared with files and DNS). One core is left to the event loop and
 * one thread to the rest, so a flood of logins makes logins slow and nothing else.
 */
const SLOTS = Math.max(1, Math.min(3, availableParallelism() - 1));

/** Beyond this many in line the wait would be over two seconds; saying so at once is kinder. */
const LINE = 64;

let running = 0;
const line: (() => void)[] = [];

async function withSlot<T>(work: () => Promise<T>): Promise<T> {
  if (running >= SLOTS) {
    if (line.length >= LINE)
      throw new DocketError('unavailable', 'Too many logins at once. Try again in a few seconds.', { retryAfter: 3 });
    const { promise, resolve } = Promise.withResolvers<void>();
    line.push(resolve);
    // The slot is handed over, not freed and taken again, so nobody overtakes.
    await promise;
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = line.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/**
 * The one form of a password, however the keyboard composed it (RFC 8265, section 4.2.2: NFC, and any space is a space): Macs and phones
 * send é as one character or as two.
 */
function prepared(password: string): string {
  return password.replace(/\p{Zs}/gu, ' ').normalize('NFC');
}

/** argon2id as a PHC string with its own random salt. @throws DocketError `unavailable` when too many wait. */
export function hashPassword(password: string): Promise<string> {
  return withSlot(() => hash(prepared(password), PARAMETERS));
}

/** In place of a hash: the account has no password, and none is right. */
export const NO_PASSWORD = '!';

/** Compared against when there is no such user, so that the answer takes as long as a wrong password does. */
let decoy: Promise<string> | undefined;

/**
 * Is this the password? Takes about the same time whether `stored` is a hash, undefined (no such user) or `NO_PASSWORD`.
 * @throws DocketError `unavailable` when too many wait.
 */
export function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  return withSlot(async () => {
    decoy ??= hash('not anybody’s password', PARAMETERS);
    const known = stored === NO_PASSWORD ? undefined : stored;
    const against = known ?? (await decoy);
    const right = prepared(password);
    // Those of before 0.2 were hashed as they were typed.
    const matches = (await verify(against, right)) || (right !== password && (await verify(against, password)));
    return known !== undefined && matches;
  });
}
