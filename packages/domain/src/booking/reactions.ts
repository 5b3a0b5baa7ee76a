import type { Tx } from '../spine/emit.ts';
import type { BookingRow } from './rows.ts';

/** What a booking may become that others follow. */
export type BookingTransition = 'confirmed' | 'takenBack';

/** What others do in the transaction in which bookings change so: whatever changes them passes them on, or none of it happens. */
export type BookingReactions = {
  readonly bookings: Readonly<Record<BookingTransition, (tx: Tx, bookings: readonly BookingRow[]) => Promise<void>>> & {
    /** Asked before somebody gives a confirmed booking back: nothing of it may have been used. @throws DocketError of whoever knows that something was */
    readonly mayBeGivenBack: (tx: Tx, bookingId: string) => Promise<void>;
  };
};
