import { DocketError } from '@docket/contracts/errors';
import { FLIGHT_SEATS_MAX, type PassengerKind } from '@docket/contracts/flight/flight';
import type { PartyCounts } from '@docket/flight/price';
import type { PassengerFault } from '@docket/flight/passenger';

/** People with a seat. */
export function seatsOfParty({ adult, child }: PartyCounts): number {
  return adult + child;
}

export function countParty(passengers: readonly { readonly kind: PassengerKind }[]): PartyCounts {
  const count = (kind: PassengerKind): number => passengers.filter((each) => each.kind === kind).length;
  return { adult: count('adult'), child: count('child'), infant: count('infant') };
}

/** Parties that nobody may fly in, whoever they are. @throws DocketError party_refused */
export function checkParty(counts: PartyCounts): void {
  const { adult, infant } = counts;
  if (adult === 0) throw refused('Children and infants fly with an adult; add one.', ['query.adults']);
  if (infant > adult) throw refused(MORE_INFANTS, ['query.infants']);
  if (seatsOfParty(counts) > FLIGHT_SEATS_MAX)
    throw refused(`At most ${FLIGHT_SEATS_MAX} people with a seat are booked together.`, ['query.adults']);
}

const MORE_INFANTS = 'Each infant sits on the lap of an adult; there are more infants than adults.';
const KINDS: Readonly<Record<PassengerKind, string>> = {
  adult: 'an adult (12 or older)',
  child: 'a child (2 to 11)',
  infant: 'an infant (under 2)',
};

function refused(message: string, paths: readonly string[]): DocketError {
  return new DocketError('party_refused', message, { fields: paths.map((path) => ({ path, message })) });
}

/** The first fault of a party, in words, at its field. */
export function partyRefused(fault: PassengerFault): DocketError {
  const at = (field: string): string[] =>
    'index' in fault ? [`body.passengers.${fault.index}.${field}`] : ['body.passengers'];
  switch (fault.code) {
    case 'no_adult':
      return refused('Children and infants fly with an adult; add one.', at('kind'));
    case 'too_many_infants':
      return refused(MORE_INFANTS, at('kind'));
    case 'too_many_seats':
      return refused(`At most ${FLIGHT_SEATS_MAX} people with a seat are booked together.`, at('kind'));
    case 'not_born':
      return refused(`Nobody who flies on ${fault.day} is born later than that.`, at('bornOn'));
    case 'other_kind':
      return refused(`By the date of birth this is ${KINDS[fault.kind]} on the day of the flight.`, at('kind'));
    case 'grows_up':
      return refused(
        `On ${fault.day} this is ${KINDS[fault.kind]} already; one who is older on a later flight is booked as that on all of them, or in an order of its own.`,
        at('kind'),
      );
    default:
      return fault satisfies never;
  }
}
