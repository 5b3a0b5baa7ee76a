import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';

const deleteStatement = prepare(
  'flight_seats_give_up',
  'DELETE FROM flight_seats s WHERE s.part_id = ANY ($1::uuid[])',
);

/** Seats of the map that passengers of parts had are free for others. */
export async function giveUpSeats(tx: Tx, partIds: readonly string[]): Promise<void> {
  await deleteStatement(tx.client, [partIds]);
}
