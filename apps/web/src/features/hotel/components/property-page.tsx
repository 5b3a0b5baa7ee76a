import type { Property } from '@docket/contracts/http/hotel';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { serverClock } from '../../../lib/server-clock.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { dateIn, foreignZone } from '../../../lib/zoned.ts';
import { isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { propertyQuery } from '../api/queries.ts';
import { nextWeekend } from '../days.ts';
import { fieldsOf, partyIn, stayIn, type Stay } from '../stay-address.ts';
import { KIND_WORDS } from '../stay-words.ts';
import { Amenities } from './amenities.tsx';
import { DatesField } from './dates-field.tsx';
import { HousePicture } from './house-picture.tsx';
import { Offers } from './offers.tsx';
import { PartyField } from './party-field.tsx';
import { PriceCalendar } from './price-calendar.tsx';
import { Stars } from './stars.tsx';
import { StayMap } from './stay-map.tsx';

const route = getRouteApi('/stays/$slug');

export function PropertyPage() {
  const { slug } = route.useParams();
  const property = useQuery(propertyQuery(slug));
  useTitle(property.data?.name ?? 'Stay');
  if (property.data === undefined && isNoSuch('property', property.error)) return <NoSuch kind="property" />;
  if (property.data !== undefined) return <House key={slug} property={property.data} />;
  return (
    <Page className="grid gap-5">
      {property.isError ? (
        <Failure error={property.error} retry={() => void property.refetch()} />
      ) : (
        <Loading label="Loading the stay" lines={12} />
      )}
    </Page>
  );
}

function House({ property }: { readonly property: Property }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const today = dateIn(property.timezone, serverClock.now());
  const stay = stayIn(search);
  const [arrival, departure] = nextWeekend(today);
  const party = partyIn(search);
  const change = (next: Stay) => void navigate({ search: fieldsOf(next), replace: true, resetScroll: false });

  return (
    <Page className="grid gap-8">
      <header className="grid gap-1">
        <p className="text-sm">
          <Link
            to="/stays/search"
            search={{ place: property.place.slug, ...(stay === undefined ? {} : fieldsOf(stay)) }}
            className="link"
          >
            Stays in {property.place.name}
          </Link>
        </p>
        <h1 className="text-2xl font-bold">
          {property.name} <Stars stars={property.stars} />
        </h1>
        <p className="text-muted">
          {KIND_WORDS[property.kind]} · {property.address}
        </p>
      </header>
      <div className="grid gap-4 md:grid-cols-2">
        <HousePicture property={property} className="h-64 w-full sm:h-80" />
        <Where property={property} />
      </div>
      <About property={property} />
      <section aria-labelledby="rooms" className="grid grid-cols-1 gap-4">
        <h2 id="rooms" className="text-lg font-bold">
          Rooms
        </h2>
        <div className="grid gap-3 sm:grid-cols-2 lg:max-w-2xl">
          <DatesField
            arrival={stay?.arrival ?? arrival}
            departure={stay?.departure ?? departure}
            today={today}
            onChange={(from, to) => change({ ...party, arrival: from, departure: to })}
          />
          <PartyField
            party={party}
            onChange={(next) =>
              change({ ...next, arrival: stay?.arrival ?? arrival, departure: stay?.departure ?? departure })
            }
          />
        </div>
        {stay === undefined ? (
          <Empty title="When do you want to stay?">Choose your days, here or in the calendar below.</Empty>
        ) : (
          <Offers property={property} stay={stay} plan={search.plan} />
        )}
      </section>
      <PriceCalendar
        slug={property.slug}
        name={property.name}
        today={today}
        arrival={stay?.arrival}
        departure={stay?.departure}
        onChange={(from, to) => change({ ...party, arrival: from, departure: to })}
      />
    </Page>
  );
}

function Where({ property }: { readonly property: Property }) {
  const { name, lat, lon, place, area } = property;
  return (
    <StayMap
      calm
      label={`Where ${name} is`}
      className="h-64 sm:h-80"
      pins={[{ id: property.slug, lat, lon, label: name.length > 24 ? 'Here' : name, spoken: `${name} is here` }]}
      labels={[
        { name: area === '' ? place.name : area, lat: lat + 0.004, lon, from: 11 },
        { name: place.name, lat: lat + 0.01, lon, from: 4, strong: true },
      ]}
      frame={[
        { lat: lat - 0.12, lon: lon - 0.12 },
        { lat: lat + 0.12, lon: lon + 0.12 },
      ]}
      frameKey={property.slug}
    />
  );
}

function About({ property }: { readonly property: Property }) {
  const { checkInFrom, checkOutUntil, childFreeAge, timezone } = property;
  const zone = foreignZone(timezone, serverClock.now());
  return (
    <section aria-label="About" className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid content-start gap-4">
        <p className="max-w-prose text-lg">{property.description}</p>
        <Amenities amenities={property.amenities} />
      </div>
      <dl className="box grid grid-cols-2 content-start gap-4 p-4">
        <Fact label="Check-in">from {checkInFrom}</Fact>
        <Fact label="Check-out">until {checkOutUntil}</Fact>
        {zone !== undefined && (
          <Fact label="Clocks there" className="col-span-2">
            {zone}
          </Fact>
        )}
        <Fact label="Children" className="col-span-2">
          {childFreeAge < 0 ? 'Pay as guests' : `Up to ${childFreeAge} years at no cost, in their parents’ beds`}
        </Fact>
        <Fact label="Address" className="col-span-2">
          <span className="wrap-anywhere">{property.address}</span>
        </Fact>
      </dl>
    </section>
  );
}
