import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { bookingLabels } from '../../../lib/seat-names.ts';
import type { OwnSeatsOfShow } from '../api/use-own-seats.ts';

/** What one has of this show already, with the way back to it. */
export function OwnSeats({ own }: { readonly own: OwnSeatsOfShow }) {
  if (own.open.length === 0 && own.confirmed.length === 0) return null;
  return (
    <ul aria-label="Your bookings for this show" className="grid gap-2">
      {[...own.open, ...own.confirmed].map((booking) => (
        <li
          key={booking.bookingId}
          data-testid="own-booking"
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-xl border border-ok/40 bg-ok/6 px-4 py-2 text-sm"
        >
          <p>
            <strong>
              {booking.status === 'CONFIRMED'
                ? 'Yours'
                : booking.status === 'QUEUED'
                  ? 'Being asked for'
                  : 'Held for you'}
              :
            </strong>{' '}
            <span className="font-mono">{bookingLabels(booking)}</span>
            {(booking.status === 'HELD' || booking.status === 'AWAITING_PAYMENT') && booking.deadline !== null && (
              <>
                , <Countdown until={booking.deadline} urgentBelow={60} /> left
              </>
            )}
          </p>
          <Link to="/bookings/$id" params={{ id: booking.bookingId }} className={buttonClass('secondary', 'small')}>
            {booking.status === 'HELD' || booking.status === 'AWAITING_PAYMENT' ? 'Continue' : 'View booking'}
          </Link>
        </li>
      ))}
    </ul>
  );
}
