import type { FlightPrice, PassengerKind } from '@docket/contracts/flight/flight';
import type { PriceStep } from '@docket/contracts/hotel/stay';
import type { AirportTax, FamilyFacts } from './shapes.ts';

const WHOLE = 10_000;
const KINDS: readonly PassengerKind[] = ['adult', 'child', 'infant'];

/** What one flight costs an adult in its bucket, and what is owed for departing. Minor units. */
export type LegFare = {
  /** `BOM to DEL` */
  readonly label: string;
  readonly baseMinor: number;
  readonly isInternational: boolean;
  /** Of the airport that it departs from. */
  readonly taxes: readonly AirportTax[];
};

export type PartyCounts = Readonly<Record<PassengerKind, number>>;

/** `amount × share`, half up. @param share hundredths of a percent */
function part(amount: number, share: number): number {
  return Math.floor((amount * share * 2 + WHOLE) / (2 * WHOLE));
}

/** What a family adds to a flight at a price. */
export function familyMinor(
  { addPercent, addMinor }: Pick<FamilyFacts, 'addPercent' | 'addMinor'>,
  base: number,
): number {
  return part(base, addPercent) + addMinor;
}

/** What one who departs owes the airport. */
export function taxesMinor(
  { taxes, isInternational }: Pick<LegFare, 'taxes' | 'isInternational'>,
  kind: PassengerKind,
): number {
  return taxes.filter((tax) => isOwed(tax, isInternational, kind)).reduce((sum, tax) => sum + tax.minor, 0);
}

function isOwed({ on, infants }: AirportTax, isInternational: boolean, kind: PassengerKind): boolean {
  return (on === 'all' || (on === 'international') === isInternational) && (infants || kind !== 'infant');
}

const WORDS: Readonly<Record<PassengerKind, string>> = { adult: 'Adult', child: 'Child', infant: 'Infant' };

/** Steps of one passenger, in order: the fare of each flight, what the family adds, what a child or an infant pays less, and taxes. They add up to what it costs. */
function stepsOf(kind: PassengerKind, legs: readonly LegFare[], family: FamilyFacts): PriceStep[] {
  const steps: PriceStep[] = legs.map(({ label, baseMinor }) => ({
    kind: 'base',
    label,
    amountMinor: baseMinor,
    included: false,
  }));
  const added = legs.reduce((sum, { baseMinor }) => sum + familyMinor(family, baseMinor), 0);
  if (added > 0) steps.push({ kind: 'family', label: family.name, amountMinor: added, included: false });
  const share = kind === 'adult' ? WHOLE : kind === 'child' ? family.terms.childShare : family.terms.infantShare;
  if (share < WHOLE) {
    const fare = steps.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const label = `${WORDS[kind]} −${(WHOLE - share) / 100} %`;
    steps.push({ kind: 'share', label, amountMinor: part(fare, share) - fare, included: false });
  }
  for (const { taxes, isInternational } of legs)
    for (const tax of taxes)
      if (isOwed(tax, isInternational, kind) && tax.minor > 0)
        steps.push({ kind: 'tax', label: tax.label, amountMinor: tax.minor, included: false });
  return steps;
}

/**
 * What flights cost a party, and how that comes about.
 * @param legs all flights of all directions
 * @param counts of each kind
 */
export function priceFlights(
  legs: readonly LegFare[],
  family: FamilyFacts,
  counts: PartyCounts,
  currency: string,
): FlightPrice {
  const passengers = KINDS.filter((kind) => counts[kind] > 0).map((kind) => {
    const steps = stepsOf(kind, legs, family);
    return {
      kind,
      count: counts[kind],
      steps,
      eachMinor: steps.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    };
  });
  const total = passengers.reduce((sum, { count, eachMinor }) => sum + count * eachMinor, 0);
  const taxes = passengers.reduce(
    (sum, { count, steps }) =>
      sum + count * steps.filter(({ kind }) => kind === 'tax').reduce((of, { amountMinor }) => of + amountMinor, 0),
    0,
  );
  return { currency, passengers, faresMinor: total - taxes, taxesMinor: taxes, totalMinor: total };
}
