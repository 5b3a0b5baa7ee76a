import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { seatsOf, type MapSeat } from '@docket/flight/seat-map';
import { scheduledCabins, type ScheduledCabin } from '@docket/flight/shapes';
import type { Tx } from '../../spine/emit.ts';

const lockStatement = prepare(
  'flight_of_cabin_lock',
  'SELECT f.id FROM dated_flights f JOIN flight_cabins c ON c.flight_id = f.id WHERE c.id = $1 FOR UPDATE OF f',
);
const mapStatement = prepare(
  'cabin_seat_map',
  `SELECT c.cabin, s.cabins FROM flight_cabins c JOIN dated_flights f ON f.id = c.flight_id JOIN flight_schedules s ON s.id = f.schedule_id WHERE c.id = $1`,
);
const seatsStatement = prepare(
  'cabin_seats',
  'SELECT s.part_id, s.passenger, s.seat, s.sequence FROM flight_seats s WHERE s.cabin_id = $1',
);

/** A passenger's seat, and their number in the order of check-in. */
export type SeatRow = {
  readonly part_id: string;
  readonly passenger: number;
  readonly seat: string | null;
  readonly sequence: number | null;
};

/** Seats of a cabin are given one change after the other. */
export async function lockFlight(tx: Tx, cabinId: string): Promise<void> {
  await lockStatement(tx.client, [cabinId]);
}

export function readSeats(on: Pool | PoolClient, cabinId: string): Promise<readonly SeatRow[]> {
  return seatsStatement(on, [cabinId]);
}

/** The cabin as it is planned, and its seats. */
export async function readMap(
  on: Pool | PoolClient,
  cabinId: string,
): Promise<{ readonly cabin: ScheduledCabin; readonly seats: readonly MapSeat[] }> {
  const [row] = await mapStatement(on, [cabinId]);
  const cabin = scheduledCabins.parse(row?.cabins).find((each) => each.cabin === row?.cabin);
  if (cabin === undefined) throw new Error(`the schedule of the cabin ${cabinId} has none like it`);
  return { cabin, seats: seatsOf(cabin) };
}
