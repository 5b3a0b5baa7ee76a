import type { BookingDetail } from '@docket/contracts/http/booking';
import { Link } from '@tanstack/react-router';
import { formatMoney } from '../../../lib/money.ts';
import { bookingLabels, sizeOf, sizeWords } from '../../../lib/seat-names.ts';
import { foreignZone, whenIn } from '../../../lib/zoned.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { BOOKING_LOOKS } from '../booking-look.ts';

function BookingRow({ booking }: { readonly booking: BookingDetail }) {
  const { show } = booking;
  const look = BOOKING_LOOKS[booking.status];
  const zone = foreignZone(show.timezone, show.startsAt);
  return (
    <RowItem
      data-testid="booking-row"
      className="grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 text-sm hover:bg-accent-soft/50 md:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)_10rem_10rem]"
    >
      <Link
        to="/bookings/$id"
        params={{ id: booking.bookingId }}
        className={`font-semibold wrap-anywhere md:truncate ${ROW_LINK}`}
      >
        {show.title}
      </Link>
      <p className="text-muted wrap-anywhere max-md:order-3 max-md:col-span-2">
        <span className="text-ink">{whenIn(show.timezone, show.startsAt)}</span>
        {zone !== undefined && ` ${zone}`} · {show.venue}
      </p>
      <p className="truncate text-muted max-md:order-4">
        <span className="sr-only">{sizeWords(booking)}: </span>
        <span className="font-mono text-ink">{bookingLabels(booking)}</span>
        {booking.priceMinor !== null &&
          booking.currency !== null &&
          ` · ${formatMoney(booking.priceMinor, booking.currency)}`}
      </p>
      <p className="flex items-center justify-end gap-3 max-md:order-2">
        {(booking.status === 'HELD' || booking.status === 'AWAITING_PAYMENT') && booking.deadline !== null && (
          <Countdown until={booking.deadline} urgentBelow={60} className="font-mono" />
        )}
        {booking.status === 'CONFIRMED' && (
          // Above the row's own link, which covers it.
          <Link
            to="/bookings/$id/tickets"
            params={{ id: booking.bookingId }}
            className="link relative z-10 flex min-h-6 items-center pointer-coarse:min-h-10"
          >
            {sizeOf(booking) === 1 ? 'Ticket' : 'Tickets'}
          </Link>
        )}
        <Badge tone={look.tone}>{look.word}</Badge>
      </p>
    </RowItem>
  );
}

/** Bookings, each a row that leads to it. */
export function BookingRows({ bookings }: { readonly bookings: readonly BookingDetail[] }) {
  return (
    <RowList aria-label="Bookings">
      {bookings.map((booking) => (
        <BookingRow key={booking.bookingId} booking={booking} />
      ))}
    </RowList>
  );
}
