import type { NightPrice, PriceStep } from '@docket/contracts/hotel/stay';
import { dayOf, weekdayOf } from './day.ts';
import type { NotOffered } from './refused.ts';
import type { Occupants } from './rooms.ts';
import type { RateRule, RoomFacts } from './shapes.ts';

/** More than that no night costs, minor units: times the largest percentage it is still a whole number that a double holds exactly. */
export const NIGHT_MINOR_MAX = 50_000_000_000;
const WHOLE = 10_000;

type RuleOf<K extends RateRule['kind']> = Extract<RateRule, { kind: K }>;

/** A night of a stay, and all that its rules ask about. */
export type NightFacts = {
  /** `dayNumber` of the day it begins on. */
  readonly night: number;
  /** The plan's base, or what stands in its place in this night. */
  readonly baseMinor: number;
  readonly rules: readonly RateRule[];
  readonly leadDays: number;
  readonly nights: number;
  /** Share of the rooms of the type that is held or sold in the night, 0 to 1. */
  readonly soldShare: number;
  readonly type: RoomFacts;
  readonly childFreeAge: number;
};

function ofKind<K extends RateRule['kind']>(rules: readonly RateRule[], kind: K): RuleOf<K>[] {
  return rules.filter((rule): rule is RuleOf<K> => rule.kind === kind);
}

/** Half up, exact. */
function shareOf(amount: number, percent: number): number {
  return Math.floor((amount * percent + WHOLE / 2) / WHOLE);
}

/** `+12 %`, `−7.5 %`. */
function percentWords(percent: number): string {
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent) / 100} %`;
}

const isInYear = (day: string, { from, to }: RuleOf<'season'>): boolean =>
  from <= to ? day >= from && day <= to : day >= from || day <= to;

const isBetween = (day: string, from?: string, to?: string): boolean =>
  (from === undefined || day >= from) && (to === undefined || day <= to);

type Relative = Exclude<RateRule, { kind: 'guests' | 'bounds' | 'rounding' }>;

/** What rules ask about a night. */
type Asked = Pick<NightFacts, 'night' | 'leadDays' | 'nights' | 'soldShare'> & { readonly day: string };

/** The first by an order; none of none. */
function best<T>(rules: readonly T[], order: (a: T, b: T) => number): T[] {
  return rules.toSorted(order).slice(0, 1);
}

/**
 * Rules that add a percentage, kind by kind in the order in which they are taken: which of a kind hold for a night, and of several that are steps of one scale which one. A kind that is
 * left out here does not compile.
 */
const HOLDING: { readonly [K in Relative['kind']]: (rules: readonly RuleOf<K>[], asked: Asked) => RuleOf<K>[] } = {
  season: (rules, { day }) => rules.filter((rule) => isInYear(day.slice(5), rule)),
  weekday: (rules, { night }) => rules.filter(({ days }) => days.includes(weekdayOf(night))),
  lead_time: (rules, { leadDays }) =>
    rules.filter(({ minDays, maxDays }) => leadDays >= (minDays ?? -Infinity) && leadDays <= (maxDays ?? Infinity)),
  pick_up(rules, { soldShare }) {
    // In millionths, so that 0.29 of a house is 29 % of it.
    const sold = Math.round(soldShare * 1_000_000);
    const reached = rules.filter(({ soldPercent }) => sold >= Math.round(soldPercent * WHOLE));
    return best(reached, (a, b) => b.soldPercent - a.soldPercent);
  },
  length: (rules, { nights }) =>
    best(
      rules.filter((rule) => nights >= rule.nights),
      (a, b) => b.nights - a.nights,
    ),
  event: (rules, { day }) => rules.filter(({ from, to }) => isBetween(day, from, to)),
  promotion: (rules, { day }) =>
    best(
      rules.filter(({ from, to }) => isBetween(day, from, to)),
      (a, b) => a.percent - b.percent,
    ),
};

/** The names of the record's own keys, which `Object.keys` gives as mere strings. */
const KINDS = Object.keys(HOLDING) as Relative['kind'][];

function holdingOf<K extends Relative['kind']>(kind: K, rules: readonly RateRule[], asked: Asked): RuleOf<K>[] {
  return HOLDING[kind](ofKind(rules, kind), asked);
}

function holding({ night, rules, leadDays, nights, soldShare }: NightFacts): Relative[] {
  const asked = { night, leadDays, nights, soldShare, day: dayOf(night) };
  return KINDS.flatMap((kind) => holdingOf(kind, rules, asked));
}

/** What guests beyond the base cost. Adults take the places that the base price is for first, then children from the oldest on, who cost most. */
function guestSteps({ rules, type, childFreeAge }: NightFacts, { adults, childAges }: Occupants): PriceStep[] {
  const [rule] = ofKind(rules, 'guests');
  if (rule === undefined) return [];
  const bands = rule.children.toSorted((a, b) => a.toAge - b.toAge);
  const paying = childAges.filter((age) => age > childFreeAge).toSorted((a, b) => b - a);
  const extraAdults = Math.max(0, adults - type.baseGuests);
  const extraChildren = paying.slice(Math.max(0, type.baseGuests - adults));
  // A child that no band reaches costs what an adult does.
  const children = extraChildren.map((age) => bands.find(({ toAge }) => toAge >= age)?.minor ?? rule.extraAdultMinor);
  return [
    ...(extraAdults === 0
      ? []
      : [step('guests', counted(extraAdults, 'extra adult', 'extra adults'), extraAdults * rule.extraAdultMinor)]),
    ...(children.length === 0
      ? []
      : [
          step(
            'guests',
            counted(children.length, 'extra child', 'extra children'),
            children.reduce((sum, each) => sum + each, 0),
          ),
        ]),
  ];
}

function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

function step(kind: string, label: string, amountMinor: number): PriceStep {
  return { kind, label, amountMinor, included: false };
}

/** Of the price of a night so far: what the bounds make of it, and then the rounding. */
const FINAL: readonly ((rules: readonly RateRule[], amount: number) => PriceStep | null)[] = [
  (rules, amount) => {
    const [rule] = ofKind(rules, 'bounds');
    if (rule?.minMinor !== undefined && amount < rule.minMinor)
      return step('bounds', 'Lowest price', rule.minMinor - amount);
    if (rule?.maxMinor !== undefined && amount > rule.maxMinor)
      return step('bounds', 'Highest price', rule.maxMinor - amount);
    return null;
  },
  (rules, amount) => {
    const [rule] = ofKind(rules, 'rounding');
    if (rule === undefined) return null;
    const rounded = Math.floor((2 * amount + rule.toMinor) / (2 * rule.toMinor)) * rule.toMinor;
    return rounded === amount ? null : step('rounding', 'Rounded', rounded - amount);
  },
];

function unsound(day: string): NotOffered {
  return {
    code: 'price_unsound',
    reason: `The price of the night of ${day} makes no sense; the property has been careless with its rules.`,
  };
}

/**
 * What one room costs in one night, without taxes, and how that comes about. Minor units; the steps add up to the price exactly.
 * @returns `price_unsound` where the rules lead below zero, or above `NIGHT_MINOR_MAX`, at any step
 */
export function priceNight(facts: NightFacts, room: Occupants): NightPrice | NotOffered {
  const day = dayOf(facts.night);
  const steps: PriceStep[] = [step('base', 'Price of the night', facts.baseMinor)];
  let amount = facts.baseMinor;
  const take = (next: PriceStep | null): void => {
    if (next === null || next.amountMinor === 0) return;
    steps.push(next);
    amount += next.amountMinor;
  };
  const isSound = (): boolean => Number.isSafeInteger(amount) && amount >= 0 && amount <= NIGHT_MINOR_MAX;
  for (const { kind, label, percent } of holding(facts)) {
    if (!isSound()) return unsound(day);
    take(step(kind, `${label} ${percentWords(percent)}`, shareOf(amount, percent)));
  }
  for (const each of guestSteps(facts, room)) take(each);
  if (!isSound()) return unsound(day);
  for (const rule of FINAL) take(rule(facts.rules, amount));
  return isSound() ? { night: day, priceMinor: amount, steps } : unsound(day);
}
