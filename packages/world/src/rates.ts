import { minorPlaces } from '@docket/contracts/money/currency';

/**
 * Units of each currency for one euro, rounded to two or three digits, of about November 2026. For the order and the bands of what is found in several currencies;
 * nobody is ever charged by them.
 */
const PER_EUR: Readonly<Record<string, number>> = {
  EUR: 1,
  GBP: 0.87,
  CHF: 0.94,
  DKK: 7.46,
  SEK: 11,
  NOK: 11.7,
  ISK: 145,
  PLN: 4.25,
  CZK: 24.5,
  HUF: 390,
  RON: 5.1,
  RSD: 117,
  TRY: 49,
  GEL: 3.15,
  AMD: 445,
  AZN: 1.97,
  INR: 103,
  LKR: 355,
  NPR: 165,
  BDT: 142,
  PKR: 326,
  CNY: 8.2,
  HKD: 9,
  MOP: 9.3,
  TWD: 36,
  JPY: 178,
  KRW: 1_690,
  MNT: 4_150,
  THB: 37.5,
  VND: 30_500,
  LAK: 25_200,
  MYR: 4.8,
  SGD: 1.51,
  IDR: 19_300,
  PHP: 68,
  AED: 4.26,
  QAR: 4.22,
  OMR: 0.446,
  SAR: 4.35,
  KWD: 0.356,
  BHD: 0.437,
  JOD: 0.822,
  ILS: 3.8,
  UZS: 13_900,
  KZT: 605,
  EGP: 55,
  MAD: 10.7,
  TND: 3.42,
  XOF: 656,
  GHS: 12.8,
  NGN: 1_680,
  ETB: 178,
  KES: 150,
  TZS: 2_850,
  UGX: 4_150,
  RWF: 1_685,
  ZAR: 20,
  NAD: 20,
  BWP: 15.6,
  MGA: 5_200,
  MUR: 53,
  SCR: 16.5,
  CVE: 110,
  USD: 1.16,
  CAD: 1.63,
  MXN: 21.4,
  GTQ: 8.9,
  CRC: 582,
  CUP: 28,
  DOP: 73,
  JMD: 186,
  BSD: 1.16,
  BBD: 2.32,
  COP: 4_450,
  PEN: 3.92,
  BOB: 8,
  CLP: 1_090,
  ARS: 1_680,
  UYU: 46,
  PYG: 8_200,
  BRL: 6.2,
  AUD: 1.78,
  NZD: 2.03,
  FJD: 2.65,
  XPF: 119,
  WST: 3.25,
};

/** Currencies that have a rate. */
export const RATED_CURRENCIES: readonly string[] = Object.keys(PER_EUR);

/** Minor units of one currency for a minor unit of another, roughly: to compare, never to charge. @throws RangeError for one without a rate */
export function roughRate(from: string, to: string): number {
  if (from === to) return 1;
  return minorPerEuro(to) / minorPerEuro(from);
}

/** An amount in euros as minor units of a currency, roughly; not rounded. @throws RangeError for one without a rate */
export function fromEuros(euros: number, currency: string): number {
  return euros * minorPerEuro(currency);
}

function minorPerEuro(currency: string): number {
  const rate = PER_EUR[currency];
  if (rate === undefined) throw new RangeError(`there is no reference rate of ${currency}`);
  return rate * 10 ** minorPlaces(currency);
}
