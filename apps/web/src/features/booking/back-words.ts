import { percentBack, shareOf, USUAL_TERMS, type RefundTerms } from '@docket/contracts/catalog/refund-terms';
import type { BookingDetail } from '@docket/contracts/http/booking';
import { formatMoney } from '../../lib/money.ts';
import { whenIn } from '../../lib/zoned.ts';

/** What a device has kept of the version before has no terms. */
type Booking = Pick<BookingDetail, 'show'> & { readonly refund?: RefundTerms };

/** Do the terms of its show allow a booking to be given back at all? */
export function takesBack({ refund = USUAL_TERMS }: Booking): boolean {
  return refund.percent > 0;
}

/** Until when the terms of its show allow a booking to be given back, in words; undefined where that is over, or never was. */
export function backUntil({ show, refund = USUAL_TERMS }: Booking, now: number): string | undefined {
  const until = Date.parse(show.startsAt) - refund.minutes * 60_000;
  if (refund.percent === 0 || until <= now) return undefined;
  return whenIn(show.timezone, until);
}

/** What somebody reads before they decide, about giving back what they are about to buy. */
export function termsWords(booking: Booking, now: number): string {
  const until = backUntil(booking, now);
  if (until === undefined) return 'These seats can’t be given back.';
  const { percent } = booking.refund ?? USUAL_TERMS;
  return `You can give these seats back until ${until}: ${percent === 100 ? 'all' : `${percent}%`} of what you paid comes back.`;
}

/** What comes back of an amount if the booking is given up now; undefined when it cannot be. */
export function comesBack(
  booking: Booking,
  paid: { readonly amountMinor: number; readonly currency: string },
  now: number,
) {
  const percent = percentBack({ show: booking.show, refund: booking.refund ?? USUAL_TERMS }, now);
  return percent === null ? undefined : formatMoney(shareOf(paid.amountMinor, percent), paid.currency);
}
