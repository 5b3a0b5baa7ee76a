import type { Trip } from '@docket/contracts/http/trip';
import { Link } from '@tanstack/react-router';
import { cx } from '../../../lib/class-names.ts';
import { formatMoney } from '../../../lib/money.ts';
import { Fact } from '../../../ui/page.tsx';
import { TONE_TEXT } from '../../../ui/tone.ts';
import { TRIP_LOOKS } from '../trip-look.ts';
import { whenWords } from './trip-row.tsx';

/** The trip as a slip: what, when, for whom, under which reference, for how much. */
export function TripSlip({ trip }: { readonly trip: Trip }) {
  return (
    <article aria-label="Trip" className="box grid gap-4 p-5 sm:p-6">
      <div className="flex items-start justify-between gap-4">
        <div className="grid min-w-0 gap-1">
          <h2 className="text-lg font-bold">
            <Link to="/trips/$id" params={{ id: trip.tripId }} className="hover:underline">
              {trip.title}
            </Link>
          </h2>
          <p className="text-muted">{whenWords(trip)}</p>
        </div>
        <TripStamp status={trip.status} />
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
        <Fact label="Reference">
          <span className="font-mono">{trip.reference}</span>
        </Fact>
        <Fact label={trip.parts.some(({ kind }) => kind === 'stay') ? 'Guest' : 'Contact'}>
          <span className="wrap-anywhere">{trip.guest.name}</span>
        </Fact>
        <Fact label="Total">
          <span data-testid="price">{formatMoney(trip.totalMinor, trip.currency)}</span>
        </Fact>
      </dl>
    </article>
  );
}

export function TripStamp({ status }: Pick<Trip, 'status'>) {
  const look = TRIP_LOOKS[status];
  return (
    <span
      data-testid="trip-status"
      data-status={status}
      className={cx(
        'stamp mt-1 shrink-0 px-2.5 py-2 text-sm uppercase',
        TONE_TEXT[look.tone],
        status === 'CONFIRMED' && 'animate-stamp',
      )}
    >
      {look.word}
    </span>
  );
}
