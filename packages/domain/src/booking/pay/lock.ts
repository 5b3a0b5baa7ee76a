import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';
import { BOOKING_COLUMNS, type BookingRow } from '../rows.ts';

/** A booking that somebody pays for, with what decides whether its money still buys something. */
export type PaidFor = BookingRow & {
  /** Numbers of its seats, ascending. */
  seats: number[];
  hold_id: string | null;
  allowances: string[];
  house_blocks: string[] | null;
  extended_at: Date | null;
  /** Its deadline has come, by the database's clock. */
  over: boolean | null;
  hall_id: string;
  title: string;
  show_status: string;
  /** The show has begun. */
  begun: boolean;
  seats_per_user: number;
};

/** By itself and first: what is read after it, also when sent right behind it, has seen every change of the show, and whoever changes it waits. */
const showStatement = prepare(
  'show_of_booking_lock',
  'SELECT pg_advisory_xact_lock_shared(show_lock(b.show_id)) FROM bookings b WHERE b.id = $1',
);
const lockStatement = prepare(
  'paid_booking_lock',
  `SELECT ${BOOKING_COLUMNS}, b.seats, b.hold_id, b.allowances, b.house_blocks, b.extended_at, b.deadline <= clock_timestamp() AS over,
          s.hall_id, t.name AS title, s.status AS show_status, s.starts_at <= clock_timestamp() AS begun, s.seats_per_user
     FROM bookings b JOIN shows s ON s.id = b.show_id JOIN titles t ON t.id = s.title_id WHERE b.id = $1 FOR UPDATE OF b`,
).rows<PaidFor>();

/** Locks a booking, and before it its show against being changed: money may take seats again. Undefined where there is none. */
export async function lockPaidFor(tx: Tx, id: string): Promise<PaidFor | undefined> {
  const [, [row]] = await Promise.all([showStatement(tx.client, [id]), lockStatement(tx.client, [id])]);
  return row;
}
