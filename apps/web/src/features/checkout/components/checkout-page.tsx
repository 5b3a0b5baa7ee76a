import { isBookingOpen, type BookingDetail } from '@docket/contracts/http/booking';
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { serverClock } from '../../../lib/server-clock.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Countdown, useSecondsUntil } from '../../../ui/countdown.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { useBooking } from '../../booking/api/use-bookings.ts';
import { termsWords } from '../../booking/back-words.ts';
import { BookingSlip } from '../../booking/components/booking-slip.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { usePaymentOfBooking } from '../../payment/api/use-payment.ts';
import { isClosed } from '../../payment/payment-look.ts';
import { PayForm } from './pay-form.tsx';

const route = getRouteApi('/bookings/$id/checkout');

export function CheckoutPage() {
  const { id } = route.useParams();
  return (
    <AtId kind="booking" id={id}>
      <RequireSession>
        <Checkout key={id} id={id} />
      </RequireSession>
    </AtId>
  );
}

function Checkout({ id }: { readonly id: string }) {
  const { booking, error, retry } = useBooking(id);
  useTitle(booking === undefined ? 'Checkout' : `Pay for ${booking.show.title}`);
  if (booking === undefined && isNoSuch('booking', error)) return <NoSuch kind="booking" />;
  return (
    <Page width="narrow" className="grid gap-5">
      <Link to="/bookings/$id" params={{ id }} className="link justify-self-start text-sm">
        Booking
      </Link>
      {error !== null && booking === undefined && <Failure error={error} retry={retry} />}
      {booking === undefined && error === null && <Loading label="Loading the booking" lines={10} />}
      {booking !== undefined && <Stage booking={booking} />}
    </Page>
  );
}

/** What can be done here depends on the booking alone, so an old tab, the back button and a second device all show the truth. */
function Stage({ booking }: { readonly booking: BookingDetail }) {
  const isPaying = booking.status === 'AWAITING_PAYMENT';
  const payment = usePaymentOfBooking(booking.bookingId, isPaying || booking.status === 'HELD');
  const over = useSecondsUntil(Date.parse(booking.deadline ?? booking.updatedAt)) === 0;
  if (payment != null && (isPaying || isClosed(payment)))
    return <Navigate to="/payments/$id" params={{ id: payment.paymentId }} replace />;
  if (!isBookingOpen(booking.status) || booking.priceMinor === 0)
    return <Navigate to="/bookings/$id" params={{ id: booking.bookingId }} replace />;
  if (booking.status !== 'HELD' || booking.deadline === null) return <Loading label="Loading the payment" lines={6} />;
  return (
    <>
      <div className="flex items-end justify-between gap-4">
        <div className="grid gap-1">
          <h1 className="text-2xl font-bold">Pay for your seats</h1>
          <p className="text-muted">They are yours until the time runs out.</p>
        </div>
        <Countdown until={booking.deadline} urgentBelow={60} className="font-mono text-4xl font-semibold" />
      </div>
      <BookingSlip booking={booking} />
      {over ? (
        <Notice tone="limit" title="The time to pay is over" role="status">
          <Link
            to="/shows/$id"
            params={{ id: booking.showId }}
            className={buttonClass('primary', 'normal', 'mt-2 justify-self-start')}
          >
            Choose again
          </Link>
        </Notice>
      ) : (
        <PayForm
          payable={{
            subject: { bookingId: booking.bookingId },
            owed: { amount: booking.priceMinor ?? 0, currency: booking.currency ?? '' },
            name: 'Seats',
            patience: 'Your seats stay yours until the time is over; this page looks again by itself.',
            terms: termsWords(booking, serverClock.now()),
          }}
        />
      )}
    </>
  );
}
