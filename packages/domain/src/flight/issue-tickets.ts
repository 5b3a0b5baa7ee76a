import type { FlightPart } from '@docket/contracts/http/trip';
import { prepare } from '@docket/db/statement';
import { ticketNumber } from '@docket/flight/ticket-number';
import type { Tx } from '../spine/emit.ts';

const carrierStatement = prepare('ticket_code_of_carrier', 'SELECT c.ticket_code FROM carriers c WHERE c.code = $1');
const serialStatement = prepare(
  'flight_ticket_serials',
  `SELECT nextval('flight_ticket_serials')::text AS serial FROM generate_series(1, $1)`,
).rows<{ serial: string }>();
const insertStatement = prepare(
  'flight_tickets_insert',
  `INSERT INTO flight_tickets (number, part_id, passenger) SELECT t.number, $1, t.passenger FROM unnest($2::text[], $3::int[]) AS t(number, passenger)
   ON CONFLICT (part_id, passenger) DO NOTHING`,
);

/** Issues an e-ticket for each passenger of parts, by the carrier of the first flight. A part that has them keeps them. */
export async function issueTickets(tx: Tx, parts: readonly FlightPart[]): Promise<void> {
  for (const { partId, passengers, directions } of parts) {
    const [carrier] = await carrierStatement(tx.client, [directions[0]?.legs[0]?.carrier.code ?? '']);
    if (carrier === undefined) throw new Error(`the carrier of the part ${partId} is not known`);
    const serials = await serialStatement(tx.client, [passengers.length]);
    await insertStatement(tx.client, [
      partId,
      serials.map(({ serial }) => ticketNumber(carrier.ticket_code, Number(serial))),
      passengers.map((_, index) => index),
    ]);
  }
}
