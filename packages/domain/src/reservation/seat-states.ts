import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';

/** What a seat is now. Of two states the one with the higher version is newer. */
export type SeatState = {
  readonly poolId: string;
  readonly seat: number;
  readonly state: 'FREE' | 'HELD' | 'SOLD';
  readonly version: number;
};

type Row = { pool_id: string; seat: number; state: SeatState['state']; version: number };

const statesStatement = prepare(
  'seat_states',
  'SELECT pool_id, seat, state, version FROM seat_states($1, $2)',
).rows<Row>();

/** What seats are, by pool and seat, as the transaction sees it. Units of pools that have no seats are left out. */
export async function readSeatStates(
  tx: Tx,
  seats: readonly { readonly poolId: string; readonly units: readonly number[] }[],
): Promise<SeatState[]> {
  const rows = await statesStatement(tx.client, [
    seats.flatMap(({ poolId, units }) => units.map(() => poolId)),
    seats.flatMap(({ units }) => units),
  ]);
  return rows.map(({ pool_id: poolId, seat, state, version }) => ({ poolId, seat, state, version }));
}
