import type { BookingDetail } from '@docket/contracts/http/booking';
import { getRoom } from '@docket/contracts/http/waiting-room';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Button } from '../../../ui/button.tsx';
import { Failure } from '../../../ui/states.tsx';
import { showQuery } from '../../catalog/api/queries.ts';

/** Seats near those that were gone, each group one press away from being held. */
export function Alternatives({ booking }: { readonly booking: BookingDetail }) {
  const navigate = useNavigate();
  const show = useQuery({ ...showQuery(booking.showId), enabled: booking.alternatives.length > 0 });
  const hold = useAct({
    intent: `hold.${booking.showId}`,
    act: async (seats: readonly string[], idempotencyKey) => {
      const pass =
        show.data?.waitingRoom === true
          ? (await docket.call(getRoom, { params: { id: booking.showId } })).entry?.pass
          : undefined;
      const { bookingId } = await docket.book(
        { kind: 'seats', showId: booking.showId, seats: [...seats], ...(pass == null ? {} : { pass }) },
        { idempotencyKey },
      );
      await navigate({ to: '/bookings/$id', params: { id: bookingId }, replace: true });
    },
  });
  if (booking.alternatives.length === 0) return null;
  return (
    <section aria-labelledby="alternatives" className="grid gap-2">
      <h2 id="alternatives" className="font-semibold">
        Nearest free seats
      </h2>
      <ul className="grid gap-2 sm:grid-cols-2">
        {booking.alternatives.map((seats) => (
          <li key={seats.join()}>
            <Button
              data-testid="alternative"
              className="min-h-12 w-full justify-between!"
              busy={hold.isPending && hold.variables === seats}
              onClick={() => !hold.isPending && hold.mutate(seats)}
            >
              <span className="font-mono">{seats.join(' ')}</span>
              <span className="text-sm text-muted">Hold</span>
            </Button>
          </li>
        ))}
      </ul>
      {hold.isError && <Failure error={hold.error} />}
    </section>
  );
}
