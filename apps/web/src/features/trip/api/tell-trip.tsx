import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { QueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { toast } from '../../../ui/toast.tsx';
import { paymentQuery } from '../../payment/api/queries.ts';
import { TRIP_LOOKS } from '../trip-look.ts';

/**
 * Tells of what happened to a trip while its person is elsewhere.
 * @param pathname of the page that is looked at: where it is shown anyway it is also read out
 */
export function tellTrip({ data }: EventEnvelope<'trip.updated'>, pathname: string, queryClient: QueryClient): void {
  const { tripId, status, title } = data;
  // What people did themselves is no news to them; that it is being paid stands on the page it is paid on.
  if (status === 'QUEUED' || status === 'AWAITING_PAYMENT' || status === 'CANCELLED') return;
  const [, paymentId] = /^\/payments\/([^/]+)/.exec(pathname) ?? [];
  const isPaidHere =
    paymentId !== undefined && queryClient.getQueryData(paymentQuery(paymentId).queryKey)?.subjectId === tripId;
  // The checkout waits for the answer and leads on.
  const isShown = pathname.startsWith('/trips') || /^\/(stays|flights)\/checkout\//.test(pathname) || isPaidHere;
  if (isShown) return;
  const look = TRIP_LOOKS[status];
  toast(
    look.tone,
    <>
      <Link to="/trips/$id" params={{ id: tripId }} className="link font-medium wrap-anywhere">
        {title}
      </Link>
      : {look.word.toLowerCase()}
    </>,
  );
}
