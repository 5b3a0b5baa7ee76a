import type { BookingDetail } from '@docket/contracts/http/booking';

/** What was paid for a booking that came to nothing, and what becomes of the money; the one place where that is said. */
export function Charged({ booking }: { readonly booking: Pick<BookingDetail, 'status' | 'bookingId'> }) {
  return (
    <p data-testid="charged" data-booking={booking.bookingId} className="font-medium">
      Nothing was charged.
    </p>
  );
}
