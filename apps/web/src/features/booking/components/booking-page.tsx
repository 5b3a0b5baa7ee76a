import { useTitle } from '../../../lib/use-title.ts';
import { bookingInWords } from '../../../lib/seat-names.ts';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { getRouteApi, Link } from '@tanstack/react-router';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { usePaymentOfBooking } from '../../payment/api/use-payment.ts';
import { PaidWith } from '../../payment/components/paid-with.tsx';
import { useKeepTickets } from '../api/keep-tickets.ts';
import { useBooking } from '../api/use-bookings.ts';
import { BOOKING_LOOKS } from '../booking-look.ts';
import { BookingSlip } from './booking-slip.tsx';
import { NextStep } from './next-step.tsx';

const route = getRouteApi('/bookings/$id');

export function BookingPage() {
  const { id } = route.useParams();
  return (
    <AtId kind="booking" id={id}>
      <RequireSession>
        <OneBooking key={id} id={id} />
      </RequireSession>
    </AtId>
  );
}

function OneBooking({ id }: { readonly id: string }) {
  const { booking, error, retry, takeIn } = useBooking(id);
  const payment = usePaymentOfBooking(
    id,
    booking !== undefined && booking.status !== 'QUEUED' && booking.status !== 'REFUSED',
  );
  useKeepTickets(booking === undefined ? [] : [booking]);
  useTitle(booking === undefined ? 'Booking' : `${BOOKING_LOOKS[booking.status].word}: ${booking.show.title}`);
  if (booking === undefined && isNoSuch('booking', error)) return <NoSuch kind="booking" />;
  return (
    <Page width="narrow" className="grid gap-5">
      <Link to="/bookings" className="link justify-self-start text-sm">
        My bookings
      </Link>
      <p role="status" className="sr-only">
        {booking !== undefined && `${BOOKING_LOOKS[booking.status].word}: ${bookingInWords(booking).join('; ')}`}
      </p>
      {/* What was read before stays, whatever became of the connection; the bar above says what did. */}
      {error !== null && booking === undefined && <Failure error={error} retry={retry} />}
      {booking === undefined && error === null && <Loading label="Loading the booking" lines={10} />}
      {booking !== undefined && (
        <>
          <NextStep booking={booking} payment={payment} takeIn={takeIn} />
          <BookingSlip booking={booking} />
          {payment != null && <PaidWith payment={payment} />}
        </>
      )}
    </Page>
  );
}
