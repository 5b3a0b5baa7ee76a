import { DocketError } from '@docket/contracts/errors';
import { spanOf } from '@docket/contracts/ccs/common';
import type { CcsCell, CcsScoreboard, CcsScoreboardRow } from '@docket/contracts/ccs/scoreboard';
import type { Board } from '@docket/contest/board';
import type { Cell, PlacedRow } from '@docket/contest/format';
import { placeAt } from '@docket/contest/rank';
import { scoreboardType } from '../score.ts';
import type { CcsSource } from '../source.ts';
import { hasProblems } from '../view.ts';
import { groupsOf } from './groups.ts';
import { stateOf } from './state.ts';
import { teamsOf } from './teams.ts';

const MINUTE = 60_000;

/** The jury's board, or that of everybody. */
export function boardOf({ fold, view }: Pick<CcsSource, 'fold' | 'view'>): Board {
  return view.kind === 'jury' ? fold.boards.jury : fold.boards.public;
}

/**
 * The scoreboard. Whoever has no place has the rank where the result belongs; hidden and disqualified rows are not in it.
 * @throws DocketError `not_found` for a group that there is not
 */
export function scoreboardOf(source: CcsSource, group?: string): CcsScoreboard {
  if (group !== undefined && !groupsOf().some(({ id }) => id === group))
    throw new DocketError('not_found', `This contest has no group ${JSON.stringify(group)}.`);
  const { contest, now } = source;
  const teams = new Map(teamsOf(source).map((team) => [team.id, team]));
  const board = boardOf(source);
  const labels = hasProblems(source, now) ? board.problems().map(({ label }) => label) : [];
  const rows = board.rows().filter(({ participant }) => {
    const team = teams.get(participant);
    return team !== undefined && !team.hidden && (group === undefined || team.group_ids.includes(group));
  });
  // In a group all are ranked among themselves.
  const ranked = group === undefined ? rows : rows.map((row) => ({ ...row, standing: 'ranked' as const }));
  const nameOf = (row: CcsScoreboardRow): string => teams.get(row.team_id)?.name ?? '';
  return {
    // Of now: the moment of the newest event would tell when somebody was judged in the freeze.
    time: now.toISOString(),
    contest_time: spanOf(now.getTime() - contest.open_at.getTime()),
    state: stateOf(contest, now),
    rows: ranked
      .map((row) => toRow(row, placeAt(ranked, row.key), labels, contest.format))
      .toSorted((a, b) => a.rank - b.rank || nameOf(a).localeCompare(nameOf(b), 'en-US')),
  };
}

function toRow(
  row: Omit<PlacedRow, 'place'>,
  rank: number,
  labels: readonly string[],
  format: string,
): CcsScoreboardRow {
  const isSolved = scoreboardType(format) === 'pass-fail';
  const times = row.cells.flatMap((cell) => cell?.time ?? []);
  const last = times.length === 0 ? {} : { time: Math.floor(Math.max(...times) / MINUTE) };
  return {
    rank,
    team_id: row.participant,
    score: isSolved
      ? { num_solved: row.solved, total_time: Math.floor(row.penalty / MINUTE), ...last }
      : { score: row.score, ...last },
    problems: labels.map((label, at) => toCell(row.cells[at] ?? null, label, isSolved)),
  };
}

function toCell(cell: Cell | null, label: string, isSolved: boolean): CcsCell {
  const counts = { problem_id: label, num_judged: cell?.tries ?? 0, num_pending: cell?.pending ?? 0 };
  const time = Math.floor((cell?.time ?? 0) / MINUTE);
  if (isSolved) return cell?.solved === true ? { ...counts, solved: true, time } : { ...counts, solved: false };
  const score = cell?.score ?? 0;
  return score > 0 ? { ...counts, score, time } : { ...counts, score: 0 };
}
