/**
 * ISO 4217: currencies that are legal tender somewhere. Without codes for metals, funds, tests and units of account (XAU, CHE, XTS, XDR), and without
 * those that were withdrawn.
 */
const IN_USE = new Set(
  `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD
   EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK
   LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB
   RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD
   XCG XOF XPF YER ZAR ZMW ZWG`.split(/\s+/),
);

/** Their codes, in order. */
export const CURRENCIES: readonly string[] = [...IN_USE];

/** Is it a currency that money is paid in? */
export function isCurrency(code: string): boolean {
  return IN_USE.has(code);
}

/** Decimal places of the minor unit by ISO 4217, where they are not two. */
const PLACES: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

/** How many decimal places the minor unit of a currency (ISO 4217) stands for: 2 of EUR, 0 of JPY, 3 of KWD. */
export function minorPlaces(currency: string): number {
  return PLACES[currency] ?? 2;
}

/** An amount in minor units as a decimal number: `minorToDecimal(123450, 'INR')` is `1234.50`. Exact. */
export function minorToDecimal(minor: number, currency: string): `${number}` {
  const places = minorPlaces(currency);
  const digits = String(Math.abs(minor)).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return decimal(`${minor < 0 ? '-' : ''}${whole}${places === 0 ? '' : `.${digits.slice(-places)}`}`);
}

/** What a person typed as an amount, in minor units; undefined for what is none, or has more places than the currency. */
export function decimalToMinor(text: string, currency: string): number | undefined {
  const match = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.trim());
  const places = minorPlaces(currency);
  const [, whole, fraction = ''] = match ?? [];
  if (whole === undefined || fraction.length > places) return undefined;
  return Number(whole + fraction.padEnd(places, '0'));
}

/** Digits with at most one point between them, as put together above. */
function decimal(text: string): `${number}` {
  return text as `${number}`;
}
