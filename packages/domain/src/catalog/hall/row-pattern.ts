/** What stands at each place of a row: the letter of a seat, or null where there is none. */
export type Places = readonly (string | null)[];

const PART = /(\d{1,3})?([A-Za-z.])|\s+|(.)/g;
const LONGEST = 500;
/** Rows that one label can stand for. */
const MOST_ROWS = 1_000;

/** A row as text: a letter a seat, a dot a place without one, a number before either repeats it; `8s 2. 8s`. Spaces are for the eye. */
export function readPattern(pattern: string): { readonly places: Places } | { readonly fault: string } {
  const places: (string | null)[] = [];
  for (const [, times, letter, other] of pattern.matchAll(PART)) {
    if (other !== undefined)
      return { fault: `"${other}" means nothing here; use letters for seats, dots for gaps, numbers to repeat` };
    if (letter === undefined) continue;
    const count = Number(times ?? 1);
    if (places.length + count > LONGEST) return { fault: `has more than ${LONGEST} places; divide it into sections` };
    for (let i = 0; i < count; i += 1) places.push(letter === '.' ? null : letter);
  }
  return { places };
}

/** Both ends of a range: letters or digits alike, with any dash between them. A row that is called `A-1` is none. */
const RANGE = /^(?<from>[A-Z]+|[a-z]+|\d+)\s*[-\u2010-\u2015\u2212]\s*(?<to>[A-Z]+|[a-z]+|\d+)$/;

/**
 * `C` is one row, `A-F` six, `AA-AC` three, `1-12` twelve; the dash may be a longer one, with spaces beside it. What looks like a range and is none that
 * could be meant is refused.
 */
export function readRowLabels(label: string): { readonly rows: readonly string[] } | { readonly fault: string } {
  const { from, to } = RANGE.exec(label)?.groups ?? {};
  if (from === undefined || to === undefined || isDigits(from) !== isDigits(to)) return { rows: [label] };
  if (isDigits(from)) {
    const found = range(label, Number(from), Number(to));
    return 'fault' in found ? found : { rows: found.numbers.map(String) };
  }
  const before = from.slice(0, -1);
  if (before !== to.slice(0, -1) || isCapital(from) !== isCapital(to))
    return { fault: `${label} is no range of rows; write one such as A-F, AA-AF or 1-12, or each row by itself` };
  const codes = range(label, lastLetter(from), lastLetter(to));
  return 'fault' in codes ? codes : { rows: codes.numbers.map((code) => before + String.fromCharCode(code)) };
}

function isDigits(end: string): boolean {
  return /^\d/.test(end);
}

function isCapital(end: string): boolean {
  return /^[A-Z]/.test(end);
}

function lastLetter(end: string): number {
  return end.charCodeAt(end.length - 1);
}

function range(label: string, from: number, to: number): { readonly numbers: number[] } | { readonly fault: string } {
  if (to < from) return { fault: `${label} runs backwards; write the lower end first` };
  // `1-999999999` is no name of a row, and nobody has as many.
  if (to - from >= MOST_ROWS)
    return {
      fault: `${label} stands for more than ${MOST_ROWS} rows; write ranges such as 1-12, each with what its rows have`,
    };
  return { numbers: Array.from({ length: to - from + 1 }, (_, i) => from + i) };
}
