/** What stands at each place of a row: the letter of a seat, or null where there is none. */
export type Places = readonly (string | null)[];

const PART = /(\d{1,3})?([A-Za-z.])|\s+|(.)/g;
const LONGEST = 500;

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

const RANGE = /^([A-Z])-([A-Z])$|^(\d{1,3})-(\d{1,3})$/;

/** `C` is one row, `A-F` six, `1-12` twelve. */
export function readRowLabels(label: string): readonly string[] {
  const [, first, last, from, to] = RANGE.exec(label) ?? [];
  if (first !== undefined && last !== undefined) {
    return range(first.charCodeAt(0), last.charCodeAt(0)).map((code) => String.fromCharCode(code));
  }
  if (from !== undefined && to !== undefined) return range(Number(from), Number(to)).map(String);
  return [label];
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
