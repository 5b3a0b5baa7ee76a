import { lookAgain, type Payment } from '@docket/contracts/http/payment';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { useBooking } from '../../booking/api/use-bookings.ts';
import { BookingSlip } from '../../booking/components/booking-slip.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { usePayment } from '../../payment/api/use-payment.ts';
import { isUnderWay, PAYMENT_LOOKS } from '../../payment/payment-look.ts';
import { RefundList } from '../../payment/components/refund-list.tsx';
import { useTrip } from '../../trip/api/queries.ts';
import { TripSlip } from '../../trip/components/trip-slip.tsx';
import { paidForBooking, paidForTrip } from '../paid-for.ts';
import { isPayWindow, payWindow } from '../pay-window.ts';
import { PaymentState } from './payment-state.tsx';

const route = getRouteApi('/payments/$id');

export function PaymentPage() {
  const { id } = route.useParams();
  return (
    <AtId kind="payment" id={id}>
      <RequireSession>
        <OnePayment key={id} id={id} />
      </RequireSession>
    </AtId>
  );
}

function OnePayment({ id }: { readonly id: string }) {
  const { payment, error, retry, takeIn } = usePayment(id);
  useReturn(id, takeIn);
  const wasUnderWay = useRef(false);
  useEffect(() => {
    // Its end as it comes: what is held of an attempt before has no window, and that of the next must stay.
    if (payment === undefined) return;
    if (isUnderWay(payment)) wasUnderWay.current = true;
    else if (wasUnderWay.current) payWindow.close();
  }, [payment]);
  useTitle(payment === undefined ? 'Payment' : `Payment: ${PAYMENT_LOOKS[payment.status].word}`);
  if (payment === undefined && isNoSuch('payment', error)) return <NoSuch kind="payment" />;
  return (
    <Page width="narrow" className="grid gap-5">
      <p role="status" className="sr-only">
        {payment !== undefined && `Payment: ${PAYMENT_LOOKS[payment.status].word}`}
      </p>
      {error !== null && payment === undefined && <Failure error={error} retry={retry} />}
      {payment === undefined && error === null && <Loading label="Loading the payment" lines={8} />}
      {payment?.kind === 'booking' && <ForBooking payment={payment} takeIn={takeIn} />}
      {payment?.kind === 'trip' && <ForTrip payment={payment} takeIn={takeIn} />}
      {payment?.kind === 'deposit' && (
        <>
          <Link to="/wallet" className="link justify-self-start text-sm">
            Wallet
          </Link>
          <PaymentState payment={payment} takeIn={takeIn} />
          <RefundList payment={payment} />
        </>
      )}
    </Page>
  );
}

type ForProps = { readonly payment: Payment; readonly takeIn: (payment: Payment) => void };

function ForBooking({ payment, takeIn }: ForProps) {
  const { booking } = useBooking(payment.subjectId);
  return (
    <>
      <Link to="/bookings/$id" params={{ id: payment.subjectId }} className="link justify-self-start text-sm">
        Booking
      </Link>
      <PaymentState
        payment={payment}
        paidFor={booking === undefined ? undefined : paidForBooking(booking)}
        takeIn={takeIn}
      />
      <RefundList payment={payment} />
      {booking !== undefined && <BookingSlip booking={booking} />}
    </>
  );
}

function ForTrip({ payment, takeIn }: ForProps) {
  const { trip } = useTrip(payment.subjectId);
  return (
    <>
      <Link to="/trips/$id" params={{ id: payment.subjectId }} className="link justify-self-start text-sm">
        Trip
      </Link>
      <PaymentState payment={payment} paidFor={trip === undefined ? undefined : paidForTrip(trip)} takeIn={takeIn} />
      <RefundList payment={payment} />
      {trip !== undefined && <TripSlip trip={trip} />}
    </>
  );
}

/**
 * Back from the bank, which adds `reference` to the address: the server asks it how the payment stands. The window that was opened for the bank closes;
 * where that is this tab, or the browser keeps it open, it goes on here.
 */
function useReturn(paymentId: string, takeIn: (payment: Payment) => void): void {
  const { reference } = route.useSearch();
  const navigate = route.useNavigate();
  useEffect(() => {
    if (reference === undefined) return;
    const look = async () => {
      // What became of it is shown by the page in any case; this only hurries it along.
      await docket.call(lookAgain, { params: { paymentId } }).then(takeIn, () => undefined);
      if (isPayWindow()) window.close();
      await navigate({ search: {}, replace: true });
    };
    void look();
  }, [reference, paymentId]);
}
