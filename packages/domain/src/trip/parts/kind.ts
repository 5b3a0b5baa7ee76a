import type { Trip, TripPart } from '@docket/contracts/http/trip';
import type { Tx } from '../../spine/emit.ts';

/** What the kernel is asked for of one pool: of each unit so many pieces. */
export type WantedOfPool = { readonly poolId: string; readonly units: readonly number[]; readonly quantity: number };

/** A quote that is ordered. Amounts are minor units. */
export type OrderedQuote<P extends TripPart = TripPart> = {
  readonly id: string;
  /** Its time is over, by the database's clock. */
  readonly over: boolean;
  readonly totalMinor: number;
  readonly currency: string;
  /** In the order in which they are kept; at least one. */
  readonly holds: readonly WantedOfPool[];
  /** What it becomes as part of an order. */
  readonly part: (partId: string) => P;
};

export type QuoteRefusal = 'not_offered' | 'quote_expired';

/** Properties of an event of a calendar (RFC 5545) that are of the part alone, as lines with their text escaped. */
export type CalendarEvent = { readonly uid: string; readonly lines: readonly string[] };

/** A kind of thing that is a part of trips: what the trip asks of it. */
export type PartKind<P extends TripPart = TripPart> = {
  /** Locks quotes of a user's, so that one order takes each. @returns those that there are */
  readonly lockQuotes: (
    tx: Tx,
    ids: readonly string[],
    userId: string,
  ) => Promise<ReadonlyMap<string, OrderedQuote<P>>>;
  /** Why quotes that were ordered in time are not sold any more, of the first that is not; null: all are. */
  readonly refusalOf: (tx: Tx, ids: readonly string[]) => Promise<QuoteRefusal | null>;
  /** What happens when a trip with such parts is confirmed, in that transaction. */
  readonly confirmed?: (tx: Tx, parts: readonly P[]) => Promise<void>;
  /** What happens when a confirmed trip with such parts is given up, in that transaction. */
  readonly givenBack?: (tx: Tx, parts: readonly P[]) => Promise<void>;
  /** What it is called in lists. */
  readonly title: (part: P) => string;
  /** IANA name of where it begins. */
  readonly timezone: (part: P) => string;
  /** Whom to ask once it has begun. */
  readonly ask: string;
  /** A line about it on a receipt, and what it costs. */
  readonly receipt: (
    part: P,
    amount: (minor: number) => string,
  ) => { readonly detail: string; readonly rows: readonly (readonly [what: string, amount: string])[] };
  readonly events: (trip: Trip, part: P) => readonly CalendarEvent[];
};
