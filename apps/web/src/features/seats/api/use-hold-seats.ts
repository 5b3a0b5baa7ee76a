import { useNavigate } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { session } from '../../../lib/session.ts';
import { joinLabels, joinPlaces } from '../../../lib/seat-names.ts';
import { useAct } from '../../../lib/use-act.ts';
import type { SeatBoard } from '../seat-board.ts';

type Wanted = {
  readonly labels: readonly string[];
  /** By standing area, how many places. */
  readonly places: ReadonlyMap<string, number>;
  readonly pass: string | undefined;
  /** By label; without those at the full price. */
  readonly classes: Readonly<Record<string, string>>;
  /** Empty for none. */
  readonly voucher: string;
};

/** Asks for the chosen seats and goes to the booking, which tells what becomes of them; to the login page first, if needed. */
export function useHoldSeats(showId: string, board: SeatBoard) {
  const navigate = useNavigate();
  return useAct({
    intent: `hold.${showId}`,
    act: async ({ labels, places, pass, classes, voucher }: Wanted, idempotencyKey) => {
      if (session.get() === undefined) {
        const choice = new URLSearchParams();
        if (labels.length > 0) choice.set('seats', joinLabels(labels));
        if (places.size > 0) choice.set('places', joinPlaces(places));
        const next = `/shows/${showId}?${choice}`;
        await navigate({ to: '/login', search: { next } });
        return;
      }
      board.claim(true);
      try {
        const { bookingId } = await docket.book(
          {
            kind: 'seats',
            showId,
            seats: [...labels],
            ...(places.size === 0 ? {} : { places: [...places].map(([area, count]) => ({ area, count })) }),
            ...(pass === undefined ? {} : { pass }),
            ...(Object.keys(classes).length === 0 ? {} : { classes: { ...classes } }),
            ...(voucher.trim() === '' ? {} : { voucher }),
          },
          { idempotencyKey },
        );
        await navigate({ to: '/bookings/$id', params: { id: bookingId } });
      } catch (error) {
        board.claim(false);
        throw error;
      }
    },
  });
}
