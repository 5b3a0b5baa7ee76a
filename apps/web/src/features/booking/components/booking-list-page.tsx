import { getRouteApi, Link } from '@tanstack/react-router';
import { serverClock } from '../../../lib/server-clock.ts';
import { useNow } from '../../../lib/use-now.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { useKeepTickets } from '../api/keep-tickets.ts';
import { useBookings } from '../api/use-bookings.ts';
import { isPast } from '../booking-look.ts';
import { BookingRows } from './booking-row.tsx';

const route = getRouteApi('/bookings');

export function BookingListPage() {
  useTitle('My bookings');
  return (
    <RequireSession>
      <BookingList />
    </RequireSession>
  );
}

function BookingList() {
  // What is upcoming becomes past while one looks.
  useNow(30_000);
  const { when = 'upcoming' } = route.useSearch();
  const navigate = route.useNavigate();
  const bookings = useBookings(when);
  const now = serverClock.now();
  // The server has sorted them; what has moved to the other list since leaves this one at once.
  const shown = (bookings.data?.pages.flatMap((page) => page.data) ?? []).filter(
    (booking) => isPast(booking, now) === (when === 'past'),
  );
  useKeepTickets(shown);
  return (
    <Page>
      <PageTitle
        aside={
          <Link to="/tickets" className={buttonClass('secondary', 'small')}>
            <Icon name="ticket" /> Tickets
          </Link>
        }
      >
        My bookings
      </PageTitle>
      <Tabs
        label="Bookings"
        prefix="bookings"
        compact
        chosen={when}
        onChoose={(id) => void navigate({ search: id === 'past' ? { when: 'past' } : {}, replace: true })}
        tabs={[
          { id: 'upcoming', label: 'Upcoming' },
          { id: 'past', label: 'Past and cancelled' },
        ]}
      />
      <div
        role="tabpanel"
        id={`bookings-panel-${when}`}
        aria-labelledby={`bookings-tab-${when}`}
        className="mt-4 grid gap-4"
      >
        {bookings.isError && bookings.data === undefined && (
          <Failure error={bookings.error} retry={() => void bookings.refetch()} />
        )}
        {bookings.isPending && <RowsLoading label="Loading your bookings" rows={6} />}
        {bookings.data !== undefined && shown.length === 0 && !bookings.hasNextPage && (
          <Empty title={when === 'past' ? 'Nothing here yet' : 'No upcoming bookings'}>
            {when === 'upcoming' && (
              <Link to="/shows" className={buttonClass('primary')}>
                Find a show
              </Link>
            )}
          </Empty>
        )}
        {shown.length > 0 && <BookingRows bookings={shown} />}
        <LoadMore paged={bookings} />
      </div>
    </Page>
  );
}
