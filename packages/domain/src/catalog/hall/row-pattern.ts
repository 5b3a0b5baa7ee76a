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

const LETTERS = /^(?:([A-Z])-([A-Z])|([a-z])-([a-z]))$/;
const NUMBERS = /^(\d+)-(\d+)$/;

/** `C` is one row, `A-F` six, `1-12` twelve. What looks like a range and is none that could be meant is refused. */
export function readRowLabels(label: string): { readonly rows: readonly string[] } | { readonly fault: string } {
  const letters = LETTERS.exec(label);
  const [first, last] = letters === null ? [] : [letters[1] ?? letters[3], letters[2] ?? letters[4]];
  if (first !== undefined && last !== undefined) {
    const codes = range(label, first.charCodeAt(0), last.charCodeAt(0));
    return 'fault' in codes ? codes : { rows: codes.numbers.map((code) => String.fromCharCode(code)) };
  }
  const [, from, to] = NUMBERS.exec(label) ?? [];
  if (from === undefined || to === undefined) return { rows: [label] };
  const found = range(label, Number(from), Number(to));
  return 'fault' in found ? found : { rows: found.numbers.map(String) };
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
