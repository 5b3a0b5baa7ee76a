import type { FlightPart, StayPart, Trip } from '@docket/contracts/http/trip';
import { Link } from '@tanstack/react-router';
import { serverClock } from '../../../lib/server-clock.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { fieldsOfPart } from '../../flight/flight-address.ts';

const LOOK = buttonClass('primary', 'normal', 'min-h-12 justify-self-start');

/** Back to where the first part was chosen, with the same days as far as they are ahead. */
export function ChooseAgain({ trip }: { readonly trip: Trip }) {
  const [part] = trip.parts;
  if (part === undefined) return null;
  const isAhead = Date.parse(part.startsAt) > serverClock.now();
  switch (part.kind) {
    case 'stay':
      return <StayAgain part={part} isAhead={isAhead} />;
    case 'flight':
      return <FlightAgain part={part} isAhead={isAhead} />;
    default:
      return part satisfies never;
  }
}

function StayAgain({ part, isAhead }: { readonly part: StayPart; readonly isAhead: boolean }) {
  return (
    <Link
      to="/stays/$slug"
      params={{ slug: part.property.slug }}
      search={
        isAhead
          ? {
              arrival: part.arrival,
              departure: part.departure,
              adults: String(part.adults),
              ...(part.childAges.length === 0 ? {} : { children: part.childAges.join(',') }),
              ...(part.rooms === 1 ? {} : { rooms: String(part.rooms) }),
            }
          : {}
      }
      className={LOOK}
    >
      {isAhead ? 'Choose again' : 'See the house'}
    </Link>
  );
}

function FlightAgain({ part, isAhead }: { readonly part: FlightPart; readonly isAhead: boolean }) {
  return isAhead ? (
    <Link to="/flights/search" search={fieldsOfPart(part)} className={LOOK}>
      Choose again
    </Link>
  ) : (
    <Link to="/flights" className={LOOK}>
      Find a flight
    </Link>
  );
}
