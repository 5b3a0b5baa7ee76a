import { ADULT_AGE, type PriceStep } from '@docket/contracts/hotel/stay';
import type { TaxRule } from './shapes.ts';

const WHOLE = 10_000;

/** What taxes are reckoned of. */
export type Taxed = {
  /** All nights of all rooms, minor units. */
  readonly roomsMinor: number;
  readonly rooms: number;
  readonly nights: number;
  readonly adults: number;
  readonly childAges: readonly number[];
};

/** Does the slab of a rule hold the average price of a room night? Compared without dividing, so exactly. */
function isInSlab({ from, to }: Extract<TaxRule, { kind: 'percent' }>, { roomsMinor, rooms, nights }: Taxed): boolean {
  const roomNights = rooms * nights;
  return (from === undefined || roomsMinor >= from * roomNights) && (to === undefined || roomsMinor < to * roomNights);
}

/** `amount × percent / whole`, half up; with integers as long as they have to be. */
function part(amount: number, percent: number, whole: number): number {
  return Number((BigInt(amount) * BigInt(percent) * 2n + BigInt(whole)) / (2n * BigInt(whole)));
}

/**
 * Taxes and fees of a stay, each a step. Those on top are reckoned of the price of the rooms, and not of each other; those that prices contain are told as the
 * part of the price that they are, and add nothing.
 */
export function taxSteps(rules: readonly TaxRule[], taxed: Taxed): PriceStep[] {
  const holding = rules.filter((rule) => rule.kind !== 'percent' || isInSlab(rule, taxed));
  const containedPercent = holding
    .filter((rule) => rule.kind === 'percent' && rule.included)
    .reduce((sum, rule) => sum + (rule.kind === 'percent' ? rule.percent : 0), 0);
  return holding
    .map((rule): PriceStep => {
      const { label, included } = rule;
      switch (rule.kind) {
        case 'percent': {
          const amountMinor = part(taxed.roomsMinor, rule.percent, included ? WHOLE + containedPercent : WHOLE);
          return { kind: 'tax', label: `${label} ${rule.percent / 100} %`, amountMinor, included };
        }
        case 'per_night':
          return { kind: 'fee', label, amountMinor: rule.minor * taxed.rooms * taxed.nights, included };
        case 'per_person_night': {
          const persons = personsFrom(rule.fromAge ?? 0, taxed);
          const nights = Math.min(taxed.nights, rule.maxNights ?? taxed.nights);
          return { kind: 'tax', label, amountMinor: rule.minor * persons * nights, included };
        }
        case 'per_stay':
          return { kind: 'fee', label, amountMinor: rule.minor, included };
        default:
          return rule satisfies never;
      }
    })
    .filter(({ amountMinor }) => amountMinor > 0);
}

/** How old adults are is not asked: whoever pays from 65 on is an adult to us, and pays. */
function personsFrom(age: number, { adults, childAges }: Taxed): number {
  return adults + (age >= ADULT_AGE ? 0 : childAges.filter((each) => each >= age).length);
}
