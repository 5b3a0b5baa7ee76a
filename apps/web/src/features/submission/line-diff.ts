export type DiffLine = {
  /** `old`: only on the left; `new`: only on the right. */
  readonly kind: 'same' | 'old' | 'new';
  readonly text: string;
  /** Numbers from 1 on either side; null where the line is not there. */
  readonly left: number | null;
  readonly right: number | null;
};

/** Longer texts are compared without a search for what was moved: their table would have too many cells. */
const CELLS_MAX = 4_000_000;

/** What has to be taken out of a text and put in to make another one of it: a longest common subsequence of their lines. */
export function diffLines(left: string, right: string): DiffLine[] {
  const [a, b] = [linesOf(left), linesOf(right)];
  let begin = 0;
  while (begin < a.length && begin < b.length && a[begin] === b[begin]) begin += 1;
  let end = 0;
  while (end < a.length - begin && end < b.length - begin && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [middleA, middleB] = [a.slice(begin, a.length - end), b.slice(begin, b.length - end)];
  const lines: DiffLine[] = [];
  const same = (text: string, at: number, other: number) =>
    void lines.push({ kind: 'same', text, left: at + 1, right: other + 1 });
  for (let at = 0; at < begin; at += 1) same(a[at] ?? '', at, at);
  lines.push(...diffMiddle(middleA, middleB, begin));
  for (let at = 0; at < end; at += 1) {
    const [inA, inB] = [a.length - end + at, b.length - end + at];
    same(a[inA] ?? '', inA, inB);
  }
  return lines;
}

function diffMiddle(a: readonly string[], b: readonly string[], offset: number): DiffLine[] {
  const old = (at: number): DiffLine => ({ kind: 'old', text: a[at] ?? '', left: offset + at + 1, right: null });
  const fresh = (at: number): DiffLine => ({ kind: 'new', text: b[at] ?? '', left: null, right: offset + at + 1 });
  if (a.length * b.length > CELLS_MAX) return [...a.map((_, i) => old(i)), ...b.map((_, j) => fresh(j))];
  const width = b.length + 1;
  // Length of the longest common subsequence of what is left from here on.
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i] ?? '', left: offset + i + 1, right: offset + j + 1 });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push(old(i));
      i += 1;
    } else {
      lines.push(fresh(j));
      j += 1;
    }
  }
  return lines;
}

/** Without the empty line that a final line break would make, and whatever the line breaks are. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
