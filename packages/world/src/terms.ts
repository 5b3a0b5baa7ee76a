import type { CancellationPolicy, RateRule, Restrictions, TaxRule } from '@docket/stay/shapes';
import { minorPlaces } from '@docket/contracts/money/currency';
import type { City } from './cities.ts';
import type { Random } from './random.ts';

/** Percent of value added tax that prices contain, hundredths, where nothing else is said below; rounded and without the exceptions of each law. */
const VAT: Readonly<Record<string, number>> = {
  GB: 2000,
  IE: 1350,
  FR: 1000,
  ES: 1000,
  PT: 600,
  IT: 1000,
  DE: 700,
  AT: 1000,
  CH: 380,
  NL: 2100,
  BE: 1200,
  LU: 300,
  DK: 2500,
  SE: 1200,
  NO: 1200,
  FI: 1400,
  IS: 1100,
  PL: 800,
  CZ: 1200,
  SK: 500,
  HU: 500,
  RO: 1100,
  BG: 900,
  GR: 1300,
  HR: 1300,
  SI: 950,
  RS: 1000,
  EE: 2400,
  LV: 1200,
  LT: 1200,
  MT: 700,
  CY: 900,
  TR: 1000,
  JP: 1000,
  KR: 1000,
  TW: 500,
  AU: 1000,
  NZ: 1500,
  ZA: 1500,
  MA: 1000,
  MX: 1600,
  CL: 1900,
  BR: 500,
};

const perCent = (
  percent: number,
  label: string,
  included: boolean,
  slab: { from?: number; to?: number } = {},
): TaxRule => ({
  kind: 'percent',
  percent,
  label,
  included,
  ...slab,
});
const perPerson = (minor: number, label: string, more: { fromAge?: number; maxNights?: number } = {}): TaxRule => ({
  kind: 'per_person_night',
  minor,
  label,
  included: false,
  ...more,
});

/** What comes on top of prices or lies in them at a place, in minor units of its currency. Like the real ones, simplified: by country, a few by city. */
export function taxesOf({ country, slug }: Pick<City, 'country' | 'slug'>, stars: number): TaxRule[] {
  const vat = VAT[country.code];
  const contained = vat === undefined ? [] : [perCent(vat, 'VAT', true)];
  switch (country.code) {
    case 'IN':
      // The slabs of GST go by the value of a room night.
      return [
        perCent(500, 'GST', false, { from: 100_000, to: 750_100 }),
        perCent(1800, 'GST', false, { from: 750_100 }),
      ];
    case 'US':
      return [
        perCent(slug === 'new-york' ? 1475 : 1350, 'Occupancy tax', false),
        ...(slug === 'new-york'
          ? [{ kind: 'per_night', minor: 350, label: 'City fee', included: false } as const]
          : []),
      ];
    case 'CA':
      return [perCent(1300, 'Sales tax', false), perCent(400, 'Accommodation tax', false)];
    case 'AE':
      return [
        perCent(1000, 'Service charge', false),
        perCent(500, 'VAT', false),
        { kind: 'per_night', minor: 500 + 300 * Math.max(1, stars), label: 'Tourism fee', included: false },
      ];
    case 'TH':
      return [perCent(1000, 'Service charge', false), perCent(700, 'VAT', false)];
    case 'SG':
      return [perCent(1000, 'Service charge', false), perCent(900, 'GST', false)];
    case 'JP':
      return [...contained, perPerson(slug === 'kyoto' ? 400 : 200, 'Accommodation tax', { fromAge: 12 })];
    case 'IT':
      return [...contained, perPerson(150 + 100 * Math.max(1, stars), 'City tax', { fromAge: 14, maxNights: 7 })];
    case 'FR':
      return [...contained, perPerson(100 + 80 * Math.max(1, stars), 'Tourist tax', { fromAge: 18 })];
    case 'ES':
      return slug === 'barcelona' || slug === 'palma'
        ? [...contained, perPerson(200 + 75 * Math.max(1, stars), 'Tourist tax', { fromAge: 17, maxNights: 7 })]
        : contained;
    case 'DE':
      return slug === 'berlin' ? [...contained, perCent(750, 'City tax', false)] : contained;
    case 'AT':
      return [...contained, perCent(320, 'Local tax', false)];
    case 'PT':
      return [...contained, perPerson(400, 'Tourist tax', { fromAge: 13, maxNights: 7 })];
    case 'NL':
      return [...contained, perCent(slug === 'amsterdam' ? 1250 : 650, 'Tourist tax', false)];
    case 'GB':
      return slug === 'edinburgh' ? [...contained, perCent(500, 'Visitor levy', false)] : contained;
    case 'HR':
    case 'GR':
    case 'MT':
      return [...contained, perPerson(200, 'Tourist tax', { fromAge: 12 })];
    default:
      return contained;
  }
}

/** What one is of, in minor units, so that prices end as people write them: whole euros, fifty rupees, five hundred yen. */
export function priceStep(euro: number, currency: string): number {
  const whole = 10 ** minorPlaces(currency);
  const target = euro * 0.8;
  let step = whole;
  while (step * 10 <= target) step *= 10;
  return step * 5 <= target ? step * 5 : step;
}

type Quarter = readonly [from: string, to: string];
const SUMMER: Quarter = ['06-15', '09-10'];
const SOUTHERN_SUMMER: Quarter = ['12-10', '02-28'];
const DRY: Quarter = ['11-15', '03-15'];
const WET: Quarter = ['06-01', '09-30'];
const LOW: Quarter = ['11-05', '12-15'];

/** Rules of a property's prices, the same for all its plans but for the guests. Percentages are of a few sizes, as people set them. @param euro in minor units */
export function rulesOf(
  random: Random,
  city: Pick<City, 'lat'>,
  isLeisure: boolean,
  euro: number,
  currency: string,
): RateRule[] {
  const rules: RateRule[] = [];
  const [high, low] =
    Math.abs(city.lat) < 24
      ? [DRY, WET]
      : city.lat > 0
        ? [SUMMER, LOW]
        : [SOUTHERN_SUMMER, ['06-01', '08-31'] as const];
  if (random.chance(0.9))
    rules.push({
      kind: 'season',
      from: high[0],
      to: high[1],
      percent: random.pick([1000, 1500, 2000, 3000]),
      label: 'High season',
    });
  if (random.chance(0.6))
    rules.push({
      kind: 'season',
      from: low[0],
      to: low[1],
      percent: random.pick([-1500, -1000, -800]),
      label: 'Low season',
    });
  if (random.chance(0.7))
    rules.push({
      kind: 'season',
      from: '12-30',
      to: '01-01',
      percent: random.pick([3000, 4000, 6000]),
      label: 'New Year',
    });
  if (random.chance(0.8))
    rules.push(
      isLeisure
        ? { kind: 'weekday', days: [5, 6], percent: random.pick([800, 1000, 1200, 1500]), label: 'Weekend' }
        : { kind: 'weekday', days: [1, 2, 3, 4], percent: random.pick([500, 800, 1000]), label: 'Working days' },
    );
  if (random.chance(0.5))
    rules.push({ kind: 'lead_time', minDays: 60, percent: random.pick([-500, -800, -1000]), label: 'Booked early' });
  if (random.chance(0.3))
    rules.push({ kind: 'lead_time', maxDays: 2, percent: random.pick([500, 800, -1000]), label: 'Last minute' });
  if (random.chance(0.6)) {
    rules.push({ kind: 'pick_up', soldPercent: 80, percent: 800, label: 'Few rooms left' });
    rules.push({ kind: 'pick_up', soldPercent: 95, percent: 1500, label: 'Last rooms' });
  }
  if (random.chance(0.6))
    rules.push({ kind: 'length', nights: 3, percent: random.pick([-300, -500]), label: '3 nights or more' });
  if (random.chance(0.5))
    rules.push({ kind: 'length', nights: 7, percent: random.pick([-800, -1000, -1200]), label: 'A week or more' });
  if (random.chance(0.15))
    rules.push({ kind: 'promotion', percent: random.pick([-500, -1000, -1500]), label: 'Offer of the house' });
  const step = priceStep(euro, currency);
  const extra = Math.max(step, Math.round((euro * random.pick([10, 15, 20, 25])) / step) * step);
  rules.push({
    kind: 'guests',
    extraAdultMinor: extra,
    children: [
      { toAge: 11, minor: Math.round(extra / 2) },
      { toAge: 17, minor: extra },
    ],
  });
  rules.push({ kind: 'rounding', toMinor: step });
  return rules;
}

export function restrictionsOf(random: Random, isLeisure: boolean): Restrictions {
  if (random.chance(isLeisure ? 0.25 : 0.06)) return { minStay: random.pick([2, 2, 3]) };
  if (random.chance(0.03)) return { maxStay: 14 };
  return {};
}

export const FLEXIBLE: CancellationPolicy = {
  steps: [{ daysBefore: 1, at: '18:00', fee: { kind: 'free' } }],
  after: { kind: 'nights', nights: 1 },
};
export const MODERATE: CancellationPolicy = {
  steps: [
    { daysBefore: 7, at: '18:00', fee: { kind: 'free' } },
    { daysBefore: 1, at: '18:00', fee: { kind: 'percent', percent: 5_000 } },
  ],
  after: { kind: 'all' },
};
export const NON_REFUNDABLE: CancellationPolicy = { steps: [], after: { kind: 'all' } };
