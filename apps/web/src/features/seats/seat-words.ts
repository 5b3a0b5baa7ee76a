import type { PlanSeat } from '@docket/contracts/catalog/seat';
import { spokenMoney } from '../../lib/money.ts';

/** What a seat is to whoever looks at the map. */
export type SeatLook = 'free' | 'taken' | 'chosen' | 'own';

const LOOK_WORDS: Record<SeatLook, string> = {
  free: 'free',
  taken: 'taken',
  chosen: 'chosen by you',
  own: 'held for you',
};
const KIND_WORDS = {
  seat: undefined,
  wheelchair: 'wheelchair space',
  companion: 'companion seat beside a wheelchair space',
};

/** The number on a seat without its row: `12` of `C12`. */
export function seatNumber(seat: PlanSeat): string {
  return seat.label.startsWith(seat.row) ? seat.label.slice(seat.row.length) : seat.label;
}

export type SeatPrice = { readonly zone: string; readonly priceMinor: number; readonly currency: string };

/** `Row C seat 12, Balcony, Premium, 450 Indian rupees, free` */
export function seatWords(seat: PlanSeat, price: SeatPrice | undefined, look: SeatLook): string {
  return [
    `Row ${seat.row} seat ${seatNumber(seat)}`,
    seat.section === '' ? undefined : seat.section,
    KIND_WORDS[seat.kind],
    price?.zone,
    price === undefined ? undefined : spokenMoney(price.priceMinor, price.currency),
    LOOK_WORDS[look],
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** `C11, C12 and C13` */
export function listWords(labels: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(labels);
}
