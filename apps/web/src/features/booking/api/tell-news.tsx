import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { toast } from '../../../ui/toast.tsx';
import { BOOKING_LOOKS } from '../booking-look.ts';

/**
 * Tells of what happened to a booking, an offer or a place in a waiting room while its person is elsewhere.
 * @param pathname of the page that is looked at: where it is shown anyway it is also read out
 */
export function tellNews(event: EventEnvelope, pathname: string): void {
  if (event.type === 'booking.updated') {
    const { bookingId, showId, status, reason, seats } = event.data;
    const shown = [`/bookings/${bookingId}`, '/bookings', `/shows/${showId}`].includes(pathname);
    // What people did themselves is no news to them.
    if (shown || status === 'QUEUED' || (status === 'CANCELLED' && reason !== 'show_cancelled')) return;
    const look = BOOKING_LOOKS[status];
    toast(
      look.tone,
      <News to={`/bookings/${bookingId}`} link={`Seats ${seats.join(' ')}`}>
        {reason === 'show_cancelled' ? 'the show was cancelled' : look.word.toLowerCase()}
      </News>,
    );
  } else if (event.type === 'show.changed' && event.data.status === 'ON_SALE') {
    const page = `/shows/${event.data.showId}`;
    if (pathname === page || pathname.startsWith('/bookings')) return;
    toast(
      'limit',
      <News to={page} link="A show you have seats for or wait for">
        it was moved to another time
      </News>,
    );
  } else if (event.type === 'offer.updated' && event.data.status === 'OFFERED') {
    const page = `/shows/${event.data.showId}`;
    if (pathname === page) return;
    toast(
      'ok',
      <News to={page} link="Seats are free for you">
        {event.data.seats.join(' ')}
      </News>,
    );
  } else if (event.type === 'room.updated' && event.data.status === 'ADMITTED') {
    const page = `/shows/${event.data.showId}`;
    if (pathname.startsWith(page)) return;
    toast(
      'ok',
      <News to={page} link="It is your turn">
        choose your seats
      </News>,
    );
  }
}

type NewsProps = { readonly to: string; readonly link: string; readonly children: ReactNode };

function News({ to, link, children }: NewsProps) {
  return (
    <>
      <Link to={to} className="link font-medium">
        {link}
      </Link>
      : {children}
    </>
  );
}
