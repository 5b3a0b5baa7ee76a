import { DocketApiError } from '@docket/client/errors';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { usePriceNames } from '../../booking/api/price-names.ts';
import { bookingQuery, ticketsQuery } from '../../booking/api/queries.ts';
import type { BookingTickets } from '@docket/contracts/http/ticket';
import { TicketCard } from './ticket-card.tsx';

const route = getRouteApi('/bookings/$id/tickets');

export function TicketPage() {
  const { id } = route.useParams();
  return (
    <AtId kind="booking" id={id}>
      <RequireSession>
        <Tickets id={id} />
      </RequireSession>
    </AtId>
  );
}

function Tickets({ id }: { readonly id: string }) {
  const tickets = useQuery(ticketsQuery(id));
  const { data } = tickets;
  useTitle(data === undefined ? 'Tickets' : `Tickets for ${data.show.title}`);
  const early = tickets.error instanceof DocketApiError && tickets.error.code === 'booking_not_confirmed';
  if (data === undefined && isNoSuch('booking', tickets.error)) return <NoSuch kind="booking" />;
  return (
    <Page width="text" className="grid gap-5 print:max-w-none print:gap-4 print:p-0">
      <Link to="/bookings/$id" params={{ id }} className="link justify-self-start text-sm print:hidden">
        Booking
      </Link>
      <div className="print:hidden [&>*]:mb-0">
        <PageTitle aside={data !== undefined && <Button onClick={() => window.print()}>Print</Button>}>
          {data === undefined ? 'Tickets' : plural(data.tickets.length, 'ticket')}
        </PageTitle>
      </div>
      {early && <Empty title="No tickets yet">They are here as soon as the booking is confirmed.</Empty>}
      {/* What was read before stays, whatever became of the connection. */}
      {tickets.isError && data === undefined && !early && (
        <Failure error={tickets.error} retry={() => void tickets.refetch()} />
      )}
      {data === undefined && !tickets.isError && <Loading label="Loading the tickets" lines={10} />}
      {data?.tickets.some(({ state }) => state === 'VOID') === true && (
        <Notice tone="bad" title="Some of these tickets are no longer good" className="print:hidden">
          The booking was taken back or the show cancelled.
        </Notice>
      )}
      {data !== undefined && <Cards booking={data} />}
      {data !== undefined && (
        <p className="text-sm text-muted print:hidden">
          Show the code at the door, on this screen or on paper. Whoever comes first with a copy of it comes in, so keep
          it to yourself.
        </p>
      )}
    </Page>
  );
}

function Cards({ booking }: { readonly booking: BookingTickets }) {
  const names = usePriceNames(booking.showId);
  // A ticket does not say at which price it was bought; its booking does.
  const lines = useQuery(bookingQuery(booking.bookingId)).data?.lines;
  return booking.tickets.map((ticket) => (
    <TicketCard
      key={ticket.ticketId}
      ticket={ticket}
      booking={booking}
      names={names}
      boughtIn={lines?.find(({ label }) => label === ticket.seat)?.class}
    />
  ));
}
