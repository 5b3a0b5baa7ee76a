import type { BookingDetail } from '@docket/contracts/http/booking';
import { Link } from '@tanstack/react-router';
import { cx } from '../../../lib/class-names.ts';
import { formatMoney } from '../../../lib/money.ts';
import { clockIn, dayIn, foreignZone } from '../../../lib/zoned.ts';
import { bookingInWords, bookingLabels, sizeOf } from '../../../lib/seat-names.ts';
import { Fact } from '../../../ui/page.tsx';
import { TONE_TEXT } from '../../../ui/tone.ts';
import { usePriceNames } from '../api/price-names.ts';
import { BOOKING_LOOKS } from '../booking-look.ts';
import { PriceLines } from './price-lines.tsx';

/** The booking as a slip: what, where, when, which seats, what they cost. */
export function BookingSlip({ booking }: { readonly booking: BookingDetail }) {
  const { show } = booking;
  const names = usePriceNames(booking.showId);
  const proofs = new Set(booking.lines.flatMap((line) => names.priceClass(line.class)?.proof ?? []));
  const look = BOOKING_LOOKS[booking.status];
  const zone = foreignZone(show.timezone, show.startsAt);
  return (
    <article aria-label="Booking" className="box">
      <div className="grid gap-4 p-5 sm:p-6">
        <div className="flex items-start justify-between gap-4">
          <div className="grid gap-1">
            <h2 className="text-lg font-bold">
              <Link to="/shows/$id" params={{ id: booking.showId }} className="hover:underline">
                {show.title}
              </Link>
            </h2>
            <p className="text-muted">
              {show.venue}, {show.hall} · {show.city}
            </p>
          </div>
          <span
            data-testid="booking-status"
            data-status={booking.status}
            className={cx(
              'stamp mt-1 shrink-0 px-2.5 py-2 text-sm uppercase',
              TONE_TEXT[look.tone],
              booking.status === 'CONFIRMED' && 'animate-stamp',
            )}
          >
            {look.word}
          </span>
        </div>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
          <Fact label="Day">{dayIn(show.timezone, show.startsAt)}</Fact>
          <Fact label="Time">
            {clockIn(show.timezone, show.startsAt)}
            {zone !== undefined && <span className="block text-sm font-normal text-muted">{zone}</span>}
          </Fact>
          <Fact label={sizeOf(booking) === 1 ? 'Seat' : 'Seats'} className="max-sm:col-span-2">
            <span className="font-mono break-words">{bookingLabels(booking)}</span>
            <span className="block text-sm font-normal text-muted" data-testid="seat-words">
              {bookingInWords(booking).join('; ')}
            </span>
          </Fact>
        </dl>
      </div>
      {booking.lines.length > 0 && booking.currency !== null && booking.priceMinor !== null && (
        <div className="notched-flat relative border-t border-dashed border-edge/60 p-5 sm:p-6">
          <table className="w-full text-sm">
            <caption className="sr-only">Price</caption>
            <tbody>
              <PriceLines booking={booking} currency={booking.currency} names={names} />
            </tbody>
            <tfoot>
              <tr className="text-base font-semibold">
                <th scope="row" className="pt-2 text-left">
                  Total
                </th>
                <td className="pt-2 text-right tabular-nums" data-testid="price">
                  {formatMoney(booking.priceMinor, booking.currency)}
                </td>
              </tr>
            </tfoot>
          </table>
          {proofs.size > 0 && (
            <p className="mt-3 text-sm" data-testid="proof">
              To be shown at the door: {[...proofs].join(', ')}.
            </p>
          )}
        </div>
      )}
    </article>
  );
}
