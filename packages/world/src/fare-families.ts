import type { Cabin } from '@docket/contracts/flight/flight';
import type { FamilyFacts, FareTerms } from '@docket/flight/shapes';

const SHARES = { childShare: 7_500, infantShare: 1_000 };

const lite: FareTerms = {
  ...SHARES,
  cabinBagKg: 7,
  checkedBags: 0,
  checkedBagKg: 0,
  meal: false,
  seatChoice: false,
  changeFeeMinor: null,
  refundFeeMinor: null,
  untilHours: 2,
};
const classic: FareTerms = {
  ...SHARES,
  cabinBagKg: 7,
  checkedBags: 1,
  checkedBagKg: 20,
  meal: true,
  seatChoice: true,
  changeFeeMinor: 300_000,
  refundFeeMinor: 350_000,
  untilHours: 4,
};
const flex: FareTerms = {
  ...SHARES,
  cabinBagKg: 10,
  checkedBags: 2,
  checkedBagKg: 23,
  meal: true,
  seatChoice: true,
  changeFeeMinor: 0,
  refundFeeMinor: 0,
  untilHours: 2,
};

const ECONOMY: readonly FamilyFacts[] = [
  { code: 'LITE', name: 'Lite', addPercent: 0, addMinor: 0, terms: lite },
  { code: 'CLASSIC', name: 'Classic', addPercent: 800, addMinor: 50_000, terms: classic },
  { code: 'FLEX', name: 'Flex', addPercent: 2_500, addMinor: 120_000, terms: flex },
];
const ABOVE: readonly FamilyFacts[] = [
  {
    code: 'CLASSIC',
    name: 'Classic',
    addPercent: 0,
    addMinor: 0,
    terms: { ...classic, checkedBags: 2, checkedBagKg: 32, cabinBagKg: 14 },
  },
  {
    code: 'FLEX',
    name: 'Flex',
    addPercent: 1_500,
    addMinor: 200_000,
    terms: { ...flex, checkedBagKg: 32, cabinBagKg: 14 },
  },
];

/** What fares include, by cabin, the one that adds least first. */
export const FARE_FAMILIES: Readonly<Record<Cabin, readonly FamilyFacts[]>> = {
  economy: ECONOMY,
  premium_economy: ABOVE,
  business: ABOVE,
  first: ABOVE,
};
