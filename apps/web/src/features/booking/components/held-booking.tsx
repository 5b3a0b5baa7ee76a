import { confirmBooking, type BookingDetail } from '@docket/contracts/http/booking';
import { useQuery } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';
import { formatMoney } from '../../../lib/money.ts';
import { timeIn } from '../../../lib/zoned.ts';
import { Button } from '../../../ui/button.tsx';
import { Countdown, useSecondsUntil } from '../../../ui/countdown.tsx';
import { Failure } from '../../../ui/states.tsx';
import { featuresQuery } from '../api/queries.ts';
import { CancelBooking } from './cancel-booking.tsx';

type HeldBookingProps = { readonly booking: BookingDetail; readonly takeIn: (booking: BookingDetail) => void };

const viewer = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Seats that are kept for a while: how long, and what to do meanwhile. */
export function HeldBooking({ booking, takeIn }: HeldBookingProps) {
  const { data: features } = useQuery(featuresQuery());
  const deadline = booking.deadline ?? booking.updatedAt;
  const over = useSecondsUntil(Date.parse(deadline)) === 0;
  const confirm = useAct({
    intent: `confirm.${booking.bookingId}`,
    act: (_: void, idempotencyKey) =>
      docket.call(confirmBooking, { params: { id: booking.bookingId }, idempotencyKey }),
    onSuccess: takeIn,
  });
  return (
    <>
      <div className="flex items-end justify-between gap-4">
        <div className="grid gap-1">
          <h1 className="text-2xl font-bold">{over ? 'The hold has expired' : 'Your seats are held'}</h1>
          <p className="text-muted">
            {over ? 'The seats are being released.' : `Confirm by ${timeIn(viewer, deadline)}, your time.`}
          </p>
        </div>
        <Countdown until={deadline} urgentBelow={60} className="font-mono text-4xl font-semibold" />
      </div>
      {!over && (
        <div className="flex flex-wrap items-center gap-3">
          {features?.developmentConfirm === true ? (
            <Button
              variant="primary"
              className="min-h-12 px-6 max-sm:grow"
              busy={confirm.isPending}
              onClick={() => !confirm.isPending && confirm.mutate()}
            >
              Confirm
              {booking.priceMinor !== null &&
                booking.currency !== null &&
                ` ${formatMoney(booking.priceMinor, booking.currency)}`}
            </Button>
          ) : (
            features !== undefined && <p className="font-medium">Payment comes next.</p>
          )}
          <CancelBooking booking={booking} />
        </div>
      )}
      {features?.developmentConfirm === true && !over && (
        <p className="text-sm text-muted">Development installation: this button stands in for the payment.</p>
      )}
      {confirm.isError && <Failure error={confirm.error} />}
    </>
  );
}
