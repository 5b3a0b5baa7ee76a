import type { Cabin, FareFamily, Journey, PassengerKind } from '@docket/contracts/flight/flight';
import { plural } from '../../lib/format.ts';
import { formatMoney } from '../../lib/money.ts';
import type { FlightParty } from './flight-address.ts';

export const CABIN_WORDS: Readonly<Record<Cabin, string>> = {
  economy: 'Economy',
  premium_economy: 'Premium economy',
  business: 'Business',
  first: 'First',
};

export const PASSENGER_WORDS: Readonly<Record<PassengerKind, { readonly word: string; readonly ages: string }>> = {
  adult: { word: 'Adult', ages: 'From 12 years' },
  child: { word: 'Child', ages: '2 to 11 years' },
  infant: { word: 'Infant', ages: 'Under 2, on a lap' },
};

/** `2 adults, 1 child, 1 infant` */
export function flyersWords({ adults, children, infants }: FlightParty): string {
  return [
    plural(adults, 'adult'),
    ...(children === 0 ? [] : [plural(children, 'child', 'children')]),
    ...(infants === 0 ? [] : [plural(infants, 'infant')]),
  ].join(', ');
}

/** `5 h 05`, `45 min` */
export function minutesWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return `${hours} h${rest === 0 ? '' : ` ${String(rest).padStart(2, '0')}`}`;
}

/** The same for screen readers: `5 hours 5 minutes`. */
export function spokenMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours === 0 ? '' : plural(hours, 'hour'), rest === 0 && hours > 0 ? '' : plural(rest, 'minute')]
    .filter((part) => part !== '')
    .join(' ');
}

/** `Non-stop`, `1 stop` */
export function stopsWords(stops: number): string {
  return stops === 0 ? 'Non-stop' : plural(stops, 'stop');
}

/** Where planes are changed and for how long: `1 h 20 in Delhi (DEL)`. */
export function changesOf({ legs }: Pick<Journey, 'legs'>): string[] {
  return legs.flatMap(({ arrival, changeMinutes }) =>
    changeMinutes === null
      ? []
      : [`${minutesWords(changeMinutes)} in ${arrival.airport.city} (${arrival.airport.code})`],
  );
}

/** `+1`, `−1`; undefined on the same day. */
export function offsetMark(days: number): string | undefined {
  if (days === 0) return undefined;
  return days > 0 ? `+${days}` : `−${-days}`;
}

/** `arrives the next day` and the like, for whoever hears the mark. */
export function spokenOffset(days: number): string | undefined {
  if (days === 0) return undefined;
  if (days === 1) return 'the next day';
  return days === -1 ? 'the day before' : `${plural(Math.abs(days), 'day')} ${days > 0 ? 'later' : 'earlier'}`;
}

/** `08:30` of `2027-03-12T08:30` */
export function clockOf(local: string): string {
  return local.slice(11, 16);
}

/** `Mumbai to Delhi`; there and back: `Mumbai to Delhi and back`; otherwise all places: `Mumbai – Delhi – Goa`. */
export function routeWords(directions: readonly Pick<Journey, 'legs'>[]): string {
  const ends = directions.map(({ legs }) => [
    legs[0]?.departure.airport.city ?? '',
    legs.at(-1)?.arrival.airport.city ?? '',
  ]);
  const [out, back] = ends;
  if (out === undefined) return '';
  if (ends.length === 1) return out.join(' to ');
  if (ends.length === 2 && back !== undefined && out[0] === back[1] && out[1] === back[0])
    return `${out.join(' to ')} and back`;
  return ends
    .flat()
    .filter((city, index, all) => city !== all[index - 1])
    .join(' – ');
}

/** Airlines of a journey, each once. */
export function airlinesOf({ legs }: Pick<Journey, 'legs'>): string[] {
  return [...new Set(legs.map(({ carrier }) => carrier.name))];
}

/** From so many seats on there are enough. */
const MANY_SEATS = 9;
const FEW_SEATS = 5;

export function seatsWords(seats: number): string | undefined {
  return seats > 0 && seats < MANY_SEATS && seats <= FEW_SEATS
    ? `Only ${plural(seats, 'seat')} left at this price`
    : undefined;
}

/** What a fare includes and allows, a line for each, in the same order for all. */
export function familyLines(
  family: FareFamily,
  currency: string,
): { readonly what: string; readonly says: string; readonly good: boolean }[] {
  const until = family.untilHours === 0 ? 'until departure' : `until ${family.untilHours} h before`;
  const fee = (minor: number | null, none: string) => {
    if (minor === null) return { says: none, good: false };
    if (minor === 0) return { says: `Free ${until}`, good: true };
    return { says: `${formatMoney(minor, currency)} each, ${until}`, good: true };
  };
  return [
    {
      what: 'Cabin bag',
      says: family.cabinBagKg === 0 ? 'None' : `${family.cabinBagKg} kg`,
      good: family.cabinBagKg > 0,
    },
    {
      what: 'Checked bag',
      says: family.checkedBags === 0 ? 'None' : `${family.checkedBags} × ${family.checkedBagKg} kg`,
      good: family.checkedBags > 0,
    },
    { what: 'Change', ...fee(family.changeFeeMinor, 'Not possible') },
    { what: 'Refund', ...fee(family.refundFeeMinor, 'Nothing comes back') },
    { what: 'Seat', says: family.seatChoice ? 'Choose for free' : 'Given at check-in', good: family.seatChoice },
    { what: 'Meal', says: family.meal ? 'Included' : 'To buy on board', good: family.meal },
  ];
}
