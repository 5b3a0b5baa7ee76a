import { randomFillSync } from 'node:crypto';
import { v7, validate, version } from 'uuid';

const BYTES = 16;
/** Random bytes for so many ids are fetched at once: asking the system costs more than making the id. */
const POOL = new Uint8Array(256 * BYTES);
let at = POOL.length;

function random(): Uint8Array {
  if (at === POOL.length) {
    randomFillSync(POOL);
    at = 0;
  }
  at += BYTES;
  return POOL.subarray(at - BYTES, at);
}

let [lastMs, counter] = [0, 0];

/**
 * A UUIDv7 (RFC 9562): unique without asking anybody, and sorted by time of creation; those of one process by their order, also within
 * a millisecond (method 1 of section 6.2: a counter that begins anywhere in its lower half).
 */
export function newId(): string {
  const bytes = random();
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) >>> 1;
  } else {
    counter += 1;
  }
  return v7({ random: bytes, msecs: lastMs, seq: counter });
}

/** When an id of `newId` was made, ms since 1970 (RFC 9562, section 5.7). @throws Error for anything else */
export function timeOfId(id: string): number {
  if (!validate(id) || version(id) !== 7) throw new Error(`${id} does not say when it was made`);
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
