/** A line of a text set beside another: in both, only in the later, or only in the earlier one. */
type DiffLine = { readonly sign: ' ' | '+' | '-'; readonly text: string };

/** Lines of which neither text may have more, and how many may be others: the work is their product. */
const MOST_LINES = 20_000;
const MOST_CHANGES = 2_000;

/**
 * The shortest way from one text to another, line by line (Myers 1986, "An O(ND) Difference Algorithm and Its Variations").
 * @returns null where more has changed than anybody would read beside the other
 */
export function diffLines(before: string, after: string): readonly DiffLine[] | null {
  const a = before.split('\n');
  const b = after.split('\n');
  if (a.length > MOST_LINES || b.length > MOST_LINES) return null;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const middle = shortest(a.slice(start, a.length - end), b.slice(start, b.length - end));
  if (middle === null) return null;
  const same = (text: string): DiffLine => ({ sign: ' ', text });
  return [...a.slice(0, start).map(same), ...middle, ...a.slice(a.length - end).map(same)];
}

/** Each line as a number of its own, for the same line may be set beside thousands of others. */
function numbered(lines: readonly string[], known: Map<string, number>): Int32Array {
  return Int32Array.from(lines, (line) => {
    const number = known.get(line) ?? known.size;
    known.set(line, number);
    return number;
  });
}

function shortest(before: readonly string[], after: readonly string[]): DiffLine[] | null {
  const known = new Map<string, number>();
  const [a, b] = [numbered(before, known), numbered(after, known)];
  const most = Math.min(a.length + b.length, MOST_CHANGES);
  // The furthest line of `a` on each diagonal, and for each number of changes what it was before, of the diagonals that it may look at.
  const middle = most + 1;
  const furthest = new Int32Array(2 * middle + 1);
  const trace: Int32Array[] = [];
  for (let changes = 0; changes <= most; changes++) {
    trace.push(furthest.slice(middle - changes - 1, middle + changes + 2));
    for (let k = -changes; k <= changes; k += 2) {
      const [left, right] = [furthest[middle + k - 1] ?? 0, furthest[middle + k + 1] ?? 0];
      let x = k === -changes || (k !== changes && left < right) ? right : left + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      furthest[middle + k] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(before, after, trace);
    }
  }
  return null;
}

function walkBack(a: readonly string[], b: readonly string[], trace: readonly Int32Array[]): DiffLine[] {
  const lines: DiffLine[] = [];
  let [x, y] = [a.length, b.length];
  for (let changes = trace.length - 1; changes >= 0; changes--) {
    const furthest = (k: number): number => trace[changes]?.[k + changes + 1] ?? 0;
    const k = x - y;
    const down = k === -changes || (k !== changes && furthest(k - 1) < furthest(k + 1));
    const from = down ? k + 1 : k - 1;
    const fromX = furthest(from);
    const fromY = fromX - from;
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      lines.push({ sign: ' ', text: a[x - 1] ?? '' });
      x -= 1;
      y -= 1;
    }
    if (changes === 0) break;
    if (down) lines.push({ sign: '+', text: b[y - 1] ?? '' });
    else lines.push({ sign: '-', text: a[x - 1] ?? '' });
    [x, y] = [fromX, fromY];
  }
  return lines.toReversed();
}

/** Lines around changes, so many on each side; `skipped` says how many that are the same stand before one and are left out. */
export function aroundChanges(
  lines: readonly DiffLine[],
  around = 3,
): readonly (DiffLine & { readonly skipped?: number })[] {
  const near = new Set<number>();
  for (const [index, { sign }] of lines.entries())
    if (sign !== ' ') for (let at = index - around; at <= index + around; at++) near.add(at);
  const shown: (DiffLine & { skipped?: number })[] = [];
  let skipped = 0;
  for (const [index, line] of lines.entries()) {
    if (near.has(index)) {
      shown.push(skipped === 0 ? line : { ...line, skipped });
      skipped = 0;
    } else skipped += 1;
  }
  return shown;
}
