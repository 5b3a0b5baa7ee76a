import type { Tx } from '../spine/emit.ts';
import type { BookingRow } from './rows.ts';

/** What a booking may become that others follow. */
export type BookingTransition = 'confirmed' | 'takenBack';

/** What others do in the transaction in which bookings change so: whatever changes them passes them on, or none of it happens. */
export type BookingReactions = {
  readonly bookings: Readonly<Record<BookingTransition, (tx: Tx, bookings: readonly BookingRow[]) => Promise<void>>>;
};
