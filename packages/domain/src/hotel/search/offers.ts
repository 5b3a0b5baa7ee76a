import { LRUCache } from 'lru-cache';
import type { StayWish } from '@docket/contracts/hotel/stay';
import { dayNumber, todayAt } from '@docket/stay/day';
import { QuickStay } from '@docket/stay/quick';
import { perDb } from '../../spine/ttl-cache.ts';
import { soldShareOf } from '../market.ts';
import type { HotelIndex } from './hotel-index.ts';
import type { IndexedPlan, IndexedProperty, IndexedType } from './indexed.ts';

/** A plan that can be had for the stay. */
export type Offer = {
  readonly type: IndexedType;
  readonly plan: IndexedPlan;
  readonly totalMinor: number;
  readonly taxesMinor: number;
  /** Rooms of its type that are left in every night. */
  readonly left: number;
};

type Kept = { readonly version: number; readonly today: number; readonly offers: readonly Offer[] };

/** Stays that people have asked for lately, and properties of each: who changes a filter, the order or the page has the prices again at once. */
const STAYS_KEPT = 64;
const PROPERTIES_KEPT = 3_000;

const keptOffers = perDb(() => new LRUCache<string, Map<IndexedProperty, Kept>>({ max: STAYS_KEPT }));

/** No zone has a new day but at a quarter of an hour. */
const QUARTER_MS = 15 * 60_000;
let quarter = Number.NaN;
const days = new Map<string, number>();

/** Number of the day that it is in a zone at a moment. Asking the calendar of a zone takes a fifth of a millisecond, so the answers of this quarter of an hour are kept. */
export function dayAt(timezone: string, now: Date): number {
  const current = Math.floor(now.getTime() / QUARTER_MS);
  if (current !== quarter) {
    quarter = current;
    days.clear();
  }
  let day = days.get(timezone);
  if (day === undefined) days.set(timezone, (day = dayNumber(todayAt(timezone, now))));
  return day;
}

/** What can be had of properties for one stay, at one moment; remembered as long as neither they nor their nights change. */
export class StayOffers {
  readonly stay: QuickStay;
  readonly #index: HotelIndex;
  readonly #now: Date;
  readonly #kept: Map<IndexedProperty, Kept>;

  constructor(db: Parameters<typeof keptOffers>[0], index: HotelIndex, wish: StayWish, now: Date) {
    this.stay = new QuickStay(wish);
    this.#index = index;
    this.#now = now;
    const cache = keptOffers(db);
    const key = `${wish.arrival} ${wish.departure} ${wish.adults} ${wish.rooms} ${wish.childAges.join(',')}`;
    this.#kept = cache.get(key) ?? new Map();
    cache.set(key, this.#kept);
  }

  /** The cheapest first; plans that cost the same in the order of the property. */
  of(property: IndexedProperty): readonly Offer[] {
    const today = dayAt(property.timezone, this.#now);
    const known = this.#kept.get(property);
    if (known?.version === property.version && known.today === today) return known.offers;
    const offers = this.#find(property, today);
    if (this.#kept.size < PROPERTIES_KEPT || known !== undefined)
      this.#kept.set(property, { version: property.version, today, offers });
    return offers;
  }

  #find(property: IndexedProperty, today: number): readonly Offer[] {
    const { stay } = this;
    if (stay.arrival < today) return [];
    const offers: Offer[] = [];
    for (const type of property.types) {
      if (stay.occupants(type) === null) continue;
      const left = this.#left(type);
      if (left < stay.wish.rooms) continue;
      const shareOf = (night: number): number =>
        soldShareOf(type.rooms, { capacity: type.capacity, free: this.#index.free(type, night) });
      for (const plan of type.plans) {
        if (stay.isRefused(plan.restrictions, plan.overrides, type, today)) continue;
        const price = stay.price(plan, type, property, plan.overrides, today, shareOf);
        if (price !== null) offers.push({ type, plan, ...price, left });
      }
    }
    return offers.sort((a, b) => a.totalMinor - b.totalMinor);
  }

  #left(type: IndexedType): number {
    let left = Infinity;
    for (let night = this.stay.arrival; night < this.stay.departure; night += 1)
      left = Math.min(left, this.#index.free(type, night));
    return left;
  }
}
