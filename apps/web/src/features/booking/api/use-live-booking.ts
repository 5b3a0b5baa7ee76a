import type { BookingDetail } from '@docket/contracts/http/bookings';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { bookingKey } from './queries.ts';

type Live = {
  readonly booking: BookingDetail | undefined;
  readonly error: unknown;
  readonly retry: () => void;
  /** Shows an answer of the API at once, unless it is older than what is shown. */
  readonly takeIn: (booking: BookingDetail) => void;
};

/** One booking as it moves on. What was seen of it is kept, so coming back to it shows it at once. */
export function useLiveBooking(id: string): Live {
  const queryClient = useQueryClient();
  const [booking, setBooking] = useState<BookingDetail | undefined>(() =>
    queryClient.getQueryData<BookingDetail>(bookingKey(id)),
  );
  const [error, setError] = useState<unknown>(undefined);
  const [round, setRound] = useState(0);

  const takeIn = useCallback(
    (next: BookingDetail) => {
      setBooking((held) => {
        if (held?.bookingId === next.bookingId && held.revision > next.revision) return held;
        queryClient.setQueryData(bookingKey(next.bookingId), next);
        return next;
      });
      setError(undefined);
    },
    [queryClient],
  );

  useEffect(() => {
    const abort = new AbortController();
    async function follow(): Promise<void> {
      try {
        for await (const next of docket.watchBooking(id, { signal: abort.signal })) {
          if (abort.signal.aborted) return;
          takeIn(next);
        }
      } catch (failure) {
        if (!abort.signal.aborted) setError(failure);
      }
    }
    void follow();
    return () => abort.abort();
  }, [id, round, takeIn]);

  return { booking, error, retry: useCallback(() => setRound((count) => count + 1), []), takeIn };
}
