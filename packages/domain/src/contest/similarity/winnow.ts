import { eachGram, LEAST } from './tiles.ts';

/** Tokens of a fingerprint, and fingerprints of a window: what two programs share of `LEAST` tokens on is seen for certain (size + window − 1). */
const SIZE = 16;
const WINDOW = LEAST - SIZE + 1;

/** A fingerprint and the tokens that it is of. */
export type Print = { readonly hash: number; readonly at: number };
export const PRINT_SIZE = SIZE;

/**
 * Fingerprints of a program: of each window of hashes the smallest, the rightmost of equal ones (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document
 * fingerprinting", SIGMOD 2003).
 */
export function winnow(tokens: Int32Array): Print[] {
  const prints: Print[] = [];
  let window: Print[] = [];
  let last = -1;
  eachGram(tokens, SIZE, (rolled, at) => {
    // What a rolling hash has in its low bits is the last token; mixed, no kind of token is chosen more often.
    const hash = mixed(rolled);
    if (window.length > 0 && at !== (window.at(-1)?.at ?? at) + 1) window = [];
    window.push({ hash, at });
    if (window.length > WINDOW) window.shift();
    if (window.length < WINDOW) return;
    let least = window[0];
    for (const each of window) if (least === undefined || each.hash <= least.hash) least = each;
    if (least === undefined || least.at === last) return;
    last = least.at;
    prints.push(least);
  });
  return prints;
}

function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
