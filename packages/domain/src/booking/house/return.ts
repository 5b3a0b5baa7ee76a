import { prepare } from '@docket/db/statement';
import type { EndedHold, Subject } from '../../reservation/subject.ts';
import type { Tx } from '../../spine/emit.ts';
import { keepForHouse, type Kept } from './keep.ts';

const bookedStatement = prepare(
  'bookings_of_house',
  `SELECT b.show_id, u.seat, u.block_id FROM bookings b, unnest(b.seats, b.house_blocks) AS u(seat, block_id)
    WHERE b.id = ANY ($1::uuid[]) AND b.house_blocks IS NOT NULL`,
).rows<{ show_id: string; seat: number; block_id: string }>();

/**
 * Seats of the house whose booking came to nothing are the house's again, in the very transaction that gives them back: they are never on sale in between.
 * Those whose time of release has come are anybody's.
 * @returns what is left for others, hold by hold
 */
export async function returnToHouse(tx: Tx, ended: readonly EndedHold[]): Promise<readonly EndedHold[]> {
  const bookings = ended.filter(({ subject }) => subject.kind === 'booking').map(({ subject }) => subject.id);
  if (bookings.length === 0) return ended;
  const rows = await bookedStatement(tx.client, [bookings]);
  if (rows.length === 0) return ended;
  const given = new Set(ended.flatMap(({ poolId, units }) => units.map((unit) => `${poolId} ${unit}`)));
  const wanted = rows.map((row): Kept => ({ showId: row.show_id, blockId: row.block_id, seat: row.seat }));
  const kept = await keepForHouse(
    tx,
    wanted.filter(({ showId, seat }) => given.has(`${showId} ${seat}`)),
  );
  const mine = new Set(kept.map(({ showId, seat }) => `${showId} ${seat}`));
  return ended.flatMap((each) => {
    const units = each.units.filter((unit) => !mine.has(`${each.poolId} ${unit}`));
    return units.length === 0 ? [] : [{ ...each, units }];
  });
}

/** House seats whose time of release has come are anybody's; whoever waits for seats comes first, as with all that is given back. */
export const houseSubject: Subject = { lock: async (_tx, ids) => ids, end: async () => undefined };
