import type { BoardRow } from '@docket/contracts/contest/board';
import type { ScoreboardChanged } from '@docket/contracts/events/contest';
import type { ContestBoard } from '@docket/contracts/http/contest';
import { compareKeys } from './recount.ts';

/** The board with a change in it; undefined: changes are missing before it, and the board is to be read again. */
export function withChange(held: ContestBoard, change: ScoreboardChanged): ContestBoard | undefined {
  if (change.to <= held.version) return held;
  if (change.reset || change.from > held.version) return undefined;
  const rows = new Map(held.rows.map((row) => [row.participant, row]));
  for (const row of change.rows) rows.set(row.participant, row);
  for (const participant of change.gone) rows.delete(participant);
  return {
    ...held,
    version: change.to,
    rows: [...rows.values()],
    firsts: change.firsts ?? held.firsts,
    frozenFrom: change.frozenFrom,
  };
}

/** Minutes and seconds. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Who is ahead of all others alone, with something solved. */
function leaderOf({ rows }: Pick<ContestBoard, 'rows'>): BoardRow | undefined {
  const [first, second] = rows.filter(({ standing }) => standing === 'ranked').toSorted(compareKeys);
  if (first === undefined || first.solved === 0) return undefined;
  return second !== undefined && compareKeys(first, second) === 0 ? undefined : first;
}

export type BoardNews = {
  /** Who has just become known as the first to solve what. */
  readonly firsts: readonly { readonly label: string; readonly participant: string }[];
  readonly lines: readonly string[];
};

/** What is worth a line of what happened between two states of the board. */
export function newsBetween(before: ContestBoard, after: ContestBoard): BoardNews {
  const names = new Map(after.rows.map(({ participant, name }) => [participant, name]));
  const known = new Set(before.firsts.filter(({ certain }) => certain).map(({ label }) => label));
  const firsts = after.firsts.filter(({ label, certain }) => certain && !known.has(label));
  const lines = firsts.map(
    ({ label, participant, time }) =>
      `${names.get(participant) ?? participant} is the first to solve ${label}, at ${clock(time)}`,
  );
  const leader = leaderOf(after);
  if (leader !== undefined && leader.participant !== leaderOf(before)?.participant)
    lines.push(`${leader.name} goes to the top: ${leader.solved} solved, penalty ${clock(leader.penalty)}`);
  return { firsts, lines };
}
