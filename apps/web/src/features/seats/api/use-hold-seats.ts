import { randomKey } from '@docket/client/random-key';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { docket } from '../../../lib/docket.ts';
import { session } from '../../../lib/session.ts';
import type { SeatBoard } from '../seat-board.ts';

type Wanted = { readonly labels: readonly string[]; readonly pass: string | undefined };

/** Asks for the chosen seats and goes to the booking, which tells what becomes of them; to the login page first, if needed. */
export function useHoldSeats(showId: string, board: SeatBoard) {
  const navigate = useNavigate();
  /** The same request again after a failure is the same booking. */
  const key = useRef<{ of: string; key: string }>(undefined);
  return useMutation({
    mutationFn: async ({ labels, pass }: Wanted) => {
      if (session.get() === undefined) {
        const next = `/shows/${showId}?seats=${encodeURIComponent(labels.join(','))}`;
        await navigate({ to: '/login', search: { next } });
        return;
      }
      const of = labels.join(',');
      if (key.current?.of !== of) key.current = { of, key: randomKey() };
      board.claim(true);
      try {
        const { bookingId } = await docket.book(
          { kind: 'seats', showId, seats: [...labels], ...(pass === undefined ? {} : { pass }) },
          { idempotencyKey: key.current.key },
        );
        key.current = undefined;
        await navigate({ to: '/bookings/$id', params: { id: bookingId } });
      } catch (error) {
        board.claim(false);
        throw error;
      }
    },
  });
}
