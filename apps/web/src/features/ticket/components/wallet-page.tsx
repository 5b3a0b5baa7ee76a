import type { BookingDetail } from '@docket/contracts/http/booking';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useNow } from '../../../lib/use-now.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { ticketsQuery } from '../../booking/api/queries.ts';
import { useBookings } from '../../booking/api/use-bookings.ts';
import { isPast } from '../../booking/booking-look.ts';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { WalletShow } from './wallet-show.tsx';

/** Further ahead nobody stands at a door. */
const SHOWN_MAX = 20;

export function WalletPage() {
  useTitle('Tickets');
  return (
    <RequireSession>
      <Wallet />
    </RequireSession>
  );
}

/** What is shown at the door: the next show on top, its codes as large as the screen allows. */
function Wallet() {
  useNow(30_000);
  const bookings = useBookings('upcoming');
  const now = serverClock.now();
  const confirmed = (bookings.data?.pages.flatMap((page) => page.data) ?? [])
    .filter((booking) => booking.status === 'CONFIRMED' && !isPast(booking, now))
    .toSorted((a, b) => Date.parse(a.show.startsAt) - Date.parse(b.show.startsAt))
    .slice(0, SHOWN_MAX);
  const tickets = useQueries({ queries: confirmed.map(({ bookingId }) => ticketsQuery(bookingId)) });
  const shows = confirmed.map((booking: BookingDetail, index) => ({ booking, tickets: tickets[index] }));
  return (
    <Page width="narrow" className="grid gap-4">
      <div className="[&>*]:mb-0">
        <PageTitle
          aside={
            <Link to="/bookings" className="link flex min-h-10 items-center text-sm">
              My bookings
            </Link>
          }
        >
          Tickets
        </PageTitle>
      </div>
      {bookings.isError && bookings.data === undefined && (
        <Failure error={bookings.error} retry={() => void bookings.refetch()} />
      )}
      {bookings.isPending && <Loading label="Loading your tickets" lines={8} />}
      {bookings.data !== undefined && shows.length === 0 && (
        <Empty title="No upcoming tickets">
          <p className="mb-3">Tickets of confirmed bookings are here, also without a connection.</p>
          <Link to="/shows" className={buttonClass('primary')}>
            Find a show
          </Link>
        </Empty>
      )}
      {shows.map(({ booking, tickets: read }, index) => (
        <WalletShow
          key={booking.bookingId}
          booking={booking}
          tickets={read?.data?.tickets}
          error={read?.data === undefined ? read?.error : undefined}
          retry={() => void read?.refetch()}
          next={index === 0}
        />
      ))}
      {shows.length > 0 && (
        <p className="text-sm text-muted">
          {plural(shows.length, 'show')}. What is here stays on this device without a connection until you log out.
        </p>
      )}
    </Page>
  );
}
