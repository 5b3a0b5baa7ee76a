/** Where two outputs first differ, as the judge says it: 1-based line and byte column in what was found. */
export type Difference = { readonly line: number; readonly column: number; readonly found: string };

/** A stretch of one line, in characters; empty (from = to) where something is missing. */
export type Mark = { readonly row: number; readonly from: number; readonly to: number };

export type DiffRow = {
  /** 0-based line. */
  readonly row: number;
  /** Undefined past the end. */
  readonly expected: string | undefined;
  readonly found: string | undefined;
  /** Equal but for white space at the ends and between tokens. */
  readonly same: boolean;
};

export type Diff = {
  readonly rows: readonly DiffRow[];
  /** Lines left out before and after the rows. */
  readonly before: number;
  readonly after: number;
  readonly expectedMark: Mark | undefined;
  readonly foundMark: Mark | undefined;
};

/** Lines shown at most, and those shown before the first difference when it lies further down. */
const ROWS = 200;
const LEAD = 5;

/**
 * Lays two texts side by side, line by line. The judge compares tokens; the first token that differs is marked on both
 * sides by its number in the text, since it may stand on another line in the answer.
 */
export function diffOutputs(expected: string, found: string, difference: Difference | null): Diff {
  const left = linesOf(expected);
  const right = linesOf(found);
  const total = Math.max(left.length, right.length);
  const foundMark = difference === null ? undefined : markFound(right, difference);
  const expectedMark =
    difference === null || foundMark === undefined ? undefined : markToken(left, tokensBefore(right, foundMark));
  const firstMark = Math.min(foundMark?.row ?? Infinity, expectedMark?.row ?? Infinity);
  const start = firstMark < ROWS || firstMark === Infinity ? 0 : firstMark - LEAD;
  const end = Math.min(total, start + ROWS);
  const rows: DiffRow[] = [];
  for (let row = start; row < end; row += 1) {
    rows.push({ row, expected: left[row], found: right[row], same: squeeze(left[row]) === squeeze(right[row]) });
  }
  return { rows, before: start, after: total - end, expectedMark, foundMark };
}

/** Without the empty line that a final line break would make. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function squeeze(line: string | undefined): string {
  return (line ?? '').trim().replace(/\s+/g, ' ');
}

function tokensOf(line: string): { from: number; to: number }[] {
  return [...line.matchAll(/\S+/g)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
}

function markFound(lines: readonly string[], { line, column, found }: Difference): Mark {
  const end = { row: Math.max(0, lines.length - 1), at: lines.at(-1)?.length ?? 0 };
  const text = lines[line - 1];
  if (text === undefined) return { row: end.row, from: end.at, to: end.at };
  const at = characterAt(text, column - 1);
  if (found === '') return { row: line - 1, from: at, to: at };
  const token = tokensOf(text).find(({ from, to }) => from <= at && at < to);
  return { row: line - 1, from: token?.from ?? at, to: token?.to ?? Math.min(text.length, at + 1) };
}

/** Byte columns count UTF-8. */
function characterAt(text: string, bytes: number): number {
  const encoder = new TextEncoder();
  let index = 0;
  let seen = 0;
  for (const character of text) {
    if (seen >= bytes) break;
    seen += encoder.encode(character).length;
    index += character.length;
  }
  return index;
}

/** How many tokens begin before the mark. */
function tokensBefore(lines: readonly string[], mark: Mark): number {
  let count = 0;
  for (let row = 0; row < mark.row; row += 1) count += tokensOf(lines[row] ?? '').length;
  return count + tokensOf(lines[mark.row] ?? '').filter(({ from, to }) => from < mark.from && to <= mark.from).length;
}

/** The token of this number (0-based); past the last one, the end of the text. */
function markToken(lines: readonly string[], number: number): Mark {
  let left = number;
  for (const [row, line] of lines.entries()) {
    const tokens = tokensOf(line);
    const token = tokens[left];
    if (token !== undefined) return { row, ...token };
    left -= tokens.length;
  }
  const at = lines.at(-1)?.length ?? 0;
  return { row: Math.max(0, lines.length - 1), from: at, to: at };
}
