import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { QueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { toast } from '../../../ui/toast.tsx';
import { showQuery } from '../../catalog/api/queries.ts';
import { paymentQuery } from '../../payment/api/queries.ts';
import { BOOKING_LOOKS } from '../booking-look.ts';

/**
 * Tells of what happened to a booking, an offer or a place in a waiting room while its person is elsewhere.
 * @param pathname of the page that is looked at: where it is shown anyway it is also read out
 */
export async function tellNews(event: EventEnvelope, pathname: string, queryClient: QueryClient): Promise<void> {
  if (event.type === 'booking.updated') {
    const { bookingId, showId, status, reason, seats } = event.data;
    // What people did themselves is no news to them; that it is being paid stands on the page it is paid on.
    if (
      isShown(event.data, pathname, queryClient) ||
      status === 'QUEUED' ||
      status === 'AWAITING_PAYMENT' ||
      (status === 'CANCELLED' && reason !== 'show_cancelled')
    )
      return;
    const look = BOOKING_LOOKS[status];
    const title = await titleOf(queryClient, showId);
    toast(
      look.tone,
      <News to={`/bookings/${bookingId}`} link={title ?? `Seats ${seats.join(' ')}`}>
        {reason === 'show_cancelled'
          ? 'the show was cancelled, and your booking with it'
          : `${title === undefined ? '' : `${seats.join(' ')} `}${look.word.toLowerCase()}`}
      </News>,
    );
  } else if (event.type === 'show.changed' && event.data.status === 'ON_SALE') {
    const page = `/shows/${event.data.showId}`;
    if (pathname === page || pathname.startsWith('/bookings')) return;
    toast(
      'limit',
      <News to={page} link={(await titleOf(queryClient, event.data.showId)) ?? 'A show you have seats for or wait for'}>
        it was moved to another time
      </News>,
    );
  } else if (event.type === 'offer.updated' && event.data.status === 'OFFERED') {
    const page = `/shows/${event.data.showId}`;
    if (pathname === page) return;
    const title = await titleOf(queryClient, event.data.showId);
    toast(
      'ok',
      <News to={page} link={title === undefined ? 'Seats are free for you' : `${title}: seats are free for you`}>
        {event.data.seats.join(' ')}
      </News>,
    );
  } else if (event.type === 'room.updated' && event.data.status === 'ADMITTED') {
    const page = `/shows/${event.data.showId}`;
    if (pathname.startsWith(page)) return;
    const title = await titleOf(queryClient, event.data.showId);
    toast(
      'ok',
      <News to={page} link={title === undefined ? 'It is your turn' : `${title}: it is your turn`}>
        choose your seats
      </News>,
    );
  }
}

/** Is the booking on the page that is looked at: as itself, in a list, or beside its payment? */
function isShown(
  { bookingId, showId }: { readonly bookingId: string; readonly showId: string },
  pathname: string,
  queryClient: QueryClient,
): boolean {
  const [, paymentId] = /^\/payments\/([^/]+)/.exec(pathname) ?? [];
  if (paymentId !== undefined)
    return queryClient.getQueryData(paymentQuery(paymentId).queryKey)?.subjectId === bookingId;
  return ['/bookings', `/shows/${showId}`].includes(pathname) || pathname.startsWith(`/bookings/${bookingId}`);
}

/** What a show is called, which events do not say; undefined where it cannot be had just now. */
async function titleOf(queryClient: QueryClient, showId: string): Promise<string | undefined> {
  const show = await queryClient.ensureQueryData(showQuery(showId)).catch(() => undefined);
  return show?.title.name;
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
