import type { ScoreboardChanged } from '@docket/contracts/events/contest';

/**
 * Changes of a board as one: the newest of each row, from the first version to the last. Where one of them does not begin where the one before ended,
 * what came in between is not known here, and the board is to be read again.
 * @param changes in the order of the channel, at least one
 */
export function mergeScoreboard(changes: readonly ScoreboardChanged[]): ScoreboardChanged {
  return changes.reduce((before, next) => {
    if (
      before.view !== next.view ||
      before.contestId !== next.contestId ||
      before.reset ||
      next.reset ||
      before.to !== next.from
    )
      return {
        ...next,
        from: Math.min(before.from, next.from),
        to: Math.max(before.to, next.to),
        rows: [],
        gone: [],
        reset: true,
      };
    const rows = new Map(before.rows.map((row) => [row.participant, row]));
    const gone = new Set(before.gone);
    for (const id of next.gone) {
      rows.delete(id);
      gone.add(id);
    }
    for (const row of next.rows) {
      gone.delete(row.participant);
      rows.set(row.participant, row);
    }
    return {
      ...next,
      from: before.from,
      rows: [...rows.values()],
      gone: [...gone],
      firsts: next.firsts ?? before.firsts,
    };
  });
}
