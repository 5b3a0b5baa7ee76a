/** Tokens that a fragment has at least. Shorter ones are in anybody's program: the head of a loop has 13. */
export const LEAST = 20;

/** What two programs have in common: tokens from one place of each on. */
export type Tile = { readonly left: number; readonly right: number; readonly length: number };

/** Places of the other program that are tried for one of the first; where one thing is repeated for ever, they are all alike. */
const TRIED = 64;
const ROUNDS = 8;

/**
 * What two rows of tokens have in common, longest first, each token in one fragment at most (greedy string tiling: Wise, "String similarity via greedy string tiling and running
 * Karp-Rabin matching", 1993). The order in which parts stand does not matter. Numbers below 0 are like nothing.
 */
export function tilesOf(left: Int32Array, right: Int32Array, least: number): Tile[] {
  const [usedLeft, usedRight] = [new Uint8Array(left.length), new Uint8Array(right.length)];
  const starts = startsOf(right, least);
  const tiles: Tile[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = matches(left, right, { usedLeft, usedRight, starts, least });
    if (found.length === 0) break;
    for (const tile of found.toSorted((a, b) => b.length - a.length)) {
      // Of what a longer one took a part of, the rest is found in the next round.
      if (isTaken(usedLeft, tile.left, tile.length) || isTaken(usedRight, tile.right, tile.length)) continue;
      usedLeft.fill(1, tile.left, tile.left + tile.length);
      usedRight.fill(1, tile.right, tile.right + tile.length);
      tiles.push(tile);
    }
  }
  return tiles;
}

type Place = {
  readonly usedLeft: Uint8Array;
  readonly usedRight: Uint8Array;
  readonly starts: ReadonlyMap<number, readonly number[]>;
  readonly least: number;
};

function matches(left: Int32Array, right: Int32Array, { usedLeft, usedRight, starts, least }: Place): Tile[] {
  const found: Tile[] = [];
  const same = (l: number, r: number) =>
    l >= 0 &&
    r >= 0 &&
    l < left.length &&
    r < right.length &&
    usedLeft[l] === 0 &&
    usedRight[r] === 0 &&
    left[l] === right[r] &&
    (left[l] ?? -1) >= 0;
  eachGram(left, least, (hash, l) => {
    for (const r of starts.get(hash) ?? []) {
      // Otherwise it is the inside of one that began before.
      if (same(l - 1, r - 1)) continue;
      let length = 0;
      while (same(l + length, r + length)) length += 1;
      if (length >= least) found.push({ left: l, right: r, length });
    }
  });
  return found;
}

function startsOf(tokens: Int32Array, least: number): ReadonlyMap<number, readonly number[]> {
  const starts = new Map<number, number[]>();
  eachGram(tokens, least, (hash, at) => {
    const known = starts.get(hash);
    if (known === undefined) starts.set(hash, [at]);
    else if (known.length < TRIED) known.push(at);
  });
  return starts;
}

const BASE = 0x01000193;

/** The hash of each run of `size` tokens with its place, by a rolling hash (Karp and Rabin, 1987); runs with a token that is like nothing are left out. */
export function eachGram(tokens: Int32Array, size: number, tell: (hash: number, at: number) => void): void {
  let power = 1;
  for (let at = 1; at < size; at += 1) power = Math.imul(power, BASE);
  let [hash, run] = [0, 0];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? -1;
    if (token < 0) {
      hash = 0;
      run = 0;
      continue;
    }
    if (run >= size) hash = (hash - Math.imul(tokens[at - size] ?? 0, power)) | 0;
    hash = (Math.imul(hash, BASE) + token) | 0;
    run += 1;
    if (run >= size) tell(hash, at - size + 1);
  }
}

function isTaken(used: Uint8Array, from: number, length: number): boolean {
  for (let at = from; at < from + length; at += 1) if (used[at] === 1) return true;
  return false;
}
