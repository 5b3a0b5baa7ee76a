import type { Amenity, Board, PropertyKind } from '@docket/contracts/hotel/stay';
import { amenity, board } from '@docket/contracts/hotel/stay';
import type { QuickRules } from '@docket/stay/quick';
import type { CancellationPolicy, NightOverrides, Restrictions, RoomFacts, TaxRule } from '@docket/stay/shapes';

export type IndexedPlace = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly country: string;
  readonly timezone: string;
  readonly lat: number;
  readonly lon: number;
};

export type IndexedPlan = {
  readonly id: string;
  readonly name: string;
  readonly board: Board;
  readonly baseMinor: number;
  readonly rules: QuickRules;
  readonly restrictions: Restrictions;
  readonly overrides: NightOverrides;
  readonly policy: CancellationPolicy;
};

export type IndexedType = RoomFacts & {
  readonly id: string;
  readonly name: string;
  readonly rooms: number;
  /** Of every night that nobody has wanted yet. */
  readonly capacity: number;
  /** Nights that there are at all, `[from, until)`. */
  readonly nightsFrom: number;
  readonly nightsUntil: number;
  readonly plans: readonly IndexedPlan[];
  /** In the store of nights; −1 as long as none was wanted. */
  slot: number;
};

/** What a search needs of a property: to find it, to say whether it can be had, and for how much. */
export type IndexedProperty = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** The name as it stands in addresses, with a hyphen before each word. */
  readonly words: string;
  readonly kind: PropertyKind;
  readonly stars: number;
  readonly place: IndexedPlace;
  readonly area: string;
  readonly lat: number;
  readonly lon: number;
  /** Bit n: the nth of the contract's amenities. */
  readonly amenities: number;
  readonly timezone: string;
  readonly currency: string;
  readonly childFreeAge: number;
  readonly taxes: readonly TaxRule[];
  readonly revision: number;
  readonly types: readonly IndexedType[];
  /** One more whenever something of it, or of its nights, is other than before. */
  version: number;
};

export const AMENITIES: readonly Amenity[] = amenity.options;
export const BOARDS: readonly Board[] = board.options;

/** Unknown ones are left out: an older version may run beside a newer. */
export function amenityBits(names: readonly (string | null)[]): number {
  return AMENITIES.reduce((bits, name, at) => (names.includes(name) ? bits | (1 << at) : bits), 0);
}

export function amenitiesOf(bits: number): Amenity[] {
  return AMENITIES.filter((_, at) => (bits & (1 << at)) !== 0);
}
