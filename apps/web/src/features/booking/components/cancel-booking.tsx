import { cancelBooking, type BookingDetail } from '@docket/contracts/http/bookings';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';

/** Gives the seats back. What becomes of the booking arrives as an event, as everything does. */
export function CancelBooking({ booking }: { readonly booking: BookingDetail }) {
  const [asking, setAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: () => docket.call(cancelBooking, { params: { id: booking.bookingId } }),
    onSuccess: () => setAsking(false),
  });
  return (
    <>
      <Button className="min-h-12 justify-self-start" onClick={() => setAsking(true)}>
        Give the seats back
      </Button>
      {asking && (
        <ConfirmDialog
          title="Give the seats back?"
          action="Give back"
          danger
          busy={cancel.isPending}
          error={cancel.error}
          onConfirm={() => cancel.mutate()}
          onClose={() => {
            setAsking(false);
            cancel.reset();
          }}
        >
          <p>They are free for others at once.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
