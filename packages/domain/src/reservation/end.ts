import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import type { EndedHold, HoldReactions, SubjectKind } from './subject.ts';

type EndedRow = { id: string; pool_id: string; units: number[]; subject: SubjectKind; subject_id: string };

const endStatement = prepare(
  'reservation_end',
  'SELECT id, pool_id, units, subject, subject_id FROM reservation_end($1, $2)',
).rows<EndedRow>();

/**
 * The kernel's part alone: gives back what ACTIVE holds still have. To expire, they must be past their time, too.
 * @returns those that were ended now; the others had ended before
 */
export async function endHolds(
  on: Pool | PoolClient,
  holdIds: readonly string[],
  as: 'RELEASED' | 'EXPIRED',
): Promise<EndedHold[]> {
  const rows = await endStatement(on, [holdIds, as]);
  return rows.map((row) => ({
    holdId: row.id,
    poolId: row.pool_id,
    units: row.units,
    subject: { kind: row.subject, id: row.subject_id },
  }));
}

/** Gives back what ACTIVE holds still have, with all that follows from it. @returns those that were ended now */
export async function release(tx: Tx, holdIds: readonly string[], reactions: HoldReactions): Promise<EndedHold[]> {
  const ended = await endHolds(tx.client, holdIds, 'RELEASED');
  if (ended.length > 0) await reactions.holdsEnded(tx, ended);
  return ended;
}

/** As `release`, for holds that are past their time; the others stay as they are. */
export async function expire(tx: Tx, holdIds: readonly string[], reactions: HoldReactions): Promise<EndedHold[]> {
  const ended = await endHolds(tx.client, holdIds, 'EXPIRED');
  if (ended.length > 0) await reactions.holdsEnded(tx, ended);
  return ended;
}
