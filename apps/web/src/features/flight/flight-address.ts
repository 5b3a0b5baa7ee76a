import {
  airportCode,
  cabin as cabinSchema,
  DIRECTIONS_MAX,
  FLIGHT_SEATS_MAX,
  type Cabin,
  type Journey,
} from '@docket/contracts/flight/flight';
import type { FlightPart } from '@docket/contracts/http/trip';

/** From where to where, on a day of the airport of departure. */
export type Direction = { readonly from: string; readonly to: string; readonly depart: string };

export type FlightParty = { readonly adults: number; readonly children: number; readonly infants: number };

/** What is searched for, as pages know it. */
export type FlightWish = FlightParty & {
  /** One at least; of a return there are two. */
  readonly directions: readonly Direction[];
  readonly isReturn: boolean;
  readonly cabin: Cabin;
};

/** The same in an address: `?from=BOM&to=DEL&depart=2027-03-12&return=2027-03-15&adults=2`, or with directions after the first `onward=DEL-BLR-2027-03-15,…`. */
export type FlightFields = {
  readonly from?: string;
  readonly to?: string;
  readonly depart?: string;
  readonly return?: string;
  readonly onward?: string;
  readonly adults?: string;
  readonly children?: string;
  readonly infants?: string;
  readonly cabin?: string;
};

export const DEFAULT_FLYERS: FlightParty = { adults: 1, children: 0, infants: 0 };

function count(text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined || !/^\d{1,2}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

/** Who flies; what an address does not say, or says wrongly, is as most have it. There are as many seats as are sold at once, and a lap for each infant. */
export function flyersIn({ adults, children, infants }: FlightFields): FlightParty {
  const grown = count(adults, 1, FLIGHT_SEATS_MAX) ?? DEFAULT_FLYERS.adults;
  return {
    adults: grown,
    children: Math.min(count(children, 0, FLIGHT_SEATS_MAX) ?? 0, FLIGHT_SEATS_MAX - grown),
    infants: Math.min(count(infants, 0, FLIGHT_SEATS_MAX) ?? 0, grown),
  };
}

const codeIn = (text: string | undefined) => airportCode.safeParse(text).data;

function onwardIn(text: string | undefined): Direction[] {
  return (text ?? '').split(',').flatMap((part) => {
    const [, from, to, depart] = /^([A-Z]{3})-([A-Z]{3})-(\d{4}-\d{2}-\d{2})$/i.exec(part) ?? [];
    const [begin, end] = [codeIn(from), codeIn(to)];
    return begin === undefined || end === undefined || depart === undefined ? [] : [{ from: begin, to: end, depart }];
  });
}

/** What an address asks for; undefined where it does not say from where to where and when. */
export function wishIn(fields: FlightFields): FlightWish | undefined {
  const [from, to] = [codeIn(fields.from), codeIn(fields.to)];
  const { depart } = fields;
  if (from === undefined || to === undefined || depart === undefined || from === to) return undefined;
  const first: Direction = { from, to, depart };
  const back = fields.return;
  const isReturn = back !== undefined && back >= depart;
  return {
    directions: isReturn
      ? [first, { from: to, to: from, depart: back }]
      : [first, ...onwardIn(fields.onward)].slice(0, DIRECTIONS_MAX),
    isReturn,
    ...flyersIn(fields),
    cabin: cabinSchema.safeParse(fields.cabin).data ?? 'economy',
  };
}

const written = ({ from, to, depart }: Direction) => `${from}-${to}-${depart}`;

/** What an address says of a search. What is as most have it is left out. */
export function fieldsOf(wish: FlightWish): FlightFields {
  const { directions, isReturn, adults, children, infants, cabin } = wish;
  const [first, ...rest] = directions;
  if (first === undefined) return {};
  const back = isReturn ? rest[0]?.depart : undefined;
  return {
    ...first,
    ...(back === undefined ? {} : { return: back }),
    ...(isReturn || rest.length === 0 ? {} : { onward: rest.map(written).join(',') }),
    ...(adults === DEFAULT_FLYERS.adults ? {} : { adults: String(adults) }),
    ...(children === 0 ? {} : { children: String(children) }),
    ...(infants === 0 ? {} : { infants: String(infants) }),
    ...(cabin === 'economy' ? {} : { cabin }),
  };
}

/** As the API asks for it. */
export function flightQueryOf({ directions, isReturn, adults, children, infants, cabin }: FlightWish) {
  const [first, ...rest] = directions;
  return {
    from: first?.from ?? '',
    to: first?.to ?? '',
    depart: first?.depart ?? '',
    ...(isReturn && rest[0] !== undefined ? { return: rest[0].depart } : {}),
    ...(isReturn ? {} : { onward: rest.map(written).join(',') }),
    adults,
    children,
    infants,
    cabin,
  };
}

/** The search that leads to flights like these again. */
export function fieldsOfPart({
  directions,
  passengers,
  cabin,
}: Pick<FlightPart, 'directions' | 'passengers' | 'cabin'>) {
  const many = (kind: string) => passengers.filter((one) => one.kind === kind).length;
  const asked = directions.map(directionOf);
  const [first, second] = asked;
  return fieldsOf({
    directions: asked,
    isReturn: asked.length === 2 && first?.from === second?.to && first?.to === second?.from,
    adults: many('adult'),
    children: many('child'),
    infants: many('infant'),
    cabin,
  });
}

function directionOf({ legs }: Pick<Journey, 'legs'>): Direction {
  const [first, last] = [legs[0], legs.at(-1)];
  return {
    from: first?.departure.airport.code ?? '',
    to: last?.arrival.airport.code ?? '',
    depart: first?.departure.local.slice(0, 10) ?? '',
  };
}

/** Between journeys in an address; within one there are commas. */
const BETWEEN = '~';

/** The journeys that were chosen, one for each direction from the first on. */
export function chosenIn(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(BETWEEN).filter((id) => id !== '');
}

/** Undefined where nothing is chosen. */
export function chosenText(ids: readonly string[]): string | undefined {
  return ids.length === 0 ? undefined : ids.join(BETWEEN);
}
