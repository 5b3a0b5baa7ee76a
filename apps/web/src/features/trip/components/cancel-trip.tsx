import { DocketApiError } from '@docket/client/errors';
import { cancelTrip, type Trip } from '@docket/contracts/http/trip';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatMoney } from '../../../lib/money.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { wordsOf } from '../part-kinds.ts';

const WORDS = {
  held: { button: 'Give it up', title: 'Give up this trip?', action: 'Give it up', keep: 'Keep it' },
  bought: { button: 'Cancel the trip', title: 'Cancel this trip?', action: 'Cancel the trip', keep: 'Keep the trip' },
} as const;

type CancelTripProps = {
  readonly trip: Trip;
  readonly takeIn: (trip: Trip) => void;
  /** Reads it anew: what giving up costs changes with the clock. */
  readonly refresh: () => void;
};

/** Gives a trip up, after saying what comes back. The server keeps no more than was said here. */
export function CancelTrip({ trip, takeIn, refresh }: CancelTripProps) {
  const { tripId, status, feeNowMinor, totalMinor, currency } = trip;
  const isBought = status === 'CONFIRMED';
  const words = WORDS[isBought ? 'bought' : 'held'];
  const fee = feeNowMinor ?? 0;
  const [asking, setAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: (shown: number) =>
      docket.call(cancelTrip, { params: { id: tripId }, query: isBought ? { fee: shown } : {} }),
    onSuccess: (answer) => {
      setAsking(false);
      takeIn(answer);
    },
    onError: (error) => {
      // The dialog stays, and says what it costs by now.
      if (error instanceof DocketApiError && error.code === 'trip_fee_changed') refresh();
    },
  });
  return (
    <>
      <Button
        className="min-h-12 justify-self-start"
        onClick={() => {
          refresh();
          setAsking(true);
        }}
      >
        {words.button}
      </Button>
      {asking && (
        <ConfirmDialog
          title={words.title}
          action={words.action}
          keep={words.keep}
          danger
          busy={cancel.isPending}
          error={cancel.error}
          onConfirm={() => cancel.mutate(fee)}
          onClose={() => {
            setAsking(false);
            cancel.reset();
          }}
        >
          <p>{wordsOf(trip).others}</p>
          {isBought && (
            <div data-testid="comes-back" className="grid gap-1">
              <p>
                <strong className="tabular-nums">{formatMoney(totalMinor - fee, currency)}</strong>{' '}
                {totalMinor === fee ? 'comes back.' : 'goes back to where it came from.'}
              </p>
              <p className="text-muted">
                {fee === 0
                  ? 'Cancelling costs nothing now.'
                  : `${formatMoney(fee, currency)} is kept, by ${wordsOf(trip).terms}.`}
              </p>
            </div>
          )}
        </ConfirmDialog>
      )}
    </>
  );
}
