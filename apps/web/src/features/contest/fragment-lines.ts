type Fragment = {
  readonly leftFrom: number;
  readonly leftTo: number;
  readonly rightFrom: number;
  readonly rightTo: number;
  readonly tokens: number;
};

/**
 * Which fragment each line of both programs belongs to, by its place in the list. Where two meet on a line, it is that of the longer one, so that
 * none is hidden behind a shorter one.
 */
export function fragmentsByLine(fragments: readonly Fragment[]): readonly [Map<number, number>, Map<number, number>] {
  const [left, right] = [new Map<number, number>(), new Map<number, number>()];
  const take = (lines: Map<number, number>, from: number, to: number, at: number) => {
    for (let line = from; line <= to; line += 1) lines.set(line, at);
  };
  const byLength = [...fragments.entries()].toSorted(([, a], [, b]) => a.tokens - b.tokens);
  for (const [at, { leftFrom, leftTo, rightFrom, rightTo }] of byLength) {
    take(left, leftFrom, leftTo, at);
    take(right, rightFrom, rightTo, at);
  }
  return [left, right];
}
