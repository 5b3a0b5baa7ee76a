import { showChannel } from '@docket/contracts/events/booking';
import type { NewEvent, Tx } from '../spine/emit.ts';
import { readSeatStates, type SeatState } from '../reservation/seat-states.ts';

/** What seats are now, one event for each of their shows. */
export function seatsChanged(states: readonly SeatState[]): NewEvent<'seats.changed'>[] {
  return [...Map.groupBy(states, ({ poolId }) => poolId)].map(([showId, seats]) => {
    const those = (state: SeatState['state']): [number, number][] =>
      seats.filter((seat) => seat.state === state).map(({ seat, version }) => [seat, version]);
    const data = { showId, held: those('HELD'), free: those('FREE'), sold: those('SOLD') };
    return { channel: showChannel(showId), type: 'seats.changed', data };
  });
}

/** Tells the screens of shows what these seats are now, at the end of the transaction that has changed them. */
export async function tellSeats(
  tx: Tx,
  seats: readonly { readonly poolId: string; readonly units: readonly number[] }[],
): Promise<void> {
  tx.emit(...seatsChanged(await readSeatStates(tx, seats)));
}
