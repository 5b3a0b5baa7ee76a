import { takeFreeBooking, type BookingDetail } from '@docket/contracts/http/booking';
import type { Payment } from '@docket/contracts/http/payment';
import { Link } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';
import { formatMoney } from '../../../lib/money.ts';
import { timeIn, VIEWER_ZONE } from '../../../lib/zoned.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Countdown, useSecondsUntil } from '../../../ui/countdown.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../../../ui/states.tsx';
import { isClosed } from '../../payment/payment-look.ts';
import { CancelBooking } from './cancel-booking.tsx';

type HeldBookingProps = {
  readonly booking: BookingDetail;
  /** Null for one that nobody has begun to pay for; undefined while that is not known. */
  readonly payment: Payment | null | undefined;
  readonly takeIn: (booking: BookingDetail) => void;
};

/** Seats that are kept for a while: how long, and what to do meanwhile. */
export function HeldBooking({ booking, payment, takeIn }: HeldBookingProps) {
  const deadline = booking.deadline ?? booking.updatedAt;
  const over = useSecondsUntil(Date.parse(deadline)) === 0;
  const isFree = booking.priceMinor === 0;
  const closed = payment != null && isClosed(payment);
  const confirm = useAct({
    intent: `confirm.${booking.bookingId}`,
    act: (_: void, idempotencyKey) =>
      docket.call(takeFreeBooking, { params: { id: booking.bookingId }, idempotencyKey }),
    onSuccess: takeIn,
  });
  return (
    <>
      <div className="flex items-end justify-between gap-4">
        <div className="grid gap-1">
          <h1 className="text-2xl font-bold">{over ? 'The hold has expired' : 'Your seats are held'}</h1>
          <p className="text-muted">
            {over
              ? 'The seats are being released.'
              : closed
                ? 'They cannot be paid for any more.'
                : `${isFree ? 'Confirm' : 'Pay'} by ${timeIn(VIEWER_ZONE, deadline)}, your time.`}
          </p>
        </div>
        <Countdown until={deadline} urgentBelow={60} className="font-mono text-4xl font-semibold" />
      </div>
      {!over && closed && (
        <Notice tone="limit" title="Another amount came than was asked for" role="status">
          It goes back to you. To have these seats, release them and book them again.
        </Notice>
      )}
      {!over && (
        <div className="flex flex-wrap items-center gap-3">
          {isFree ? (
            <Button
              variant="primary"
              className="min-h-12 px-6 max-sm:grow"
              busy={confirm.isPending}
              onClick={() => !confirm.isPending && confirm.mutate()}
            >
              Confirm, at no cost
            </Button>
          ) : closed ? null : (
            <Link
              to="/bookings/$id/checkout"
              params={{ id: booking.bookingId }}
              className={buttonClass('primary', 'normal', 'min-h-12 px-6 max-sm:grow')}
            >
              Pay
              {booking.priceMinor !== null &&
                booking.currency !== null &&
                ` ${formatMoney(booking.priceMinor, booking.currency)}`}
            </Link>
          )}
          <CancelBooking booking={booking} />
        </div>
      )}
      {confirm.isError && <Failure error={confirm.error} />}
    </>
  );
}
