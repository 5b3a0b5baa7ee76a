import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import { TRIP_COLUMNS, type TripRow } from './rows.ts';

/** A trip that is locked, before its holds, as everywhere. */
export type LockedTrip = TripRow & { readonly holds: readonly PartHold[] };

/** Something that the kernel has of a part. */
export type PartHold = {
  readonly partId: string;
  /** Of the part's holds. */
  readonly position: number;
  readonly poolId: string;
  readonly units: readonly number[];
  readonly quantity: number;
  readonly holdId: string | null;
};

const lockStatement = prepare('trip_lock', `SELECT t.id FROM trips t WHERE t.id = $1 FOR UPDATE`);
/** Behind the lock, so that it has seen every change of the row and its parts. */
const readStatement = prepare('trip_locked', `SELECT ${TRIP_COLUMNS} FROM trips t WHERE t.id = $1`).rows<TripRow>();
const partsStatement = prepare(
  'trip_holds_locked',
  `SELECT h.part_id, h.position, h.pool_id, h.units, h.quantity, h.hold_id FROM trip_parts p JOIN trip_holds h ON h.part_id = p.id
    WHERE p.trip_id = $1 ORDER BY p.position, h.position`,
).rows<{ units: number[] }>();

export function tripNotFound(): DocketError {
  return new DocketError('trip_not_found', 'There is no such trip among yours.');
}

/** Locks a trip. Undefined where there is none. */
export async function lockTrip(tx: Tx, id: string): Promise<LockedTrip | undefined> {
  const [, [row], parts] = await Promise.all([
    lockStatement(tx.client, [id]),
    readStatement(tx.client, [id]),
    partsStatement(tx.client, [id]),
  ]);
  if (row === undefined) return undefined;
  const holds = parts.map((part) => ({
    partId: part.part_id,
    position: part.position,
    poolId: part.pool_id,
    units: part.units,
    quantity: part.quantity,
    holdId: part.hold_id,
  }));
  return { ...row, holds };
}

/** Of all parts, those that there are. */
export function holdIdsOf({ holds }: LockedTrip): string[] {
  return holds.flatMap(({ holdId }) => (holdId === null ? [] : [holdId]));
}
