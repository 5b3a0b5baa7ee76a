import type { FlightPart, StayPart, Trip, TripPart, TripPartKind } from '@docket/contracts/http/trip';
import { routeWords } from '../flight/flight-words.ts';

/** What pages say of a part, by its kind. */
type PartKind<Part> = {
  readonly name: (part: Part) => string;
  /** Its first and its last day, by the calendars of the places. */
  readonly days: (part: Part) => readonly [first: string, last: string];
  /** Whose clocks its terms go by. */
  readonly timezone: (part: Part) => string;
};

const stay: PartKind<StayPart> = {
  name: ({ property }) => property.name,
  days: ({ arrival, departure }) => [arrival, departure],
  timezone: ({ property }) => property.timezone,
};

const flight: PartKind<FlightPart> = {
  name: ({ directions }) => routeWords(directions),
  days: ({ directions }) => [
    directions[0]?.legs[0]?.departure.local.slice(0, 10) ?? '',
    directions.at(-1)?.legs.at(-1)?.arrival.local.slice(0, 10) ?? '',
  ],
  timezone: ({ directions }) => directions[0]?.legs[0]?.departure.airport.timezone ?? 'UTC',
};

const KINDS: { readonly [K in TripPartKind]: PartKind<Extract<TripPart, { kind: K }>> } = { stay, flight };

/** The part's own kind says which entry it is, which the compiler does not follow. */
export function kindOf(part: TripPart): PartKind<TripPart> {
  return KINDS[part.kind] as PartKind<TripPart>;
}

/** What is said of a whole trip while it is held, paid for and given back. */
type TripWords = {
  readonly asking: string;
  readonly held: string;
  readonly kept: string;
  readonly yours: string;
  readonly goingBack: string;
  readonly wentBack: string;
  readonly others: string;
  readonly taken: string;
  readonly changed: string;
  /** On what is paid. */
  readonly bill: string;
  readonly patience: string;
  /** Where the fee of giving up is written. */
  readonly terms: string;
};

const WORDS: Readonly<Record<TripPartKind | 'several', TripWords>> = {
  stay: {
    asking: 'Asking for your room',
    held: 'Your room is held',
    kept: 'Your room is kept meanwhile.',
    yours: 'The room is yours until the time runs out.',
    goingBack: 'The room is being given back.',
    wentBack: 'The room was given back.',
    others: 'Others can have the rooms right away.',
    taken: 'The last room of this kind was taken a moment before you asked. Nothing was charged.',
    changed: 'The house has changed its rooms or its terms. Nothing was charged.',
    bill: 'Stay, with taxes and fees',
    patience: 'The room stays yours until the time is over; this page looks again by itself.',
    terms: 'the terms of the rate',
  },
  flight: {
    asking: 'Asking for your seats',
    held: 'Your seats are held',
    kept: 'Your seats are kept meanwhile.',
    yours: 'The seats are yours until the time runs out.',
    goingBack: 'The seats are being given back.',
    wentBack: 'The seats were given back.',
    others: 'Others can have the seats right away.',
    taken: 'The last seats at this fare were taken a moment before you asked. Nothing was charged.',
    changed: 'The airline has changed the flight or its fares. Nothing was charged.',
    bill: 'Flights, with taxes',
    patience: 'The seats stay yours until the time is over; this page looks again by itself.',
    terms: 'the fare',
  },
  several: {
    asking: 'Asking for all of your trip',
    held: 'Your trip is held',
    kept: 'All of it is kept meanwhile.',
    yours: 'All of it is yours until the time runs out.',
    goingBack: 'All of it is being given back.',
    wentBack: 'All of it was given back.',
    others: 'Others can have all of it right away.',
    taken: 'A part of it was taken a moment before you asked, so none of it was held. Nothing was charged.',
    changed: 'A part of it is sold no longer, so none of it was held. Nothing was charged.',
    bill: 'Trip, with taxes and fees',
    patience: 'All of it stays yours until the time is over; this page looks again by itself.',
    terms: 'the terms of its parts',
  },
};

export function wordsOf({ parts }: Pick<Trip, 'parts'>): TripWords {
  const [first, ...rest] = new Set(parts.map(({ kind }) => kind));
  return WORDS[first === undefined || rest.length > 0 ? 'several' : first];
}
