import { setImmediate } from 'node:timers/promises';
import { familyOf } from './families.ts';
import { LEAST, tilesOf, type Tile } from './tiles.ts';
import { Dictionary, tokenize, type Tokens } from './tokens.ts';
import { PRINT_SIZE, winnow } from './winnow.ts';

/** A program to be compared. Those of one owner are not compared with each other. */
export type Program = {
  readonly id: string;
  readonly owner: string;
  readonly language: string;
  readonly source: string;
};

export type Pair = {
  readonly left: string;
  readonly right: string;
  /** Share of the tokens of both that are in fragments in common, 0 to 1. */
  readonly overlap: number;
  /** Tokens of the longest of these. */
  readonly longest: number;
  /** Lines from 1, both ends included, in the order of the left one. */
  readonly fragments: readonly Fragment[];
};

export type Fragment = {
  readonly leftFrom: number;
  readonly leftTo: number;
  readonly rightFrom: number;
  readonly rightTo: number;
  readonly tokens: number;
};

/** What was given is recognised word for word, from so many tokens on. */
const GIVEN_LEAST = 5;
/** A fingerprint of more than this share of programs is how the problem is solved, and not who wrote it; told only where there are enough of them. */
const COMMON_SHARE = 0.5;
const COMMON_FROM = 20;
/** A program with fewer tokens of its own says nothing. */
const SHORTEST = 30;
/** Of the fingerprints of both so many are shared where a pair is looked at more closely; and so many pairs are. */
const CLOSER = 0.15;
const CLOSER_MOST = 600;
/** Pairs that are told, and what is in common of them at least. */
const MOST = 200;
const OVERLAP = 0.3;
/** So long at a time nobody else of the process is served. */
const TURN_MS = 10;

/** Lets others of the process go on now and then. */
function breather(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < TURN_MS) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
}

type Read = Program & { readonly tokens: Tokens; own: Int32Array; prints: readonly number[]; length: number };

/**
 * Pairs of programs that are alike, the most alike first. Fingerprints tell which are worth a closer look, and common fragments tell how much they have in common; other names, another layout,
 * comments and another order of parts make no difference. Other work of the process goes on meanwhile.
 * @param given code that everybody had, by language; `''` for any language
 */
export async function compare(
  programs: readonly Program[],
  given: ReadonlyMap<string, readonly string[]>,
): Promise<Pair[]> {
  const breathe = breather();
  const families = new Map<string, Program[]>();
  for (const program of programs) {
    const { name } = familyOf(program.language);
    families.set(name, [...(families.get(name) ?? []), program]);
  }
  const pairs: Pair[] = [];
  for (const family of families.values()) pairs.push(...(await compareFamily(family, given, breathe)));
  return bestOf(pairs, programs);
}

async function compareFamily(
  programs: readonly Program[],
  given: ReadonlyMap<string, readonly string[]>,
  breathe: ReturnType<typeof breather>,
): Promise<Pair[]> {
  const dictionary = new Dictionary();
  const all: Read[] = [];
  for (const program of programs) {
    const tokens = tokenize(program.source, program.language, dictionary);
    const texts = [...(given.get(program.language) ?? []), ...(given.get('') ?? [])];
    const own = without(
      tokens,
      texts.map((text) => tokenize(text, program.language, dictionary)),
    );
    all.push({ ...program, tokens, own, prints: [], length: 0 });
    await breathe();
  }
  leaveOutCommon(all);
  const read = all.filter((each) => each.length >= SHORTEST);
  for (const each of read) {
    each.prints = [...new Set(winnow(each.own).map(({ hash }) => hash))];
    await breathe();
  }
  const pairs: Pair[] = [];
  for (const [left, right] of await candidates(read, breathe)) {
    const tiles = tilesOf(left.own, right.own, LEAST);
    const pair = pairOf(left, right, tiles);
    if (pair !== undefined && pair.overlap >= OVERLAP) pairs.push(pair);
    await breathe();
  }
  return pairs;
}

/** Kinds of a program in which what was given is like nothing. */
function without({ kinds, words }: Tokens, texts: readonly Tokens[]): Int32Array {
  const own = Int32Array.from(kinds);
  for (const text of texts)
    for (const { left, length } of tilesOf(words, text.words, GIVEN_LEAST)) own.fill(-1, left, left + length);
  return own;
}

/** Takes out what most owners have, and counts what is left. */
function leaveOutCommon(programs: readonly Read[]): void {
  const owners = new Set(programs.map(({ owner }) => owner)).size;
  const prints = programs.map(({ own }) => winnow(own));
  const having = new Map<number, Set<string>>();
  for (const [at, { owner }] of programs.entries())
    for (const { hash } of prints[at] ?? []) {
      const known = having.get(hash);
      if (known === undefined) having.set(hash, new Set([owner]));
      else known.add(owner);
    }
  for (const [at, program] of programs.entries()) {
    if (owners >= COMMON_FROM)
      for (const print of prints[at] ?? [])
        if ((having.get(print.hash)?.size ?? 0) > owners * COMMON_SHARE)
          program.own.fill(-1, print.at, print.at + PRINT_SIZE);
    leaveOutScraps(program.own);
    program.length = program.own.reduce((sum, kind) => (kind < 0 ? sum : sum + 1), 0);
  }
}

/** Between what was taken out, too little is left to be found anywhere. */
function leaveOutScraps(own: Int32Array): void {
  let from = 0;
  for (let at = 0; at <= own.length; at += 1) {
    if (at < own.length && (own[at] ?? -1) >= 0) continue;
    if (at - from < LEAST) own.fill(-1, from, at);
    from = at + 1;
  }
}

/** Pairs that share enough fingerprints to be looked at, those that share the most. */
async function candidates(
  read: readonly Read[],
  breathe: ReturnType<typeof breather>,
): Promise<(readonly [Read, Read])[]> {
  const count = read.length;
  // Of each pair how many they share, as a triangle.
  const shared = new Uint16Array((count * (count - 1)) / 2);
  const having = new Map<number, number[]>();
  for (const [at, { prints }] of read.entries()) {
    for (const hash of prints) {
      const others = having.get(hash);
      if (others === undefined) {
        having.set(hash, [at]);
        continue;
      }
      const row = (at * (at - 1)) / 2;
      for (const other of others) shared[row + other] = (shared[row + other] ?? 0) + 1;
      others.push(at);
    }
    await breathe();
  }
  const found: { readonly pair: readonly [Read, Read]; readonly share: number }[] = [];
  let least = CLOSER;
  for (const [at, left] of read.entries()) {
    const row = (at * (at - 1)) / 2;
    for (let other = 0; other < at; other += 1) {
      const right = read[other];
      if (right === undefined || right.owner === left.owner) continue;
      const share = (2 * (shared[row + other] ?? 0)) / (left.prints.length + right.prints.length);
      if (share >= least) found.push({ pair: [right, left], share });
    }
    if (found.length > 4 * CLOSER_MOST) {
      found.sort((a, b) => b.share - a.share).length = CLOSER_MOST;
      least = found.at(-1)?.share ?? least;
    }
    await breathe();
  }
  return found
    .toSorted((a, b) => b.share - a.share)
    .slice(0, CLOSER_MOST)
    .map(({ pair }) => pair);
}

function pairOf(left: Read, right: Read, tiles: readonly Tile[]): Pair | undefined {
  if (tiles.length === 0) return undefined;
  const covered = tiles.reduce((sum, { length }) => sum + length, 0);
  const line = (of: Read, at: number) => of.tokens.lines[at] ?? 1;
  return {
    left: left.id,
    right: right.id,
    overlap: (2 * covered) / (left.length + right.length),
    longest: Math.max(...tiles.map(({ length }) => length)),
    fragments: tiles
      .toSorted((a, b) => a.left - b.left)
      .map((tile) => ({
        leftFrom: line(left, tile.left),
        leftTo: line(left, tile.left + tile.length - 1),
        rightFrom: line(right, tile.right),
        rightTo: line(right, tile.right + tile.length - 1),
        tokens: tile.length,
      })),
  };
}

/** Of each two owners the pair that is the most alike. */
function bestOf(pairs: readonly Pair[], programs: readonly Program[]): Pair[] {
  const owners = new Map(programs.map(({ id, owner }) => [id, owner]));
  const seen = new Set<string>();
  return pairs
    .toSorted((a, b) => b.overlap - a.overlap || b.longest - a.longest)
    .filter(({ left, right }) => {
      const [a = '', b = ''] = [owners.get(left), owners.get(right)];
      const key = a < b ? `${a} ${b}` : `${b} ${a}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, MOST);
}
