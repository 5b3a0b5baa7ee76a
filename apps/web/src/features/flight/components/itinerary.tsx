import type { FlightLeg, Journey } from '@docket/contracts/flight/flight';
import { cx } from '../../../lib/class-names.ts';
import { foreignZone } from '../../../lib/zoned.ts';
import { dayWords } from '../../hotel/days.ts';
import { clockOf, minutesWords } from '../flight-words.ts';

/** A journey flight by flight: where and when each begins and ends by the clocks of the place, and what lies between. */
export function Itinerary({ journey }: { readonly journey: Pick<Journey, 'legs'> }) {
  return (
    <ol className="grid text-sm">
      {journey.legs.map((leg) => (
        <li key={leg.flightId} className="grid">
          <Flight leg={leg} />
          {leg.changeMinutes !== null && (
            <p className="my-2 rounded-md bg-sunken px-3 py-1.5">
              Change in {leg.arrival.airport.city}: {minutesWords(leg.changeMinutes)}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

function Flight({ leg }: { readonly leg: FlightLeg }) {
  return (
    <div className="grid grid-cols-[4.5rem_1rem_minmax(0,1fr)] gap-x-2 gap-y-0.5">
      <Point end={leg.departure} />
      <Dot goesOn />
      <Place end={leg.departure} what="Departure" />
      <span className="text-muted tabular-nums">{minutesWords(leg.minutes)}</span>
      <span aria-hidden="true" className="justify-self-center border-l-2 border-line" />
      <p className="py-1.5 text-muted">
        <span className="font-medium text-ink tabular-nums">{leg.number}</span> · {leg.carrier.name} · {leg.aircraft}
      </p>
      <Point end={leg.arrival} />
      <Dot />
      <Place end={leg.arrival} what="Arrival" />
    </div>
  );
}

type End = FlightLeg['departure'];

function Point({ end }: { readonly end: End }) {
  return (
    <time dateTime={end.at} className="grid content-start">
      <span className="font-semibold tabular-nums">{clockOf(end.local)}</span>
      <span className="text-xs text-muted">{dayWords(end.local.slice(0, 10))}</span>
    </time>
  );
}

function Dot({ goesOn = false }: { readonly goesOn?: boolean }) {
  return (
    <span aria-hidden="true" className="relative justify-self-center">
      <span
        className={cx('mt-1 block size-3 rounded-full border-2 border-primary', goesOn ? 'bg-card' : 'bg-primary')}
      />
    </span>
  );
}

function Place({ end, what }: { readonly end: End; readonly what: string }) {
  const { airport, terminal, at } = end;
  const zone = foreignZone(airport.timezone, at);
  return (
    <p>
      <span className="sr-only">{what}: </span>
      <span className="font-medium">
        {airport.city} <span className="font-mono text-xs text-muted">{airport.code}</span>
      </span>
      <span className="block text-muted">
        {airport.name}
        {terminal > 0 && `, terminal ${terminal}`}
      </span>
      {zone !== undefined && <span className="block text-xs text-muted">{zone}</span>}
    </p>
  );
}
