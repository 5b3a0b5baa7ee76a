import type { Board } from '@docket/contracts/hotel/stay';
import type { searchHotels } from '@docket/contracts/http/hotel';
import type { RouteQuery } from '@docket/contracts/http/route';
import { distanceMetres, type Point } from '@docket/world/distance';
import { roughRate } from '@docket/world/rates';
import { slugOf } from '@docket/world/slug';
import { AMENITIES, amenityBits, BOARDS, type IndexedProperty } from './indexed.ts';
import type { Offer } from './offers.ts';

/** What is looked for, but for where and when. */
export type Filters = Pick<
  RouteQuery<typeof searchHotels>,
  'q' | 'stars' | 'kinds' | 'amenities' | 'areas' | 'boards' | 'freeCancellation' | 'minTotal' | 'maxTotal' | 'sort'
>;

export type Found = {
  readonly property: IndexedProperty;
  /** The cheapest of those that match. */
  readonly offer: Offer;
  /** Of the offer, in the currency of the answer, roughly where it is in another. */
  readonly totalMinor: number;
  readonly distanceMetres: number | null;
};

type Facet = { value: string; count: number }[];

export type StaysFound = {
  /** All that match, in the order asked for. */
  readonly found: readonly Found[];
  readonly facets: {
    readonly stars: Facet;
    readonly kinds: Facet;
    readonly amenities: Facet;
    readonly areas: Facet;
    readonly boards: Facet;
    readonly freeCancellation: number;
  };
  readonly prices: {
    readonly currency: string;
    readonly minMinor: number;
    readonly maxMinor: number;
    readonly bands: number[];
  } | null;
};

export type Sources = {
  /** The cheapest first. */
  readonly offersOf: (property: IndexedProperty) => readonly Offer[];
  /** Is it given back for nothing, now and for a while? */
  readonly isFree: (property: IndexedProperty, offer: Offer) => boolean;
  /** From where distances are told; null: they are not. */
  readonly origin: Point | null;
  /** Lets others have a turn in between. */
  readonly breathe?: () => Promise<void>;
};

const STARS = 1;
const KINDS = 2;
const AMENITIES_BIT = 4;
const AREAS = 8;
/** Bands of the prices. */
const BANDS = 10;
/** Parts of town that are told: the ones with most properties. */
const AREAS_TOLD = 40;
/** Properties between two turns for others. */
const AT_ONCE = 256;

type Seen = {
  readonly property: IndexedProperty;
  /** Filters of the property itself that it fails: none, or one. */
  readonly fails: number;
  readonly offers: readonly Offer[];
  readonly cheapest: Offer | undefined;
};

/**
 * Of properties in a place those that can be had, with what people look at when they choose: a facet counts what would be found if its own filter asked for that value and
 * nothing else of its kind, all other filters as they are. Deterministic, but for what its sources say.
 */
export async function findStays(
  properties: Iterable<IndexedProperty>,
  filters: Filters,
  { offersOf, isFree, origin, breathe }: Sources,
): Promise<StaysFound> {
  const wanted = readFilters(filters);
  const hasTerms = (property: IndexedProperty, offer: Offer, boards: ReadonlySet<string>, free: boolean): boolean =>
    (boards.size === 0 || boards.has(offer.plan.board)) && (!free || isFree(property, offer));
  const cheapestOf = (
    property: IndexedProperty,
    offers: readonly Offer[],
    boards: ReadonlySet<string>,
    free: boolean,
  ): Offer | undefined => offers.find((offer) => hasTerms(property, offer, boards, free));

  const seen: Seen[] = [];
  const currencies = new Tally();
  let looked = 0;
  for (const property of properties) {
    looked += 1;
    if (looked % AT_ONCE === 0) await breathe?.();
    currencies.add(property.currency);
    if (wanted.words.some((word) => !property.words.includes(`-${word}`))) continue;
    const fails = failsOf(property, wanted);
    // What fails two is in no facet either.
    if ((fails & (fails - 1)) !== 0) continue;
    const offers = offersOf(property);
    if (offers.length > 0)
      seen.push({
        property,
        fails,
        offers,
        cheapest: cheapestOf(property, offers, wanted.boards, filters.freeCancellation),
      });
  }

  // Of what lies there, whatever is filtered: limits of the price must mean the same when a filter is taken as when it was counted.
  const currency = currencies.list()[0]?.value ?? 'EUR';
  const rates = new Map<string, number>();
  const inCurrency = (property: IndexedProperty, { totalMinor }: Offer): number => {
    if (property.currency === currency) return totalMinor;
    let rate = rates.get(property.currency);
    if (rate === undefined) rates.set(property.currency, (rate = roughRate(property.currency, currency)));
    return Math.round(totalMinor * rate);
  };
  const isInRange = (property: IndexedProperty, offer: Offer | undefined): boolean => {
    if (offer === undefined) return false;
    if (filters.minTotal === undefined && filters.maxTotal === undefined) return true;
    const total = inCurrency(property, offer);
    return total >= (filters.minTotal ?? -Infinity) && total <= (filters.maxTotal ?? Infinity);
  };

  const counts = new Counts();
  const totals: number[] = [];
  const found: Found[] = [];
  for (const { property, fails, offers, cheapest } of seen) {
    const matches = isInRange(property, cheapest);
    if (matches) counts.take(property, fails);
    if (fails !== 0) continue;
    const cheapestOfBoard = new Set<Board>();
    for (const offer of offers) {
      const { board } = offer.plan;
      if (cheapestOfBoard.has(board) || (filters.freeCancellation && !isFree(property, offer))) continue;
      cheapestOfBoard.add(board);
      if (isInRange(property, offer)) counts.boards.add(board);
    }
    const free = filters.freeCancellation ? cheapest : cheapestOf(property, offers, wanted.boards, true);
    if (isInRange(property, free)) counts.freeCancellation += 1;
    if (cheapest === undefined) continue;
    const totalMinor = inCurrency(property, cheapest);
    totals.push(totalMinor);
    if (!matches) continue;
    const away = origin === null ? null : Math.round(distanceMetres(origin, property));
    found.push({ property, offer: cheapest, totalMinor, distanceMetres: away });
  }
  return { found: sorted(found, filters.sort), facets: counts.facets(), prices: bandsOf(totals, currency) };
}

type Wanted = {
  readonly words: readonly string[];
  readonly stars: ReadonlySet<number>;
  readonly kinds: ReadonlySet<string>;
  readonly amenities: number;
  readonly areas: ReadonlySet<string>;
  readonly boards: ReadonlySet<string>;
};

function readFilters(filters: Filters): Wanted {
  const words = slugOf(filters.q).split('-').filter(Boolean);
  return {
    // Words of a script that addresses have no letters for are in no name here.
    words: words.length === 0 && filters.q !== '' ? ['\u0000'] : words,
    stars: new Set(filters.stars),
    kinds: new Set(filters.kinds),
    amenities: amenityBits(filters.amenities),
    areas: new Set(filters.areas),
    boards: new Set(filters.boards),
  };
}

function failsOf({ stars, kind, amenities, area }: IndexedProperty, wanted: Wanted): number {
  let fails = 0;
  if (wanted.stars.size > 0 && !wanted.stars.has(stars)) fails |= STARS;
  if (wanted.kinds.size > 0 && !wanted.kinds.has(kind)) fails |= KINDS;
  if ((amenities & wanted.amenities) !== wanted.amenities) fails |= AMENITIES_BIT;
  if (wanted.areas.size > 0 && !wanted.areas.has(area)) fails |= AREAS;
  return fails;
}

class Tally {
  readonly #counts = new Map<string, number>();

  add(value: string): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  /** The most frequent first; of several the first by the alphabet. */
  list(): Facet {
    return [...this.#counts]
      .map(([value, count]) => ({ value, count }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }
}

class Counts {
  readonly stars = new Tally();
  readonly kinds = new Tally();
  readonly amenities: number[] = AMENITIES.map(() => 0);
  readonly areas = new Tally();
  readonly boards = new Tally();
  freeCancellation = 0;

  /** A property that matches but for one filter of its own, or for none. */
  take({ stars, kind, amenities, area }: IndexedProperty, fails: number): void {
    if ((fails & ~STARS) === 0) this.stars.add(String(stars));
    if ((fails & ~KINDS) === 0) this.kinds.add(kind);
    if ((fails & ~AREAS) === 0) this.areas.add(area);
    if ((fails & ~AMENITIES_BIT) !== 0) return;
    for (const at of AMENITIES.keys())
      if ((amenities & (1 << at)) !== 0) this.amenities[at] = (this.amenities[at] ?? 0) + 1;
  }

  facets(): StaysFound['facets'] {
    const inOrder = (tally: Tally, values: readonly string[]): Facet =>
      tally.list().toSorted((a, b) => values.indexOf(a.value) - values.indexOf(b.value));
    return {
      stars: this.stars.list().toSorted((a, b) => Number(b.value) - Number(a.value)),
      kinds: this.kinds.list(),
      amenities: AMENITIES.map((value, at) => ({ value, count: this.amenities[at] ?? 0 })).filter(
        ({ count }) => count > 0,
      ),
      areas: this.areas.list().slice(0, AREAS_TOLD),
      boards: inOrder(this.boards, BOARDS),
      freeCancellation: this.freeCancellation,
    };
  }
}

/** Ten bands of equal width; the dearest is in the last. */
function bandsOf(totals: readonly number[], currency: string): StaysFound['prices'] {
  if (totals.length === 0) return null;
  let [minMinor, maxMinor] = [Infinity, -Infinity];
  for (const total of totals) {
    minMinor = Math.min(minMinor, total);
    maxMinor = Math.max(maxMinor, total);
  }
  const bands = Array.from({ length: BANDS }, () => 0);
  for (const total of totals) {
    const band =
      maxMinor === minMinor ? 0 : Math.min(BANDS - 1, Math.floor(((total - minMinor) * BANDS) / (maxMinor - minMinor)));
    bands[band] = (bands[band] ?? 0) + 1;
  }
  return { currency, minMinor, maxMinor, bands };
}

/** How much a star is worth, and a kilometre, as a share of what houses of as many stars cost in the town. */
const PER_STAR = 0.08;
const PER_KILOMETRE = 0.04;
const KILOMETRES_MAX = 15;

/** The lowest is recommended most: the price against the median of as many stars in the same place, what each star is worth taken off, and each kilometre put on. */
function scores(found: readonly Found[]): Map<Found, number> {
  const groupOf = ({ property }: Found): string => `${property.place.id} ${property.stars}`;
  const medians = new Map(
    [...Map.groupBy(found, groupOf)].map(([group, members]) => [
      group,
      median(members.map(({ totalMinor }) => totalMinor)),
    ]),
  );
  return new Map(
    found.map((each) => {
      const { property, totalMinor } = each;
      const metres = each.distanceMetres ?? distanceMetres(property.place, property);
      const price = totalMinor / (medians.get(groupOf(each)) ?? totalMinor);
      return [each, price - PER_STAR * property.stars + PER_KILOMETRE * Math.min(KILOMETRES_MAX, metres / 1_000)];
    }),
  );
}

/** Of an even number the lower of the two in the middle. */
function median(values: readonly number[]): number {
  const inOrder = Float64Array.from(values).sort();
  return inOrder[Math.floor((inOrder.length - 1) / 2)] ?? 0;
}

/** Of two that are alike the cheaper comes first, and at last the lower id, so that pages do not overlap. */
function sorted(found: readonly Found[], by: Filters['sort']): Found[] {
  const last = (a: Found, b: Found): number => a.totalMinor - b.totalMinor || (a.property.id < b.property.id ? -1 : 1);
  switch (by) {
    case 'price':
      return found.toSorted(last);
    case 'stars':
      return found.toSorted((a, b) => b.property.stars - a.property.stars || last(a, b));
    case 'distance':
      return found.toSorted((a, b) => (a.distanceMetres ?? 0) - (b.distanceMetres ?? 0) || last(a, b));
    case 'recommended': {
      const score = scores(found);
      return found.toSorted((a, b) => (score.get(a) ?? 0) - (score.get(b) ?? 0) || last(a, b));
    }
    default:
      return by satisfies never;
  }
}
