import type { CcsAward } from '@docket/contracts/ccs/award';
import type { Board } from '@docket/contest/board';
import { firstSolve } from '@docket/contest/first-solve';
import { place } from '@docket/contest/rank';
import type { CcsSource } from '../source.ts';
import { hasProblems } from '../view.ts';
import { boardOf } from './scoreboard.ts';

/** The leaders, and who solved each problem first as far as that is certain; as the reader's board has it without those who are hidden. */
export function awardsOf(source: CcsSource): CcsAward[] {
  return hasProblems(source, source.now) ? awardsOn(boardOf(source)) : [];
}

type Rows = ReturnType<Board['rows']>;
/** By the rows of a board, which are others as soon as anything on it is another. */
const made = new WeakMap<Rows, CcsAward[]>();

/** A hidden row is on the jury's board, out of competition. */
export function awardsOn(board: Board): CcsAward[] {
  const rows = board.rows();
  const known = made.get(rows);
  if (known !== undefined) return known;
  const isHidden = (id: string): boolean => board.state.participants.get(id)?.hidden === true;
  const visible = place(rows.filter(({ participant }) => !isHidden(participant)));
  const leaders = visible.filter((row) => row.place === 1 && (row.solved > 0 || row.score > 0));
  const open: Parameters<typeof firstSolve>[0] = {
    state: board.state,
    problems: () => board.problems(),
    row: (id) => (isHidden(id) ? null : board.row(id)),
    tries: (who, problem) => board.tries(who, problem),
  };
  const firsts =
    visible.length === rows.length ? board.firsts() : board.problems().flatMap(({ id }) => firstSolve(open, id) ?? []);
  const firstOf = new Map(firsts.flatMap((one) => (one.certain ? [[one.problem, one.participant] as const] : [])));
  const awards = [
    { id: 'winner', citation: 'Winner', team_ids: leaders.map(({ participant }) => participant) },
    ...board.problems().map(({ id, label }) => {
      const team = firstOf.get(id);
      return {
        id: `first-to-solve-${label}`,
        citation: `First to solve problem ${label}`,
        team_ids: team === undefined ? [] : [team],
      };
    }),
  ];
  made.set(rows, awards);
  return awards;
}
