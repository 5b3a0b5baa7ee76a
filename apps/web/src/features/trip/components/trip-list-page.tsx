import { getRouteApi, Link } from '@tanstack/react-router';
import { serverClock } from '../../../lib/server-clock.ts';
import { useNow } from '../../../lib/use-now.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { useKeepTrips } from '../api/keep-trips.ts';
import { useTrips } from '../api/queries.ts';
import { isPast } from '../trip-look.ts';
import { TripRows } from './trip-row.tsx';

const route = getRouteApi('/trips');

export function TripListPage() {
  useTitle('My trips');
  return (
    <RequireSession>
      <TripList />
    </RequireSession>
  );
}

function TripList() {
  // What is upcoming becomes past while one looks.
  useNow(30_000);
  const { when = 'upcoming' } = route.useSearch();
  const navigate = route.useNavigate();
  const trips = useTrips(when);
  const now = serverClock.now();
  // The server has sorted them; what has moved to the other list since leaves this one at once.
  const shown = (trips.data?.pages.flatMap((page) => page.data) ?? []).filter(
    (trip) => isPast(trip, now) === (when === 'past'),
  );
  useKeepTrips(shown);
  return (
    <Page>
      <PageTitle>My trips</PageTitle>
      <Tabs
        label="Trips"
        prefix="trips"
        compact
        chosen={when}
        onChoose={(id) => void navigate({ search: id === 'past' ? { when: 'past' } : {}, replace: true })}
        tabs={[
          { id: 'upcoming', label: 'Upcoming' },
          { id: 'past', label: 'Past and cancelled' },
        ]}
      />
      <div role="tabpanel" id={`trips-panel-${when}`} aria-labelledby={`trips-tab-${when}`} className="mt-4 grid gap-4">
        {trips.isError && trips.data === undefined && (
          <Failure error={trips.error} retry={() => void trips.refetch()} />
        )}
        {trips.isPending && <RowsLoading label="Loading your trips" rows={4} />}
        {trips.data !== undefined && shown.length === 0 && !trips.hasNextPage && (
          <Empty title={when === 'past' ? 'Nothing here yet' : 'No upcoming trips'}>
            {when === 'upcoming' && (
              <span className="flex flex-wrap justify-center gap-2">
                <Link to="/stays" className={buttonClass('primary')}>
                  Find a stay
                </Link>
                <Link to="/flights" className={buttonClass('primary')}>
                  Find a flight
                </Link>
              </span>
            )}
          </Empty>
        )}
        {shown.length > 0 && <TripRows trips={shown} />}
        <LoadMore paged={trips} />
      </div>
    </Page>
  );
}
