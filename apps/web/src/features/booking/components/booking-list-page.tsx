import type { BookingDetail } from '@docket/contracts/http/bookings';
import { getRouteApi, Link } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { formatMoney } from '../../../lib/money.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useNow } from '../../../lib/use-now.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { dayIn, foreignZone, timeIn } from '../../../lib/zoned.ts';
import { Badge } from '../../../ui/badge.tsx';
import { buttonClass } from '../../../ui/button.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { useBookings } from '../api/use-bookings.ts';
import { BOOKING_LOOKS, isPast } from '../booking-look.ts';

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
  return (
    <Page>
      <PageTitle>My bookings</PageTitle>
      <Tabs
        label="Bookings"
        prefix="bookings"
        compact
        chosen={when}
        onChoose={(id) => void navigate({ search: id === 'past' ? { when: 'past' } : {}, replace: true })}
        tabs={[
          { id: 'upcoming', label: 'Upcoming' },
          { id: 'past', label: 'Past and given up' },
        ]}
      />
      <div
        role="tabpanel"
        id={`bookings-panel-${when}`}
        aria-labelledby={`bookings-tab-${when}`}
        className="mt-4 grid gap-4"
      >
        {bookings.isError && <Failure error={bookings.error} retry={() => void bookings.refetch()} />}
        {bookings.isPending && <Loading label="Loading your bookings" lines={8} />}
        {bookings.data !== undefined && shown.length === 0 && !bookings.hasNextPage && (
          <Empty title={when === 'past' ? 'Nothing here yet' : 'No seats booked'}>
            {when === 'upcoming' && (
              <Link to="/shows" className={buttonClass('primary')}>
                Find a show
              </Link>
            )}
          </Empty>
        )}
        {shown.length > 0 && (
          <RowList aria-label="Bookings">
            {shown.map((booking) => (
              <BookingRow key={booking.bookingId} booking={booking} />
            ))}
          </RowList>
        )}
        <LoadMore paged={bookings} />
      </div>
    </Page>
  );
}

function BookingRow({ booking }: { readonly booking: BookingDetail }) {
  const { show } = booking;
  const look = BOOKING_LOOKS[booking.status];
  const zone = foreignZone(show.timezone, show.startsAt);
  return (
    <RowItem
      data-testid="booking-row"
      className="grid-cols-[1fr_auto] items-start gap-x-4 hover:bg-sunken/50 sm:grid-cols-[1fr_14rem_8rem]"
    >
      <div className="min-w-0 wrap-anywhere">
        <Link to="/bookings/$id" params={{ id: booking.bookingId }} className={`font-semibold ${ROW_LINK}`}>
          {show.title}
        </Link>
        <p className="text-sm text-muted">
          {dayIn(show.timezone, show.startsAt)}, {timeIn(show.timezone, show.startsAt)}
          {zone !== undefined && ` ${zone}`} · {show.venue}
        </p>
      </div>
      <div className="text-sm max-sm:order-last max-sm:col-span-2">
        <p className="truncate font-mono">{booking.seats.join(' ')}</p>
        <p className="text-muted">
          {plural(booking.seats.length, 'seat')}
          {booking.priceMinor !== null &&
            booking.currency !== null &&
            `, ${formatMoney(booking.priceMinor, booking.currency)}`}
        </p>
      </div>
      <div className="grid justify-items-end gap-1 text-sm">
        <Badge tone={look.tone}>{look.word}</Badge>
        {booking.status === 'HELD' && booking.deadline !== null && (
          <Countdown until={booking.deadline} urgentBelow={60} />
        )}
        {booking.status === 'CONFIRMED' && (
          // Above the row's own link, which covers it.
          <Link
            to="/bookings/$id/tickets"
            params={{ id: booking.bookingId }}
            className="link relative z-10 flex min-h-10 items-center"
          >
            {booking.seats.length === 1 ? 'Ticket' : 'Tickets'}
          </Link>
        )}
      </div>
    </RowItem>
  );
}
