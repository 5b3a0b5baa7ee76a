import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import type { EndedHold, HoldReactions, SubjectKind } from './subject.ts';

type EndedRow = { id: string; pool_id: string; units: number[]; subject: SubjectKind; subject_id: string };

const endStatement = prepare(
  'reservation_end',
  'SELECT id, pool_id, units, subject, subject_id FROM reservation_end($1, $2)',
).rows<EndedRow>();

const returnStatement = prepare(
  'reservation_return',
  'SELECT id, pool_id, units, subject, subject_id FROM reservation_return($1)',
).rows<EndedRow>();
const takenStatement = prepare(
  'holds_of_pool',
  `SELECT id, status FROM holds WHERE pool_id = $1 AND status IN ('ACTIVE', 'CONVERTED') ORDER BY id`,
).rows<{ status: 'ACTIVE' | 'CONVERTED' }>();

function toEnded(row: EndedRow): EndedHold {
  return {
    holdId: row.id,
    poolId: row.pool_id,
    units: row.units,
    subject: { kind: row.subject, id: row.subject_id },
  };
}

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
  return rows.map(toEnded);
}

/** The kernel's part alone: what was sold is free again. @returns those that were taken back now; the others were not sold */
export async function returnHolds(on: Pool | PoolClient, holdIds: readonly string[]): Promise<EndedHold[]> {
  return (await returnStatement(on, [holdIds])).map(toEnded);
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

/** Takes back what was sold, with all that follows from it. @returns those that were taken back now */
export async function takeBack(tx: Tx, holdIds: readonly string[], reactions: HoldReactions): Promise<EndedHold[]> {
  const ended = await returnHolds(tx.client, holdIds);
  if (ended.length > 0) await reactions.holdsEnded(tx, ended);
  return ended;
}

/** Ends these holds, whether they are held or sold, with all that follows from it. */
export async function endAny(tx: Tx, holdIds: readonly string[], reactions: HoldReactions): Promise<void> {
  if (holdIds.length === 0) return;
  const ended = [...(await endHolds(tx.client, holdIds, 'RELEASED')), ...(await returnHolds(tx.client, holdIds))];
  if (ended.length > 0) await reactions.holdsEnded(tx, ended);
}

/** Ends everything that anybody has of a pool, held or sold, with all that follows from it. Its subjects are the caller's, and ended before. */
export async function emptyPool(tx: Tx, poolId: string, reactions: HoldReactions): Promise<void> {
  const holds = await takenStatement(tx.client, [poolId]);
  const those = (status: 'ACTIVE' | 'CONVERTED'): string[] =>
    holds.filter((h) => h.status === status).map(({ id }) => id);
  const ended = [
    ...(await endHolds(tx.client, those('ACTIVE'), 'RELEASED')),
    ...(await returnHolds(tx.client, those('CONVERTED'))),
  ];
  if (ended.length > 0) await reactions.holdsEnded(tx, ended);
}
