import type { ShowDetail } from '@docket/contracts/http/show';
import { usePaymentOfBooking } from '../../payment/api/use-payment.ts';
import { Link } from '@tanstack/react-router';
import { bookingLabels } from '../../../lib/seat-names.ts';
import { useSession } from '../../../lib/session.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useBookingsOfShow } from '../../booking/api/use-bookings.ts';
import { Charged } from '../../booking/components/charged.tsx';
import { OtherTimes } from '../../catalog/components/other-times.tsx';

/** A show that will not take place: what happened, what became of one's own booking, and where to go instead. */
export function CancelledShow({ show }: { readonly show: ShowDetail }) {
  return (
    <>
      <Notice tone="bad" title="This show was cancelled">
        <p>The organiser has cancelled it, and it will not take place. All its bookings and tickets are void.</p>
      </Notice>
      <OwnBookings show={show} />
      <OtherTimes show={show} />
    </>
  );
}

function OwnBookings({ show: { showId } }: { readonly show: ShowDetail }) {
  const loggedIn = useSession() !== undefined;
  const { data } = useBookingsOfShow(showId, loggedIn);
  if (!loggedIn) {
    return (
      <p>
        Did you have seats?{' '}
        <Link to="/login" search={{ next: `/shows/${showId}` }} className="link">
          Log in
        </Link>{' '}
        to see what became of your booking.
      </p>
    );
  }
  const own = (data?.data ?? []).filter(
    (booking) => booking.showId === showId && (booking.status !== 'CANCELLED' || booking.reason === 'show_cancelled'),
  );
  if (own.length === 0) return null;
  return (
    <ul aria-label="Your bookings for this show" className="grid gap-2">
      {own.map((booking) => (
        <li
          key={booking.bookingId}
          data-testid="own-booking"
          className="box flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 text-sm"
        >
          <div className="grid min-w-0 gap-1">
            <p>
              Your booking of <span className="font-mono break-words">{bookingLabels(booking)}</span>{' '}
              {booking.status === 'CANCELLED' ? 'was cancelled with the show.' : 'is void.'}
            </p>
            <OwnCharge bookingId={booking.bookingId} />
          </div>
          <Link to="/bookings/$id" params={{ id: booking.bookingId }} className={buttonClass('secondary', 'small')}>
            View booking
          </Link>
        </li>
      ))}
    </ul>
  );
}

function OwnCharge({ bookingId }: { readonly bookingId: string }) {
  return <Charged payment={usePaymentOfBooking(bookingId, true)} />;
}
