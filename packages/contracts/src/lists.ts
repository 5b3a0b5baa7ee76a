import { z } from 'zod';
import { isCurrency } from './money/currency.ts';

/** ISO 3166-1 alpha-2: officially assigned. */
const COUNTRIES = new Set(
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO
   CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR
   HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN
   MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD
   SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE
   YT ZA ZM ZW`.split(/\s+/),
);

/** Is it a country of ISO 3166-1, as two capital letters? */
export function isCountry(code: string): boolean {
  return COUNTRIES.has(code);
}

/** Is it a name of the IANA time zone database that clocks can be shown in? Offsets such as `+05:30` are none: they know no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name)) return false;
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A currency that money is paid in. */
export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'use the three capital letters of ISO 4217')
  .refine(isCurrency, 'is not a currency in use (ISO 4217), such as EUR or INR');

export const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, 'use the two capital letters of ISO 3166-1')
  .refine(isCountry, 'is not a country of ISO 3166-1, such as IN');

export const timeZone = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(60)
  .refine(isTimeZone, 'is not a time zone of the IANA database; use a name such as Asia/Kolkata');
