import { boardRow, type BoardRow } from '@docket/contracts/contest/board';
import type { BoardRow as FoldedRow } from '@docket/contest/format';
import { prepare } from '@docket/db/statement';
import type { Pool } from '@docket/db/pool';
import type { PoolClient } from '@docket/db/client';

/** What stands beside a row that is a person's or a team's. It is looked up when it is told: the log and the kept rows hold no names. */
export type Who = Pick<BoardRow, 'name' | 'group' | 'kind'>;

const namesStatement = prepare(
  'contest_names',
  'SELECT p.id, p.name, p.institution, p.kind FROM contest_participants p WHERE p.contest_id = $1 AND ($2::uuid[] IS NULL OR p.id = ANY ($2))',
).rows<{ kind: 'individual' | 'team' | 'virtual' }>();

/** Names of participants by id. @param ids undefined: of all */
export async function namesOf(
  on: Pool | PoolClient,
  contestId: string,
  ids?: readonly string[],
): Promise<ReadonlyMap<string, Who>> {
  const rows = await namesStatement(on, [contestId, ids ?? null]);
  return new Map(rows.map(({ id, name, institution, kind }) => [id, { name, group: institution, kind }]));
}

/** A row of the fold as it is kept. */
export function kept(folded: FoldedRow): Omit<FoldedRow, 'hacks'> {
  const { hacks: _, ...row } = folded;
  return row;
}

/** A row as it is told; undefined for one whose participant is gone. */
export function told(row: Omit<FoldedRow, 'hacks'>, names: ReadonlyMap<string, Who>): BoardRow | undefined {
  const who = names.get(row.participant);
  if (who === undefined) return undefined;
  return {
    ...who,
    participant: row.participant,
    standing: row.standing,
    solved: row.solved,
    score: row.score,
    penalty: row.penalty,
    key: [...row.key],
    cells: row.cells.map((cell) =>
      cell === null ? null : { ...cell, subtasks: cell.subtasks.map((each) => ({ ...each })) },
    ),
  };
}

/** A row as it is read from where it is kept. */
export const keptRow = boardRow.omit({ name: true, group: true, kind: true });
