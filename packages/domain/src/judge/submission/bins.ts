/** Columns of a chart at most. */
const MOST = 24;
/** Beyond this share of the people the tail begins, which is put together. */
const SHOWN = 0.97;

export type Bin = { readonly fromMs: number; readonly toMs: number; readonly people: number };

/** The next of 1, 2, 5, 10, 20, 50 … that is at least so much: widths that people can add up. */
function roundUp(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return ([1, 2, 5].find((step) => step * power >= width) ?? 10) * power;
}

/** Times in ms, ascending, as columns of one width of whole milliseconds that begin where the fastest is; the last has all the slow ones. */
export function binsOf(times: readonly number[]): Bin[] {
  const first = times[0];
  if (first === undefined) return [];
  const late = times[Math.ceil(times.length * SHOWN) - 1] ?? first;
  const width = roundUp(Math.max(1, (late - first) / MOST));
  const from = Math.floor(first / width) * width;
  const count = Math.min(MOST + 1, Math.floor((late - from) / width) + 1);
  const bins = Array.from({ length: count }, () => 0);
  for (const time of times) {
    const at = Math.min(count - 1, Math.floor((time - from) / width));
    bins[at] = (bins[at] ?? 0) + 1;
  }
  const slowest = times.at(-1) ?? first;
  return bins.map((people, index) => ({
    fromMs: from + index * width,
    toMs: index === count - 1 ? Math.max(from + count * width, Math.ceil(slowest)) : from + (index + 1) * width,
    people,
  }));
}
