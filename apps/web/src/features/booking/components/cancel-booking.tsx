import { cancelBooking, type BookingDetail } from '@docket/contracts/http/booking';
import type { Payment } from '@docket/contracts/http/payment';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { comesBack } from '../back-words.ts';

const WORDS = {
  held: { button: 'Release the seats', title: 'Release these seats?', action: 'Release the seats' },
  bought: { button: 'Give the seats back', title: 'Give these seats back?', action: 'Give the seats back' },
} as const;

/** Gives the seats back. What becomes of the booking arrives as an event, as everything does. */
export function CancelBooking({
  booking,
  payment,
}: {
  readonly booking: BookingDetail;
  readonly payment?: Payment | null | undefined;
}) {
  const back =
    payment == null || booking.status !== 'CONFIRMED' ? undefined : comesBack(booking, payment, serverClock.now());
  const words = WORDS[booking.status === 'CONFIRMED' ? 'bought' : 'held'];
  const [asking, setAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: () => docket.call(cancelBooking, { params: { id: booking.bookingId } }),
    onSuccess: () => setAsking(false),
  });
  return (
    <>
      <Button className="min-h-12 justify-self-start" onClick={() => setAsking(true)}>
        {words.button}
      </Button>
      {asking && (
        <ConfirmDialog
          title={words.title}
          action={words.action}
          keep="Keep the seats"
          danger
          busy={cancel.isPending}
          error={cancel.error}
          onConfirm={() => cancel.mutate()}
          onClose={() => {
            setAsking(false);
            cancel.reset();
          }}
        >
          <p>Others can book them right away.</p>
          {back !== undefined && (
            <p data-testid="comes-back">
              <strong className="tabular-nums">{back}</strong> goes back to where it came from.
            </p>
          )}
        </ConfirmDialog>
      )}
    </>
  );
}
