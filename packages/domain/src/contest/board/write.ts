import type { z } from 'zod';
import type { firstSolve } from '@docket/contracts/contest/board';
import type { FirstSolve } from '@docket/contest/format';
import type { ContestProblem } from '@docket/contest/log';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';
import type { KeptView } from './keeper.ts';
import type { kept } from './rows.ts';

const writeStatement = prepare(
  'contest_board_rows_write',
  `INSERT INTO contest_board_rows AS r (contest_id, view, participant_id, version, row)
   SELECT $1, $2, w.id, $3, w.row FROM ROWS FROM (unnest($4::uuid[]), jsonb_array_elements($5::jsonb)) AS w(id, row)
   ON CONFLICT (contest_id, view, participant_id) DO UPDATE SET version = excluded.version, row = excluded.row WHERE r.row <> excluded.row`,
);
const goneStatement = prepare(
  'contest_board_rows_gone',
  `DELETE FROM contest_board_rows WHERE contest_id = $1 AND view = $2
      AND CASE WHEN $4 THEN participant_id <> ALL ($3::uuid[]) ELSE participant_id = ANY ($3::uuid[]) END`,
);

type Written = {
  readonly contestId: string;
  readonly view: KeptView;
  readonly version: number;
  readonly rows: readonly ReturnType<typeof kept>[];
  readonly gone: readonly string[];
  /** These are all rows of the view. */
  readonly all: boolean;
};

/** Writes rows that changed, and takes away those that are gone. */
export async function writeBoard(tx: Tx, { contestId, view, version, rows, gone, all }: Written): Promise<void> {
  const ids = rows.map(({ participant }) => participant);
  if (ids.length > 0) await writeStatement(tx.client, [contestId, view, version, ids, JSON.stringify(rows)]);
  if (all || gone.length > 0) await goneStatement(tx.client, [contestId, view, all ? ids : gone, all]);
}

/** First solves by the letters of the problems. */
export function firstsOf(
  problems: readonly ContestProblem[],
  firsts: readonly FirstSolve[],
): z.output<typeof firstSolve>[] {
  const labels = new Map(problems.map(({ id, label }) => [id, label]));
  return firsts.map(({ problem, participant, time, certain }) => ({
    label: labels.get(problem) ?? '',
    participant,
    time,
    certain,
  }));
}
