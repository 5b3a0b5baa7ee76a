import type { PriceStep, StayPrice } from '@docket/contracts/hotel/stay';

/** Rules in the order in which a price is made by them. */
const ORDER = [
  'base',
  'season',
  'weekday',
  'lead_time',
  'pick_up',
  'length',
  'event',
  'member',
  'promotion',
  'guests',
  'bounds',
  'rounding',
  'tax',
  'fee',
];

export type StoryLine = {
  readonly kind: string;
  readonly label: string;
  /** What it adds to the whole stay, minor units; negative where it takes off. */
  readonly amountMinor: number;
  /** The price has it already: it is told and adds nothing. */
  readonly included: boolean;
};

/**
 * How the price of a whole stay came about: each rule once, over all its rooms and nights, and then taxes and fees. Lines that are not `included` add up to the
 * total.
 */
export function storyOf({ rooms, taxes }: Pick<StayPrice, 'rooms' | 'taxes'>): StoryLine[] {
  return linesOf([...rooms.flatMap(({ nights }) => nights.flatMap((night) => night.steps)), ...taxes]);
}

/** Steps of any price, each rule once with what it adds in all. */
export function linesOf(steps: readonly PriceStep[]): StoryLine[] {
  const lines = new Map<string, StoryLine>();
  for (const { kind, label, amountMinor, included } of steps) {
    const key = `${kind}\n${label}\n${included}`;
    const before = lines.get(key)?.amountMinor ?? 0;
    lines.set(key, { kind, label, amountMinor: before + amountMinor, included });
  }
  const rank = ({ kind }: StoryLine) => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.indexOf('tax') - 0.5);
  // What changes nothing, such as rounding that had nothing to round, is no part of the story.
  return [...lines.values()].filter(({ amountMinor }) => amountMinor !== 0).toSorted((a, b) => rank(a) - rank(b));
}

/** What is to be paid for each night, over all rooms, without taxes. */
export function nightsIn({
  rooms,
}: Pick<StayPrice, 'rooms'>): { readonly night: string; readonly priceMinor: number }[] {
  const sums = new Map<string, number>();
  for (const { nights } of rooms)
    for (const { night, priceMinor } of nights) sums.set(night, (sums.get(night) ?? 0) + priceMinor);
  return [...sums].map(([night, priceMinor]) => ({ night, priceMinor }));
}

export type Segment = { readonly what: 'base' | 'more' | 'tax' | 'off'; readonly share: number };

/** The same as parts of a bar, which is as long as all that was added; what was taken off lies at its end. Shares add up to 1. */
export function segmentsOf(lines: readonly StoryLine[]): Segment[] {
  const sum = (of: (line: StoryLine) => boolean) =>
    lines.filter((line) => !line.included && of(line)).reduce((total, line) => total + line.amountMinor, 0);
  const isTax = ({ kind }: StoryLine) => kind === 'tax' || kind === 'fee';
  const base = sum(({ kind, amountMinor }) => kind === 'base' && amountMinor > 0);
  const more = sum((line) => line.kind !== 'base' && !isTax(line) && line.amountMinor > 0);
  const tax = sum((line) => isTax(line) && line.amountMinor > 0);
  const off = -sum(({ amountMinor }) => amountMinor < 0);
  const whole = base + more + tax;
  if (whole <= 0) return [];
  // What was taken off is taken off what was dearest by the rules first.
  const kept = { more: Math.max(0, more - off), base: Math.max(0, base - Math.max(0, off - more)) };
  return (
    [
      { what: 'base', share: kept.base / whole },
      { what: 'more', share: kept.more / whole },
      { what: 'tax', share: tax / whole },
      { what: 'off', share: 1 - (kept.base + kept.more + tax) / whole },
    ] as const
  ).filter(({ share }) => share > 0.0001);
}
