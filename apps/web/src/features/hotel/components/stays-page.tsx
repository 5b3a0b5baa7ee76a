import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { dateIn, VIEWER_ZONE } from '../../../lib/zoned.ts';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { useLastSearch } from '../api/last-search.ts';
import { placesQuery } from '../api/queries.ts';
import { nextWeekend } from '../days.ts';
import { DEFAULT_PARTY, fieldsOf, partyWords, type Stay } from '../stay-address.ts';
import { datesWords } from './dates-field.tsx';
import { HousePicture } from './house-picture.tsx';
import { StayForm } from './stay-form.tsx';

const KINDS = ['hotel', 'guesthouse', 'resort', 'apartment', 'villa', 'hostel'] as const;

export function StaysPage() {
  useTitle('Stays');
  const navigate = useNavigate();
  return (
    <Page className="grid gap-8">
      <div className="grid gap-4">
        <div className="grid gap-1">
          <h1 className="text-2xl font-bold">Where do you want to stay?</h1>
          <p className="text-muted">Prices are for the whole stay, with all taxes and fees.</p>
        </div>
        <StayForm
          onSearch={({ place, stay }) =>
            void navigate({ to: '/stays/search', search: { place: place.slug, ...fieldsOf(stay) } })
          }
        />
        <SearchAgain />
      </div>
      <Places />
    </Page>
  );
}

/** What was searched last, in a press. */
function SearchAgain() {
  const last = useLastSearch();
  if (last === undefined || last.arrival < dateIn(VIEWER_ZONE, serverClock.now())) return null;
  return (
    <p className="text-sm">
      <Link to="/stays/search" search={{ place: last.place.slug, ...fieldsOf(last) }} className="link">
        {last.place.name}, {datesWords(last.arrival, last.departure)}, {partyWords(last)}
      </Link>{' '}
      <span className="text-muted">was your last search.</span>
    </p>
  );
}

/** Places with most to stay at, for the next weekend. */
function Places() {
  const places = useQuery(placesQuery(''));
  const [arrival, departure] = nextWeekend(dateIn(VIEWER_ZONE, serverClock.now()));
  const stay: Stay = { arrival, departure, ...DEFAULT_PARTY };
  return (
    <section aria-labelledby="places" className="grid gap-3">
      <div>
        <h2 id="places" className="text-lg font-bold">
          A weekend away
        </h2>
        <p className="text-sm text-muted">{datesWords(arrival, departure)}, for two</p>
      </div>
      {places.isError && places.data === undefined && (
        <Failure error={places.error} retry={() => void places.refetch()} />
      )}
      {places.isPending && <Loading label="Loading places" lines={5} />}
      <ul className="grid grid-cols-2 gap-4 md:grid-cols-3 lg:grid-cols-4">
        {(places.data ?? []).map((place, index) => (
          <li key={place.placeId} className="box relative overflow-hidden hover:border-primary">
            <HousePicture
              property={{ slug: place.slug, kind: KINDS[index % KINDS.length] ?? 'hotel', stars: 4 }}
              className="w-full rounded-none!"
            />
            <div className="grid px-3 py-2.5">
              <Link
                to="/stays/search"
                search={{ place: place.slug, ...fieldsOf(stay) }}
                className="truncate font-semibold after:absolute after:inset-0 hover:underline"
              >
                {place.name}
              </Link>
              <span className="truncate text-sm text-muted">{place.countryName}</span>
              <span className="truncate text-sm text-muted">{plural(place.properties, 'place', 'places')} to stay</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
