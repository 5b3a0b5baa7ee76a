import type { Trip } from '@docket/contracts/http/trip';
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { serverClock } from '../../../lib/server-clock.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Countdown, useSecondsUntil } from '../../../ui/countdown.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { usePaymentOfTrip } from '../../payment/api/use-payment.ts';
import { isClosed } from '../../payment/payment-look.ts';
import { useTrip } from '../../trip/api/queries.ts';
import { TripSlip } from '../../trip/components/trip-slip.tsx';
import { wordsOf } from '../../trip/part-kinds.ts';
import { isTripOpen, termsOf } from '../../trip/trip-look.ts';
import { PayForm } from './pay-form.tsx';

const route = getRouteApi('/trips/$id/pay');

export function TripCheckoutPage() {
  const { id } = route.useParams();
  return (
    <AtId kind="trip" id={id}>
      <RequireSession>
        <Checkout key={id} id={id} />
      </RequireSession>
    </AtId>
  );
}

function Checkout({ id }: { readonly id: string }) {
  const { trip, error, retry } = useTrip(id);
  useTitle(trip === undefined ? 'Checkout' : `Pay for ${trip.title}`);
  if (trip === undefined && isNoSuch('trip', error)) return <NoSuch kind="trip" />;
  return (
    <Page width="narrow" className="grid gap-5">
      <Link to="/trips/$id" params={{ id }} className="link justify-self-start text-sm">
        Trip
      </Link>
      {error !== null && trip === undefined && <Failure error={error} retry={retry} />}
      {trip === undefined && error === null && <Loading label="Loading the trip" lines={10} />}
      {trip !== undefined && <Stage trip={trip} />}
    </Page>
  );
}

/** What can be done here depends on the trip alone, so an old tab, the back button and a second device all show the truth. */
function Stage({ trip }: { readonly trip: Trip }) {
  const isPaying = trip.status === 'AWAITING_PAYMENT';
  const payment = usePaymentOfTrip(trip.tripId, isPaying || trip.status === 'HELD');
  const over = useSecondsUntil(Date.parse(trip.deadline ?? trip.updatedAt)) === 0;
  if (payment != null && (isPaying || isClosed(payment)))
    return <Navigate to="/payments/$id" params={{ id: payment.paymentId }} replace />;
  if (!isTripOpen(trip.status)) return <Navigate to="/trips/$id" params={{ id: trip.tripId }} replace />;
  if (trip.status !== 'HELD' || trip.deadline === null) return <Loading label="Loading the payment" lines={6} />;
  return (
    <>
      <div className="flex items-end justify-between gap-4">
        <div className="grid gap-1">
          <h1 className="text-2xl font-bold">Pay for your trip</h1>
          <p className="text-muted">{wordsOf(trip).yours}</p>
        </div>
        <Countdown until={trip.deadline} urgentBelow={60} className="font-mono text-4xl font-semibold" />
      </div>
      <TripSlip trip={trip} />
      {over ? (
        <Notice tone="limit" title="The time to pay is over" role="status">
          <Link
            to="/trips/$id"
            params={{ id: trip.tripId }}
            className={buttonClass('primary', 'normal', 'mt-2 justify-self-start')}
          >
            See the trip
          </Link>
        </Notice>
      ) : (
        <PayForm
          payable={{
            subject: { tripId: trip.tripId },
            owed: { amount: trip.totalMinor, currency: trip.currency },
            name: wordsOf(trip).bill,
            patience: wordsOf(trip).patience,
            terms: termsOf(trip, serverClock.now()),
          }}
        />
      )}
    </>
  );
}
