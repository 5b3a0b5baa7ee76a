import type { Board } from './board.ts';
import type { FirstSolve, Try } from './format.ts';
import { outcomeOf } from './tries.ts';

/**
 * Who solved a problem first, among rows that have a place: by contest time, then by place in the log. It is certain when no earlier try waits for a verdict:
 * a balloon that says "first in the contest" should not have to be taken back.
 */
export function firstSolve(
  board: Pick<Board, 'state' | 'problems' | 'row' | 'tries'>,
  problem: string,
): FirstSolve | null {
  const column = board.problems().findIndex(({ id }) => id === problem);
  let first: { readonly participant: string; readonly one: Try } | null = null;
  let waiting: Try | null = null;
  for (const who of board.state.participants.values()) {
    const row = board.row(who.id);
    const cell = row?.cells[column] ?? null;
    if (row?.standing !== 'ranked' || cell === null) continue;
    if (!cell.solved && cell.pending === 0) continue;
    for (const one of board.tries(who, problem)) {
      if (outcomeOf(one, false) === 'pending') {
        if (waiting === null || isEarlier(one, waiting)) waiting = one;
      } else if (cell.solved && one.time === cell.time && one.judgement !== null) {
        if (first === null || isEarlier(one, first.one)) first = { participant: who.id, one };
        break;
      }
    }
  }
  if (first === null) return null;
  const { participant, one } = first;
  const certain = waiting === null || isEarlier(one, waiting);
  return { problem, participant, submission: one.submission, time: one.time, certain };
}

function isEarlier(a: Try, b: Try): boolean {
  return a.time < b.time || (a.time === b.time && a.seq < b.seq);
}
