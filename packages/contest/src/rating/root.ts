/** Value and slope of a function at a point. */
export type Sample = { readonly value: number; readonly slope: number };

const CLOSE = 1e-10;
const MOST_STEPS = 200;

/**
 * Where a rising function is zero, between `low` (where it is not above zero) and `high` (where it is not below): Newton's steps, and halving whenever such a
 * step would leave what is known to hold the zero.
 */
export function rootOf(at: (x: number) => Sample, low: number, high: number, guess: number): number {
  let from = low;
  let to = high;
  let x = Math.min(Math.max(guess, from), to);
  for (let step = 0; step < MOST_STEPS && to - from > CLOSE; step += 1) {
    const { value, slope } = at(x);
    if (value === 0) return x;
    if (value > 0) to = x;
    else from = x;
    const newton = x - value / slope;
    // A flat tail sends Newton far off, or nowhere.
    const next = newton > from && newton < to ? newton : (from + to) / 2;
    if (Math.abs(next - x) <= CLOSE) return next;
    x = next;
  }
  return x;
}
