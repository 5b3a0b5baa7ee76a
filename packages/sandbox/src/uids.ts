import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';

export type UidRange = { readonly first: number; readonly count: number };

/** Uids that nothing hands out: systemd's table (UIDS-GIDS) leaves these unused, and they fit a signed number. */
export const WIDE: UidRange = { first: 1_879_048_192, count: 268_304_384 };
/** Of a user namespace with the usual 65,536 uids; there they are nobody else's business. */
export const NARROW: UidRange = { first: 62_000, count: 3000 };

/**
 * Uids one after the other, beginning anywhere, so that what a box leaves behind belongs to nobody in the next. Two workers may
 * meet all the same: whoever makes a box takes a lock on its uid that all workers of the kernel see, and the next one if it is held.
 */
export function uidSequence({ first, count }: UidRange, from = randomInt(count)): () => number {
  let at = from;
  return () => first + (at++ % count);
}

/** The range that exists for this process, by the map of its user namespace: lines of inside, outside, length. */
export async function uidsHere(): Promise<UidRange> {
  return uidsIn(await readFile('/proc/self/uid_map', 'utf8').catch(() => ''));
}

export function uidsIn(map: string): UidRange {
  const whole = map.split('\n').some((line) => {
    const [inside = Number.NaN, , length = Number.NaN] = line.trim().split(/\s+/).map(Number);
    return inside <= WIDE.first && WIDE.first + WIDE.count <= inside + length;
  });
  return whole ? WIDE : NARROW;
}

/**
 * Reserves a uid among the processes of this machine by an abstract socket's name, which the kernel frees however we end.
 * Undefined: another holds it. Otherwise: how to give it back.
 */
export async function lockUid(uid: number): Promise<(() => void) | undefined> {
  const server = createServer((socket) => socket.destroy()).unref();
  const taken = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(true) : reject(error),
    );
    server.listen(`\0docket-uid-${uid}`, () => resolve(false));
  });
  return taken ? undefined : () => void server.close();
}
