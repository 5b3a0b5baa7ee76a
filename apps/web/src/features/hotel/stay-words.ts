import type { Amenity, Board, PropertyKind } from '@docket/contracts/hotel/stay';
import type { PolicyStep } from '@docket/contracts/hotel/stay';
import { minorPlaces } from '@docket/contracts/money/currency';
import { plural } from '../../lib/format.ts';
import { formatMoney } from '../../lib/money.ts';
import { foreignZone, whenIn } from '../../lib/zoned.ts';
import type { Sort } from './stay-address.ts';

export const KIND_WORDS: Readonly<Record<PropertyKind, string>> = {
  hotel: 'Hotel',
  resort: 'Resort',
  apartment: 'Apartment',
  hostel: 'Hostel',
  guesthouse: 'Guest house',
  villa: 'Villa',
};

export const BOARD_WORDS: Readonly<Record<Board, string>> = {
  room_only: 'Room only',
  breakfast: 'Breakfast included',
  half_board: 'Breakfast and dinner',
  full_board: 'All meals',
  all_inclusive: 'All inclusive',
};

export const AMENITY_WORDS: Readonly<Record<Amenity, string>> = {
  wifi: 'Wi-Fi',
  parking: 'Parking',
  pool: 'Pool',
  gym: 'Gym',
  spa: 'Spa',
  restaurant: 'Restaurant',
  bar: 'Bar',
  air_conditioning: 'Air conditioning',
  family_rooms: 'Family rooms',
  pets: 'Pets welcome',
  airport_shuttle: 'Airport shuttle',
  wheelchair: 'Wheelchair access',
  kitchen: 'Kitchen',
  beach: 'Beach',
  ev_charging: 'EV charging',
  washing_machine: 'Washing machine',
};

export const SORT_WORDS: Readonly<Record<Sort, string>> = {
  recommended: 'Recommended',
  price: 'Lowest price',
  stars: 'Most stars',
  distance: 'Nearest',
};

/** Fewer than this many rooms are worth a word. */
const FEW = 5;

/** `2 rooms left`; undefined where there are enough. */
export function leftWords(left: number): string | undefined {
  return left > 0 && left <= FEW ? `Only ${plural(left, 'room')} left` : undefined;
}

/** A total as so much a night, to the whole unit of its currency. For orientation: nothing is charged by it. */
export function aNight(totalMinor: number, nights: number, currency: string): string {
  return formatMoney(toWhole((totalMinor - (totalMinor % nights)) / nights, currency), currency);
}

/** Up to the next whole unit of the currency, for where there is no room for more. */
export function toWhole(minor: number, currency: string): number {
  const unit = 10 ** minorPlaces(currency);
  const rest = minor % unit;
  return rest === 0 ? minor : minor - rest + unit;
}

/** A moment by the clocks of the place, which are named where they are not the reader's. */
export function momentThere(timezone: string, at: string): string {
  const zone = foreignZone(timezone, at);
  return `${whenIn(timezone, at)}${zone === undefined ? '' : ` (${zone})`}`;
}

/** What giving back costs from now on, in a line: `Free cancellation until Fri, Mar 12, 18:00`. Undefined where no terms are known. */
export function policyWords(policy: readonly PolicyStep[], timezone: string, now: number): string | undefined {
  const open = policy.filter(({ until }) => until === null || Date.parse(until) > now);
  const [current] = open;
  if (current === undefined) return undefined;
  if (current.feeMinor === 0)
    return current.until === null
      ? 'Free cancellation'
      : `Free cancellation until ${momentThere(timezone, current.until)}`;
  return open.length === 1 ? 'Not refundable' : 'Partly refundable';
}
