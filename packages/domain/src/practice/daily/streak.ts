/** A day's problem, and whether it was solved on its day. */
type DayDone = { readonly day: string; readonly solved: boolean };

/**
 * Days in a row, of those that had a problem. Today's breaks nothing while it is open.
 * @param days the latest first
 * @param today as `2026-11-30`
 */
export function streakOf(
  days: readonly DayDone[],
  today: string,
): { readonly streak: number; readonly longest: number } {
  const done = days.filter(({ day, solved }) => solved || day !== today);
  const first = done.findIndex(({ solved }) => !solved);
  let longest = 0;
  let row = 0;
  for (const { solved } of done) {
    row = solved ? row + 1 : 0;
    longest = Math.max(longest, row);
  }
  return { streak: first === -1 ? done.length : first, longest };
}
