import type { Trip, TripPart, TripPartKind } from '@docket/contracts/http/trip';
import type { Tx } from '../spine/emit.ts';
import { flight } from './parts/flight.ts';
import type { CalendarEvent, OrderedQuote, PartKind, QuoteRefusal } from './parts/kind.ts';
import { stay } from './parts/stay.ts';

type PartOf<K extends TripPartKind> = Extract<TripPart, { kind: K }>;

/** Every kind of part; a new one is a file beside this folder's others, and a line. */
const KINDS: { readonly [K in TripPartKind]: PartKind<PartOf<K>> } = { stay, flight };

const kinds = Object.keys(KINDS) as readonly TripPartKind[];

/** The table says that a kind's functions take parts of that kind; the compiler does not follow that through a union. */
function kindOf(part: TripPart): PartKind {
  return KINDS[part.kind] as unknown as PartKind;
}

type Named = { readonly kind: TripPartKind; readonly quoteId: string };

const ofKind = (named: readonly Named[], kind: TripPartKind): string[] =>
  named.filter((each) => each.kind === kind).map(({ quoteId }) => quoteId);

/** Locks quotes of a user's, kind by kind, so that one order takes each. @returns those that there are, by id */
export async function lockOrderedQuotes(
  tx: Tx,
  named: readonly Named[],
  userId: string,
): Promise<ReadonlyMap<string, OrderedQuote>> {
  const found = new Map<string, OrderedQuote>();
  for (const kind of kinds) {
    const ids = ofKind(named, kind);
    if (ids.length === 0) continue;
    for (const [id, quote] of await KINDS[kind].lockQuotes(tx, ids, userId)) found.set(id, quote);
  }
  return found;
}

/** Why quotes that were ordered are not sold any more; null: all are. */
export async function refusalOfQuotes(tx: Tx, named: readonly Named[]): Promise<QuoteRefusal | null> {
  for (const kind of kinds) {
    const ids = ofKind(named, kind);
    const refusal = ids.length === 0 ? null : await KINDS[kind].refusalOf(tx, ids);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** What the kinds of its parts do when a trip is confirmed. */
export async function partsConfirmed(tx: Tx, parts: readonly TripPart[]): Promise<void> {
  for (const part of parts) await kindOf(part).confirmed?.(tx, [part]);
}

/** What they do when it is given up after that. */
export async function partsGivenBack(tx: Tx, parts: readonly TripPart[]): Promise<void> {
  for (const part of parts) await kindOf(part).givenBack?.(tx, [part]);
}

export const titleOfPart = (part: TripPart): string => kindOf(part).title(part);
export const timezoneOfPart = (part: TripPart): string => kindOf(part).timezone(part);
export const eventsOfPart = (trip: Trip, part: TripPart): readonly CalendarEvent[] => kindOf(part).events(trip, part);
/** Whom to ask about a part that has begun. */
export const askAbout = (part: TripPart): string => kindOf(part).ask;
export const receiptOfPart = (part: TripPart, amount: (minor: number) => string): ReturnType<PartKind['receipt']> =>
  kindOf(part).receipt(part, amount);
