import type { Trip } from '@docket/contracts/http/trip';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTitle } from '../../../lib/use-title.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { usePaymentOfTrip } from '../../payment/api/use-payment.ts';
import { PaidWith } from '../../payment/components/paid-with.tsx';
import { StayMap } from '../../hotel/components/stay-map.tsx';
import { formatMoney } from '../../../lib/money.ts';
import { useTrip } from '../api/queries.ts';
import { TRIP_LOOKS } from '../trip-look.ts';
import { FlightPapers } from './flight-papers.tsx';
import { NextStep } from './next-step.tsx';
import { PartCard } from './part-card.tsx';
import { TripStamp } from './trip-slip.tsx';

const route = getRouteApi('/trips/$id');

export function TripPage() {
  const { id } = route.useParams();
  return (
    <AtId kind="trip" id={id}>
      <RequireSession>
        <OneTrip key={id} id={id} />
      </RequireSession>
    </AtId>
  );
}

function OneTrip({ id }: { readonly id: string }) {
  const { trip, error, retry, takeIn } = useTrip(id);
  const payment = usePaymentOfTrip(id, trip !== undefined && trip.status !== 'QUEUED' && trip.status !== 'REFUSED');
  useTitle(trip === undefined ? 'Trip' : `${TRIP_LOOKS[trip.status].word}: ${trip.title}`);
  if (trip === undefined && isNoSuch('trip', error)) return <NoSuch kind="trip" />;
  return (
    <Page width="text" className="grid gap-5">
      <Link to="/trips" className="link justify-self-start text-sm">
        My trips
      </Link>
      <p role="status" className="sr-only">
        {trip !== undefined && `${TRIP_LOOKS[trip.status].word}: ${trip.title}`}
      </p>
      {/* What was read before stays, whatever became of the connection; the bar above says what did. */}
      {error !== null && trip === undefined && <Failure error={error} retry={retry} />}
      {trip === undefined && error === null && <Loading label="Loading the trip" lines={10} />}
      {trip !== undefined && (
        <>
          <NextStep trip={trip} payment={payment} takeIn={takeIn} refresh={retry} />
          <Facts trip={trip} />
          {trip.parts.map((part) => (
            <PartCard key={part.partId} part={part} />
          ))}
          <FlightPapers trip={trip} />
          {trip.status === 'CONFIRMED' && <Where trip={trip} />}
          {payment != null && <PaidWith payment={payment} />}
        </>
      )}
    </Page>
  );
}

function Facts({ trip }: { readonly trip: Trip }) {
  return (
    <section aria-label="Trip" className="box flex items-start justify-between gap-4 p-5 sm:px-6">
      <dl className="grid grow gap-x-6 gap-y-3 sm:grid-cols-2">
        <Fact label="Reference">
          <span className="flex flex-wrap items-center gap-x-2">
            <span className="font-mono text-lg" data-testid="reference">
              {trip.reference}
            </span>
            <CopyButton text={trip.reference} what="reference" />
          </span>
        </Fact>
        <Fact label="Total, taxes included">
          <span data-testid="price">{formatMoney(trip.totalMinor, trip.currency)}</span>
        </Fact>
        <Fact label={trip.parts.some(({ kind }) => kind === 'stay') ? 'Guest' : 'Contact'}>
          <span className="wrap-anywhere">{trip.guest.name}</span>
          {trip.guest.phone !== null && (
            <span className="block text-sm font-normal text-muted">{trip.guest.phone}</span>
          )}
        </Fact>
        {trip.requests !== null && (
          <Fact label="Your wishes">
            <span className="font-normal wrap-anywhere whitespace-pre-line">{trip.requests}</span>
          </Fact>
        )}
      </dl>
      <TripStamp status={trip.status} />
    </section>
  );
}

function Where({ trip }: { readonly trip: Trip }) {
  const stays = trip.parts.filter((part) => part.kind === 'stay');
  if (stays.length === 0) return null;
  const pins = stays.map(({ property }) => ({
    id: property.slug,
    lat: property.lat,
    lon: property.lon,
    label: property.name.length > 24 ? 'Here' : property.name,
    spoken: `${property.name} is here`,
  }));
  return (
    <StayMap
      calm
      label="Where you stay"
      className="h-64"
      pins={pins}
      labels={[]}
      frame={pins.flatMap(({ lat, lon }) => [
        { lat: lat - 0.1, lon: lon - 0.1 },
        { lat: lat + 0.1, lon: lon + 0.1 },
      ])}
      frameKey={trip.tripId}
    />
  );
}
