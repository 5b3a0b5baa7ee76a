import type { CcsAward } from '@docket/contracts/ccs/award';
import type { CcsSource } from '../source.ts';
import { boardOf } from './scoreboard.ts';
import { hasProblems } from '../view.ts';

/** The leaders, and who solved each problem first as far as that is certain; as the reader's board has it. */
export function awardsOf(source: CcsSource): CcsAward[] {
  if (!hasProblems(source, source.now)) return [];
  const board = boardOf(source);
  const leaders = board.rows().filter(({ place, solved, score }) => place === 1 && (solved > 0 || score > 0));
  const firsts = new Map(
    board.firsts().flatMap((first): [string, string][] => (first.certain ? [[first.problem, first.participant]] : [])),
  );
  return [
    { id: 'winner', citation: 'Winner', team_ids: leaders.map(({ participant }) => participant) },
    ...board.problems().map(({ id, label }) => {
      const team = firsts.get(id);
      return {
        id: `first-to-solve-${label}`,
        citation: `First to solve problem ${label}`,
        team_ids: team === undefined ? [] : [team],
      };
    }),
  ];
}
