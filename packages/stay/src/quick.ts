import type { StayWish } from '@docket/contracts/hotel/stay';
import { ADULT_AGE, HORIZON_DAYS } from '@docket/contracts/hotel/stay';
import { dayNumber, dayOf, nightsOf, weekdayOf } from './day.ts';
import { NIGHT_MINOR_MAX } from './night-price.ts';
import { putInRooms, type Occupants } from './rooms.ts';
import type { NightOverrides, PropertyFacts, RateRule, Restrictions, RoomFacts, TaxRule } from './shapes.ts';

/**
 * The same answers as `refusal` and `priceStay`, without the words: for a search that asks thousands of plans for one stay. Whatever is shown or sold is priced by those two; the
 * tests hold this against them on random rules.
 */

const WHOLE = 10_000;

type Percent = { readonly percent: number };
type Band = { readonly toAge: number; readonly minor: number };

/** Rules of a plan, read once: sorted by kind, days as numbers. */
export type QuickRules = {
  readonly seasons: readonly (Percent & { readonly from: number; readonly to: number })[];
  /** Bit n: ISO weekday n. */
  readonly weekdays: readonly (Percent & { readonly bits: number })[];
  readonly leads: readonly (Percent & { readonly least: number; readonly most: number })[];
  /** The fullest first. In millionths. */
  readonly pickUps: readonly (Percent & { readonly sold: number })[];
  /** The longest first. */
  readonly lengths: readonly (Percent & { readonly nights: number })[];
  readonly events: readonly (Percent & { readonly from: number; readonly to: number })[];
  /** The one that takes off most first. */
  readonly promotions: readonly (Percent & { readonly from: number; readonly to: number })[];
  readonly guests: { readonly extraAdultMinor: number; readonly bands: readonly Band[] } | null;
  readonly least: number;
  readonly most: number;
  readonly roundedTo: number;
};

/** `12-24` as 1224: such numbers are in the order of the year. */
const monthDay = (text: string): number => Number(text.slice(0, 2)) * 100 + Number(text.slice(3, 5));
const dayOr = (day: string | undefined, other: number): number => (day === undefined ? other : dayNumber(day));

type ByKind = { readonly [K in RateRule['kind']]: Extract<RateRule, { kind: K }>[] };

/** In their order. A kind that is left out does not compile. */
function byKind(rules: readonly RateRule[]): ByKind {
  const lists: ByKind = {
    season: [],
    weekday: [],
    lead_time: [],
    pick_up: [],
    length: [],
    event: [],
    promotion: [],
    guests: [],
    bounds: [],
    rounding: [],
  };
  // The list under a rule's own kind takes it; the compiler does not follow that.
  for (const rule of rules) (lists[rule.kind] as RateRule[]).push(rule);
  return lists;
}

/** Reads rules for `QuickStay`. */
export function quickRules(rules: readonly RateRule[]): QuickRules {
  const of = byKind(rules);
  const [guests] = of.guests;
  const [bounds] = of.bounds;
  return {
    seasons: of.season.map(({ from, to, percent }) => ({ from: monthDay(from), to: monthDay(to), percent })),
    weekdays: of.weekday.map(({ days, percent }) => ({
      bits: days.reduce((bits, day) => bits | (1 << day), 0),
      percent,
    })),
    leads: of.lead_time.map(({ minDays, maxDays, percent }) => ({
      least: minDays ?? -Infinity,
      most: maxDays ?? Infinity,
      percent,
    })),
    pickUps: of.pick_up
      .toSorted((a, b) => b.soldPercent - a.soldPercent)
      .map(({ soldPercent, percent }) => ({ sold: Math.round(soldPercent * WHOLE), percent })),
    lengths: of.length.toSorted((a, b) => b.nights - a.nights).map(({ nights, percent }) => ({ nights, percent })),
    events: of.event.map(({ from, to, percent }) => ({ from: dayNumber(from), to: dayNumber(to), percent })),
    promotions: of.promotion
      .toSorted((a, b) => a.percent - b.percent)
      .map(({ from, to, percent }) => ({ from: dayOr(from, -Infinity), to: dayOr(to, Infinity), percent })),
    guests:
      guests === undefined
        ? null
        : { extraAdultMinor: guests.extraAdultMinor, bands: guests.children.toSorted((a, b) => a.toAge - b.toAge) },
    least: bounds?.minMinor ?? -Infinity,
    most: bounds?.maxMinor ?? Infinity,
    roundedTo: of.rounding[0]?.toMinor ?? 1,
  };
}

/** What a night has of the calendar. */
type Night = { readonly number: number; readonly monthDay: number; readonly weekdayBit: number };

export type QuickPlan = { readonly baseMinor: number; readonly rules: QuickRules };

/** One stay that is asked of many plans. */
export class QuickStay {
  readonly wish: StayWish;
  readonly arrival: number;
  readonly departure: number;
  readonly #nights: readonly Night[];
  readonly #rooms = new Map<number, Occupants[] | null>();

  /** @throws RangeError for days that are none, or out of order */
  constructor(wish: StayWish) {
    this.wish = wish;
    this.arrival = dayNumber(wish.arrival);
    this.departure = dayNumber(wish.departure);
    this.#nights = nightsOf(wish).map((number) => ({
      number,
      monthDay: monthDay(dayOf(number).slice(5)),
      weekdayBit: 1 << weekdayOf(number),
    }));
  }

  /** Who sleeps in which room of a type; null where they do not fit. */
  occupants(type: RoomFacts): Occupants[] | null {
    const key = (type.maxAdults * 100 + type.maxChildren) * 100 + type.maxGuests;
    let found = this.#rooms.get(key);
    if (found === undefined) {
      found = putInRooms(this.wish, type);
      this.#rooms.set(key, found);
    }
    return found;
  }

  /** Is the stay refused by what the property has set, or by how many guests a room takes? @param today number of the day at the place */
  isRefused(restrictions: Restrictions, overrides: NightOverrides, type: RoomFacts, today: number): boolean {
    const { arrival, departure } = this;
    if (departure > today + HORIZON_DAYS || restrictions.closed === true) return true;
    const { arrivalDays } = restrictions;
    if (arrivalDays !== undefined && !arrivalDays.includes(weekdayOf(arrival))) return true;
    const first = overrides.get(arrival);
    if (overrides.size > 0) {
      if (first?.closedToArrival === true || overrides.get(departure)?.closedToDeparture === true) return true;
      for (const { number } of this.#nights) if (overrides.get(number)?.closed === true) return true;
    }
    const nights = departure - arrival;
    if (
      nights < (first?.minStay ?? restrictions.minStay ?? 1) ||
      nights > (first?.maxStay ?? restrictions.maxStay ?? Infinity)
    )
      return true;
    const lead = arrival - today;
    if (lead < (restrictions.minAdvanceDays ?? -Infinity) || lead > (restrictions.maxAdvanceDays ?? Infinity))
      return true;
    return this.occupants(type) === null;
  }

  /**
   * What all of it costs, and what of that are taxes and fees on top, minor units; null where the rules come to no price or the party does not fit.
   * @param today number of the day at the place @param soldShareOf share of the type that is held or sold in a night, 0 to 1
   */
  price(
    plan: QuickPlan,
    type: RoomFacts,
    property: Pick<PropertyFacts, 'childFreeAge' | 'taxes'>,
    overrides: NightOverrides,
    today: number,
    soldShareOf: (night: number) => number,
  ): { readonly totalMinor: number; readonly taxesMinor: number } | null {
    const rooms = this.occupants(type);
    if (rooms === null) return null;
    // Rooms with as many extra guests cost the same: eight of them are reckoned as one.
    const alike = new Map<number, number>();
    for (const room of rooms) {
      const extra = guestsMinor(plan.rules, type, property.childFreeAge, room);
      alike.set(extra, (alike.get(extra) ?? 0) + 1);
    }
    let roomsMinor = 0;
    for (const night of this.#nights) {
      const base = overrides.size === 0 ? plan.baseMinor : (overrides.get(night.number)?.priceMinor ?? plan.baseMinor);
      const relative = this.#relative(plan.rules, night, base, today, soldShareOf);
      if (relative < 0) return null;
      for (const [extra, count] of alike) {
        const price = bounded(plan.rules, relative + extra);
        if (price < 0) return null;
        roomsMinor += price * count;
      }
    }
    const taxesMinor = taxesOnTop(property.taxes, roomsMinor, this.#nights.length, this.wish);
    const totalMinor = roomsMinor + taxesMinor;
    return totalMinor > 0 && Number.isSafeInteger(totalMinor) ? { totalMinor, taxesMinor } : null;
  }

  /** The price of a night after all that adds a percentage; −1 where it is out of bounds on the way. */
  #relative(
    rules: QuickRules,
    night: Night,
    base: number,
    today: number,
    soldShareOf: (night: number) => number,
  ): number {
    let amount = base;
    let isSound = true;
    const add = (percent: number): void => {
      if (amount < 0 || amount > NIGHT_MINOR_MAX) isSound = false;
      amount += Math.floor((amount * percent + WHOLE / 2) / WHOLE);
    };
    const { number, monthDay: inYear, weekdayBit } = night;
    for (const { from, to, percent } of rules.seasons)
      if (from <= to ? inYear >= from && inYear <= to : inYear >= from || inYear <= to) add(percent);
    for (const { bits, percent } of rules.weekdays) if ((bits & weekdayBit) !== 0) add(percent);
    const lead = this.arrival - today;
    for (const { least, most, percent } of rules.leads) if (lead >= least && lead <= most) add(percent);
    if (rules.pickUps.length > 0) {
      const sold = Math.round(soldShareOf(number) * 1_000_000);
      const held = rules.pickUps.find((rule) => sold >= rule.sold);
      if (held !== undefined) add(held.percent);
    }
    const nights = this.departure - this.arrival;
    for (const rule of rules.lengths) {
      if (nights < rule.nights) continue;
      add(rule.percent);
      break;
    }
    for (const { from, to, percent } of rules.events) if (number >= from && number <= to) add(percent);
    for (const { from, to, percent } of rules.promotions) {
      if (number < from || number > to) continue;
      add(percent);
      break;
    }
    return isSound ? amount : -1;
  }
}

/** What guests beyond the base cost in a night of a room. */
function guestsMinor(
  { guests }: QuickRules,
  type: RoomFacts,
  childFreeAge: number,
  { adults, childAges }: Occupants,
): number {
  if (guests === null) return 0;
  let minor = Math.max(0, adults - type.baseGuests) * guests.extraAdultMinor;
  if (childAges.length === 0) return minor;
  const paying = childAges.filter((age) => age > childFreeAge).toSorted((a, b) => b - a);
  for (const age of paying.slice(Math.max(0, type.baseGuests - adults)))
    minor += guests.bands.find(({ toAge }) => toAge >= age)?.minor ?? guests.extraAdultMinor;
  return minor;
}

/** Within the bounds, and rounded; −1 where it is no price. */
function bounded({ least, most, roundedTo }: QuickRules, amount: number): number {
  if (amount < 0 || amount > NIGHT_MINOR_MAX) return -1;
  const within = amount < least ? least : amount > most ? most : amount;
  const rounded = Math.floor((2 * within + roundedTo) / (2 * roundedTo)) * roundedTo;
  return rounded <= NIGHT_MINOR_MAX ? rounded : -1;
}

/** Half up, exact. */
function part(amount: number, percent: number): number {
  const product = amount * percent * 2 + WHOLE;
  if (Number.isSafeInteger(product)) return Math.floor(product / (2 * WHOLE));
  return Number((BigInt(amount) * BigInt(percent) * 2n + BigInt(WHOLE)) / BigInt(2 * WHOLE));
}

/** Taxes and fees on top. */
function taxesOnTop(
  taxes: readonly TaxRule[],
  roomsMinor: number,
  nights: number,
  { rooms, adults, childAges }: StayWish,
): number {
  let sum = 0;
  for (const tax of taxes) {
    if (tax.included) continue;
    switch (tax.kind) {
      case 'percent': {
        const roomNights = rooms * nights;
        if (
          (tax.from === undefined || roomsMinor >= tax.from * roomNights) &&
          (tax.to === undefined || roomsMinor < tax.to * roomNights)
        )
          sum += part(roomsMinor, tax.percent);
        break;
      }
      case 'per_night':
        sum += tax.minor * rooms * nights;
        break;
      case 'per_person_night': {
        const age = tax.fromAge ?? 0;
        const persons = adults + (age >= ADULT_AGE ? 0 : childAges.filter((each) => each >= age).length);
        sum += tax.minor * persons * Math.min(nights, tax.maxNights ?? nights);
        break;
      }
      case 'per_stay':
        sum += tax.minor;
        break;
      default:
        tax satisfies never;
    }
  }
  return sum;
}
