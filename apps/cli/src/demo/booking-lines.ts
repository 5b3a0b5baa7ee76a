import type { SeatsChanged } from '@docket/contracts/events/booking';
import type { Booking } from '@docket/contracts/http/booking';
import { minorToDecimal } from '@docket/contracts/money/currency';

function price({ priceMinor, currency }: Booking): string {
  return priceMinor === null || currency === null ? '' : `${minorToDecimal(priceMinor, currency)} ${currency}`;
}

/** `booking.updated` in a line. */
export function describeBooking(name: string, booking: Booking): string {
  const head = `  ${name.padEnd(10)}  booking.updated  ${booking.seats.join(' ').padEnd(10)} ${booking.status.toLowerCase()}`;
  switch (booking.status) {
    case 'HELD':
    case 'AWAITING_PAYMENT':
      return `${head} until ${booking.deadline ?? ''}, ${price(booking)}`;
    case 'REFUSED':
      return `${head}: ${booking.reason ?? ''}; free nearby: ${booking.alternatives.map((seats) => seats.join(' ')).join(', ') || 'nothing'}`;
    case 'CONFIRMED':
      return `${head}, ${price(booking)}`;
    case 'QUEUED':
    case 'EXPIRED':
    case 'CANCELLED':
      return head;
    default:
      return booking.status satisfies never;
  }
}

/** `seats.changed` in a line. @param labels of the hall, by seat number */
export function describeSeats(change: SeatsChanged, labels: ReadonlyMap<number, string>): string {
  const parts = (['held', 'sold', 'free'] as const)
    .filter((state) => change[state].length > 0)
    .map((state) => `${change[state].map(([seat]) => labels.get(seat) ?? `seat ${seat}`).join(' ')} ${state}`);
  return `  everybody   seats.changed    ${parts.join('; ')}`;
}
