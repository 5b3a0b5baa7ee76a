import type { FlightPassenger } from '@docket/contracts/flight/flight';
import { formatDate } from '../../../lib/format.ts';
import { PASSENGER_WORDS } from '../flight-words.ts';

/** Who flies, as tickets name them. */
export function PassengerNames({ passengers }: { readonly passengers: readonly FlightPassenger[] }) {
  return (
    <ul className="grid gap-2">
      {passengers.map(({ kind, passport, given, surname, bornOn }, index) => (
        // Two may have one name.
        <li key={index} className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="wrap-anywhere">
            <span className="font-mono">
              {passport.surname} / {passport.given}
            </span>
            <span className="sr-only">
              , {given} {surname}
            </span>
          </span>
          <span className="text-sm text-muted">
            {PASSENGER_WORDS[kind].word}, born {formatDate(`${bornOn}T12:00:00`)}
          </span>
        </li>
      ))}
    </ul>
  );
}
