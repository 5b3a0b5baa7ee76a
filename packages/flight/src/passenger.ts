/** How an airline counts people, by their age on the day of the flight: infants have no seat of their own (IATA Resolution 728 and common fare rules). */
export type PassengerKind = 'adult' | 'child' | 'infant';

/** Days as `YYYY-MM-DD`, by the calendar where the flight departs. */
export type Passenger = { readonly kind: PassengerKind; readonly bornOn: string };

const INFANT_UNTIL = 2;
const CHILD_UNTIL = 12;
/** Seats of one order: airlines sell bigger parties as groups. */
export const SEATS_MAX = 9;

/** Whole years on a day. Who is born on 29 February is a year older on 1 March of other years. @throws RangeError for what is no day, and for a birth after it */
export function ageOn(bornOn: string, day: string): number {
  const [born, then] = [partsOf(bornOn), partsOf(day)];
  if (bornOn > day) throw new RangeError(`nobody who is born on ${bornOn} is there on ${day}`);
  const isBeforeBirthday = then.month < born.month || (then.month === born.month && then.date < born.date);
  return then.year - born.year - (isBeforeBirthday ? 1 : 0);
}

function partsOf(day: string): { readonly year: number; readonly month: number; readonly date: number } {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day)
    throw new RangeError(`${JSON.stringify(day)} is not a day such as 2026-12-24`);
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return { year, month, date };
}

export function kindOn(bornOn: string, day: string): PassengerKind {
  const age = ageOn(bornOn, day);
  if (age < INFANT_UNTIL) return 'infant';
  return age < CHILD_UNTIL ? 'child' : 'adult';
}

export type PassengerFault =
  /** Of this kind on the first flight, and of another on a later one: an infant that turns two before the way back needs a seat on all of it. */
  | { readonly code: 'grows_up'; readonly index: number; readonly kind: PassengerKind; readonly day: string }
  /** It was sold as another kind than it is. */
  | { readonly code: 'other_kind'; readonly index: number; readonly kind: PassengerKind }
  | { readonly code: 'not_born'; readonly index: number; readonly day: string }
  | { readonly code: 'no_adult' }
  /** An infant sits on the lap of an adult, and each adult has one lap. */
  | { readonly code: 'too_many_infants'; readonly infants: number; readonly adults: number }
  | { readonly code: 'too_many_seats'; readonly seats: number };

/** What is wrong with a party that flies on these days, in no more words than needed; nothing: they may fly. @param days ascending, at least one */
export function faultsOf(party: readonly Passenger[], days: readonly string[]): PassengerFault[] {
  const faults = party.flatMap((passenger, index) => faultOf(passenger, index, days));
  const count = (kind: PassengerKind): number => party.filter((each) => each.kind === kind).length;
  const [adults, infants] = [count('adult'), count('infant')];
  const seats = party.length - infants;
  if (adults === 0) faults.push({ code: 'no_adult' });
  else if (infants > adults) faults.push({ code: 'too_many_infants', infants, adults });
  if (seats > SEATS_MAX) faults.push({ code: 'too_many_seats', seats });
  return faults;
}

function faultOf({ kind, bornOn }: Passenger, index: number, days: readonly string[]): PassengerFault[] {
  const [first = ''] = days;
  if (bornOn > first) return [{ code: 'not_born', index, day: first }];
  const at = kindOn(bornOn, first);
  if (at !== kind) return [{ code: 'other_kind', index, kind: at }];
  const later = days.find((day) => kindOn(bornOn, day) !== kind);
  return later === undefined ? [] : [{ code: 'grows_up', index, kind: kindOn(bornOn, later), day: later }];
}
