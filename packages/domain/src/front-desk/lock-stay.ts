import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import { lockTrip, type LockedTrip } from '../trip/lock.ts';
import { stayNotFound } from './house.ts';
import { STAY_COLUMNS, STAY_FROM, type StayRow } from './rows.ts';

const whereStatement = prepare(
  'stay_where',
  'SELECT s.trip_id FROM stays s WHERE s.part_id = $1 AND s.property_id = $2',
);
/** Rows that point at a stay may still be written by others: they only have to know that it is there. */
const lockStatement = prepare('stay_lock', 'SELECT s.part_id FROM stays s WHERE s.part_id = $1 FOR NO KEY UPDATE');
const readStatement = prepare(
  'stay_locked',
  `SELECT ${STAY_COLUMNS} FROM ${STAY_FROM} WHERE s.part_id = $1`,
).rows<StayRow>();

/** A stay with its trip; both are locked, the trip first, as everywhere. */
export type LockedStay = { readonly trip: LockedTrip; readonly row: StayRow };

/** @throws DocketError stay_not_found where the property has none such */
export async function lockStay(tx: Tx, propertyId: string, partId: string): Promise<LockedStay> {
  const [where] = await whereStatement(tx.client, [partId, propertyId]);
  if (where === undefined) throw stayNotFound();
  const trip = await lockTrip(tx, where.trip_id);
  await lockStatement(tx.client, [partId]);
  const row = await readStay(tx, partId);
  if (trip === undefined) throw stayNotFound();
  return { trip, row };
}

export async function readStay(tx: Tx, partId: string): Promise<StayRow> {
  const [row] = await readStatement(tx.client, [partId]);
  if (row === undefined) throw stayNotFound();
  return row;
}

const OVER = {
  DEPARTED: 'This guest has left.',
  NO_SHOW: 'This stay was ended because nobody came.',
  WALKED: 'This guest was sent to another house.',
  CANCELLED: 'This stay was given up.',
} as const;

/** @throws DocketError stay_over for one that has come to an end */
export function requireOpen({ state }: Pick<StayRow, 'state'>): void {
  if (state !== 'EXPECTED' && state !== 'IN_HOUSE') throw new DocketError('stay_over', OVER[state]);
}
