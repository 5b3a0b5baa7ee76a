import type { PlanSeat } from '@docket/contracts/catalog/seat';
import { seatInWords } from '../../lib/seat-names.ts';
import { spokenMoney } from '../../lib/money.ts';

/** What a seat is to whoever looks at the map. */
export type SeatLook = 'free' | 'taken' | 'chosen' | 'own' | 'house';

const LOOK_WORDS: Record<SeatLook, string> = {
  free: 'free',
  taken: 'taken',
  chosen: 'chosen by you',
  own: 'held for you',
  house: 'kept by the house',
};
const KIND_WORDS = {
  seat: undefined,
  wheelchair: 'wheelchair space',
  companion: 'companion seat beside a wheelchair space',
};

export type SeatPrice = { readonly zone: string; readonly priceMinor: number; readonly currency: string };

/** `Row C seat 12, Premium, 450 Indian rupees, free`; `Balcony, row C, seat 12, …` where there are several sections. */
export function seatWords(seat: PlanSeat, price: SeatPrice | undefined, look: SeatLook): string {
  return [
    seat.section === '' ? `Row ${seat.row} seat ${seat.number}` : seatInWords(seat),
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
