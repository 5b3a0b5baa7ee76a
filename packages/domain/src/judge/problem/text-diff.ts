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

function shortest(a: readonly string[], b: readonly string[]): DiffLine[] | null {
  // The furthest line of `a` on each diagonal, for each number of changes.
  const trace: Map<number, number>[] = [];
  let furthest = new Map<number, number>([[1, 0]]);
  for (let changes = 0; changes <= Math.min(a.length + b.length, MOST_CHANGES); changes++) {
    trace.push(new Map(furthest));
    const next = new Map(furthest);
    for (let k = -changes; k <= changes; k += 2) {
      const down = k === -changes || (k !== changes && (next.get(k - 1) ?? 0) < (next.get(k + 1) ?? 0));
      let x = down ? (next.get(k + 1) ?? 0) : (next.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, trace);
    }
    furthest = next;
  }
  return null;
}

function walkBack(a: readonly string[], b: readonly string[], trace: readonly Map<number, number>[]): DiffLine[] {
  const lines: DiffLine[] = [];
  let [x, y] = [a.length, b.length];
  for (let changes = trace.length - 1; changes >= 0; changes--) {
    const furthest = trace[changes] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -changes || (k !== changes && (furthest.get(k - 1) ?? 0) < (furthest.get(k + 1) ?? 0));
    const from = down ? k + 1 : k - 1;
    const fromX = furthest.get(from) ?? 0;
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
