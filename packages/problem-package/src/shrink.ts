/** Where shrinking stands: plain data, so that it can be laid down and taken up again. */
export type ShrinkState = {
  /** The smallest text so far that still fails. */
  readonly text: string;
  readonly phase: 'lines' | 'tokens' | 'numbers';
  /** How many lines or tokens are taken out at a time. */
  readonly size: number;
  readonly at: number;
  /** How many ways to make it smaller at this place were tried. */
  readonly tried: number;
  /** Something became smaller since the first phase: then there is another round. */
  readonly changed: boolean;
};

/** A smaller text to try, and where to go on. */
type Shrunk = { readonly text: string; readonly onFailure: ShrinkState; readonly onSuccess: ShrinkState };

/** Counts in front of what is taken out that may have to fall with it. */
const COUNTS = 4;
const INTEGER = /^-?\d{1,18}$/;

export function startShrinking(text: string): ShrinkState {
  return { text, phase: 'lines', size: half(linesOf(text).length), at: 0, tried: 0, changed: false };
}

/** Lines, tokens and the white space between them of a text: found once for all states of it, for each may be a hundred thousand. */
type Cut = { readonly lines: readonly string[]; readonly pieces: readonly string[]; readonly tokens: number };

/** States that are looked at in one call; long stretches of a text may hold nothing to try. */
const MOST_STATES = 200;

/**
 * What to try next, in order, as if nothing of it failed as the text does (delta debugging: Zeller and Hildebrandt 2002): lines are taken out, then tokens, by
 * halves down to one; then numbers are made smaller. Where something is taken out, counts in front of it are also tried with as much less, because inputs
 * say how long they are. Who finds one that still fails goes on from its `onSuccess`. Ends when a whole round has changed nothing.
 */
function* shrinkings(from: ShrinkState, cut: Cut): Generator<Shrunk, ShrinkState | undefined> {
  let state: ShrinkState | undefined = from;
  for (let states = 0; state !== undefined && states < MOST_STATES; states++) {
    const here: ShrinkState = state;
    let tried = 0;
    for (const text of here.phase === 'numbers' ? smallerNumbers(here, cut) : without(here, cut)) {
      tried += 1;
      if (tried <= here.tried || text === here.text || text.trim() === '') continue;
      yield { text, onFailure: { ...here, tried }, onSuccess: { ...here, text, tried: 0, changed: true } };
    }
    state = following(here, cut);
  }
  return state;
}

/**
 * The first so many of them, or fewer: it ends early after so many states.
 * @returns `next`: where to go on when none of them fails, also when there are none; undefined: nothing is left to try
 */
export function nextShrinkings(
  from: ShrinkState,
  most: number,
): { readonly some: readonly Shrunk[]; readonly next: ShrinkState | undefined } {
  const some: Shrunk[] = [];
  const all = shrinkings(from, cutOf(from.text));
  for (;;) {
    const one = all.next();
    if (one.done === true) return { some, next: one.value };
    some.push(one.value);
    if (some.length === most) return { some, next: one.value.onFailure };
  }
}

function half(count: number): number {
  return Math.max(1, Math.ceil(count / 2));
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Tokens and the white space between them, turn by turn, a token first. */
function piecesOf(text: string): readonly string[] {
  const pieces = text.split(/(\s+)/);
  return pieces[0] === '' ? pieces.slice(2) : pieces;
}

function cutOf(text: string): Cut {
  const pieces = piecesOf(text);
  return { lines: linesOf(text), pieces, tokens: pieces.filter((one, index) => index % 2 === 0 && one !== '').length };
}

function unitsOf({ phase }: Pick<ShrinkState, 'phase'>, cut: Cut): number {
  return phase === 'lines' ? cut.lines.length : cut.tokens;
}

/** The state after nothing of this one failed; undefined after a round without a change. */
function following(state: ShrinkState, cut: Cut): ShrinkState | undefined {
  const units = unitsOf(state, cut);
  const at = state.at + (state.phase === 'numbers' ? 1 : state.size);
  if (at < units) return { ...state, at, tried: 0 };
  if (state.phase !== 'numbers' && state.size > 1)
    return { ...state, size: Math.min(half(state.size), state.size - 1), at: 0, tried: 0 };
  if (state.phase === 'lines') {
    const tokens = { ...state, phase: 'tokens', at: 0, tried: 0 } as const;
    return { ...tokens, size: half(unitsOf(tokens, cut)) };
  }
  if (state.phase === 'tokens') return { ...state, phase: 'numbers', size: 1, at: 0, tried: 0 };
  return state.changed ? startShrinking(state.text) : undefined;
}

function* without(state: ShrinkState, cut: Cut): Generator<string> {
  const { phase, at, size } = state;
  if (at >= unitsOf(state, cut)) return;
  if (phase === 'lines') {
    const { lines } = cut;
    const kept = (before: readonly string[]): string => `${[...before, ...lines.slice(at + size)].join('\n')}\n`;
    const taken = Math.min(size, lines.length - at);
    yield kept(lines.slice(0, at));
    for (const front of fewer(lines.slice(0, at).join('\n'), taken)) yield kept(front.split('\n'));
    return;
  }
  const { pieces } = cut;
  const front = pieces.slice(0, 2 * at).join('');
  const back = pieces.slice(2 * (at + size)).join('');
  const taken = Math.min(size, unitsOf(state, cut) - at);
  // A line that ends where the tokens did ends there still.
  const ends = back === '' || pieces[2 * (at + size) - 1]?.includes('\n') === true;
  const close = (before: string): string => (ends && before.trim() !== '' ? `${before.trimEnd()}\n` : before);
  yield `${close(front)}${back}`;
  for (const changed of fewer(front, taken)) yield `${close(changed)}${back}`;
}

/** The same text with one of its counts less by `taken`: the first few, and the last one. */
function* fewer(text: string, taken: number): Generator<string> {
  const pieces = piecesOf(text);
  const counts = pieces.flatMap((piece, index) => (INTEGER.test(piece) && Number(piece) >= taken ? [index] : []));
  for (const index of new Set([...counts.slice(0, COUNTS), ...counts.slice(-1)]))
    yield pieces.map((piece, other) => (other === index ? String(Number(piece) - taken) : piece)).join('');
}

function* smallerNumbers({ at }: ShrinkState, { pieces }: Cut): Generator<string> {
  const token = pieces[2 * at];
  if (token === undefined || !INTEGER.test(token)) return;
  const value = BigInt(token);
  const size = value < 0n ? -value : value;
  const ways = [0n, 1n, value / 2n, value < 0n ? value + 1n : value - 1n, ...(value < 0n ? [-value] : [])];
  for (const way of ways) {
    const less = way < 0n ? -way : way;
    if (less < size || (value < 0n && way === -value))
      yield pieces.map((piece, index) => (index === 2 * at ? String(way) : piece)).join('');
  }
}
