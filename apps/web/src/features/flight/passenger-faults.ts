import type { PassengerKind } from '@docket/contracts/flight/flight';
import { faultsOf, type PassengerFault } from '@docket/flight/passenger';
import { passportName, type NameFault } from '@docket/flight/passport-name';
import type { PathErrors } from '../../lib/form-errors.ts';
import { dayWords } from '../hotel/days.ts';

/** A passenger as it is typed. */
export type TypedPassenger = {
  readonly kind: PassengerKind;
  readonly surname: string;
  readonly given: string;
  readonly bornOn: string;
};

const A_KIND: Readonly<Record<PassengerKind, string>> = { adult: 'an adult', child: 'a child', infant: 'an infant' };

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/**
 * What is wrong with passengers, by the path of the field: what is missing, names that no passport can carry, and ages that are not those of their kind at every
 * flight.
 * @param days on which flights depart, by the calendars there, ascending
 */
export function passengerFaults(passengers: readonly TypedPassenger[], days: readonly string[]): PathErrors {
  const wrong: Record<string, string> = {};
  for (const [index, passenger] of passengers.entries()) {
    const { surname, given } = passenger;
    for (const field of ['surname', 'given', 'bornOn'] as const)
      if (passenger[field].trim() === '') wrong[`passengers.${index}.${field}`] = 'Fill this in';
    const printed = surname.trim() === '' || given.trim() === '' ? undefined : passportName({ surname, given });
    if (printed !== undefined && 'code' in printed) wrong[`passengers.${index}.${printed.field}`] = nameWords(printed);
    if (!isDay(passenger.bornOn) || days.length === 0) continue;
    // Alone: how many there are of each kind was settled by the search.
    const [fault] = faultsOf([passenger], days).flatMap((one) => ('index' in one ? [one] : []));
    if (fault !== undefined) wrong[`passengers.${index}.bornOn`] = ageWords(fault, passenger.kind);
  }
  return wrong;
}

/** The name as it stands on tickets, `RAO / ASHA`, or what a passport cannot carry of it; undefined while it is being typed. */
export function printedName(name: { readonly surname: string; readonly given: string }): string | undefined {
  if (name.surname.trim() === '' || name.given.trim() === '') return undefined;
  const printed = passportName(name);
  return 'code' in printed ? undefined : `${printed.surname} / ${printed.given}`;
}

function nameWords({ code, letter }: NameFault): string {
  switch (code) {
    case 'empty':
      return 'Fill this in, in Latin letters';
    case 'letter':
      return `“${letter ?? ''}” cannot be printed: write it in Latin letters, as the passport does`;
    case 'too_long':
      return 'Longer than a passport can carry: shorten it as the passport does';
    default:
      return code satisfies never;
  }
}

function ageWords(fault: Extract<PassengerFault, { index: number }>, kind: PassengerKind): string {
  switch (fault.code) {
    case 'not_born':
      return 'This is after the flight';
    case 'other_kind':
      return `On the day of the flight this is ${A_KIND[fault.kind]}, not ${A_KIND[kind]}: search again with the right passengers`;
    case 'grows_up':
      return `By the flight on ${dayWords(fault.day)} this is ${A_KIND[fault.kind]}${kind === 'infant' ? ', who needs a seat on all flights' : ''}: search again with ${A_KIND[fault.kind]}`;
    default:
      return fault satisfies never;
  }
}
