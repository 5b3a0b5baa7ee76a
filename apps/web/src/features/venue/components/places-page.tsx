import type { City, Venue } from '@docket/contracts/http/venue';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { plural } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { citiesQuery } from '../../catalog/api/queries.ts';
import { venuesQuery } from '../api/queries.ts';
import { CityDialog, VenueDialog } from './place-dialogs.tsx';

/** Where shows are: cities, and the venues in them. */
export function PlacesPage() {
  useTitle('Venues');
  const cities = useQuery(citiesQuery());
  const venues = useQuery(venuesQuery());
  const [city, setCity] = useState<City | 'new'>();
  const [venue, setVenue] = useState<Venue | 'new'>();
  return (
    <Page>
      <PageTitle
        aside={
          <span className="flex flex-wrap gap-2">
            <Button onClick={() => setCity('new')}>Add a city</Button>
            <Button variant="primary" disabled={(cities.data?.length ?? 0) === 0} onClick={() => setVenue('new')}>
              Add a venue
            </Button>
          </span>
        }
      >
        Venues
      </PageTitle>
      {(cities.isPending || venues.isPending) && <RowsLoading label="Loading venues" rows={5} />}
      {cities.isError && <Failure error={cities.error} retry={() => void cities.refetch()} />}
      {venues.isError && <Failure error={venues.error} retry={() => void venues.refetch()} />}
      {cities.data?.length === 0 && (
        <Empty title="No cities yet">Every venue is in a city, and its shows are in that city’s local time.</Empty>
      )}
      {venues.data !== undefined &&
        cities.data?.map((one) => (
          <section key={one.cityId} aria-label={one.name} className="mb-6 grid gap-2">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <h2 className="min-w-0 font-semibold">
                {one.name} <span className="text-sm font-normal text-muted">{one.timezone}</span>
              </h2>
              <Button size="small" variant="ghost" aria-label={`Change ${one.name}`} onClick={() => setCity(one)}>
                Change
              </Button>
            </div>
            <Venues venues={venues.data.filter((each) => each.city.slug === one.slug)} onChange={setVenue} />
          </section>
        ))}
      {city !== undefined && <CityDialog city={city === 'new' ? undefined : city} onClose={() => setCity(undefined)} />}
      {venue !== undefined && (
        <VenueDialog
          venue={venue === 'new' ? undefined : venue}
          cities={cities.data ?? []}
          onClose={() => setVenue(undefined)}
        />
      )}
    </Page>
  );
}

function Venues({
  venues,
  onChange,
}: {
  readonly venues: readonly Venue[];
  readonly onChange: (venue: Venue) => void;
}) {
  if (venues.length === 0) return <p className="text-sm text-muted">No venues here yet.</p>;
  return (
    <RowList>
      {venues.map((venue) => (
        <RowItem
          key={venue.venueId}
          data-testid="venue"
          className="grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 py-2"
        >
          <div className="min-w-0">
            <p className="font-medium break-words">{venue.name}</p>
            <p className="text-sm break-words text-muted">
              {venue.address}, {venue.halls.length === 0 ? 'no halls' : plural(venue.halls.length, 'hall')}
            </p>
          </div>
          <Button size="small" aria-label={`Change ${venue.name}`} onClick={() => onChange(venue)}>
            Change
          </Button>
        </RowItem>
      ))}
    </RowList>
  );
}
