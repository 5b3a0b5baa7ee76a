import type { Trip } from '@docket/contracts/http/trip';
import { Link } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { formatMoney } from '../../../lib/money.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { dayWords, nightsBetween } from '../../hotel/days.ts';
import { kindOf } from '../part-kinds.ts';
import { TRIP_LOOKS } from '../trip-look.ts';

/** Trips, each a row that leads to it. */
export function TripRows({ trips }: { readonly trips: readonly Trip[] }) {
  return (
    <RowList aria-label="Trips">
      {trips.map((trip) => (
        <TripRow key={trip.tripId} trip={trip} />
      ))}
    </RowList>
  );
}

function TripRow({ trip }: { readonly trip: Trip }) {
  const look = TRIP_LOOKS[trip.status];
  return (
    <RowItem
      data-testid="trip-row"
      className="grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 text-sm hover:bg-accent-soft/50 md:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)_9rem_11rem]"
    >
      <Link
        to="/trips/$id"
        params={{ id: trip.tripId }}
        className={`font-semibold wrap-anywhere md:truncate ${ROW_LINK}`}
      >
        {trip.title}
      </Link>
      <p className="text-muted wrap-anywhere max-md:order-3 max-md:col-span-2">
        <span className="text-ink">{whenWords(trip)}</span>
      </p>
      <p className="truncate text-muted max-md:order-4">
        <span className="font-mono text-ink">{trip.reference}</span> · {formatMoney(trip.totalMinor, trip.currency)}
      </p>
      <p className="flex items-center justify-end gap-3 max-md:order-2">
        {(trip.status === 'HELD' || trip.status === 'AWAITING_PAYMENT') && trip.deadline !== null && (
          <Countdown until={trip.deadline} urgentBelow={60} className="font-mono" />
        )}
        <Badge tone={look.tone}>{look.word}</Badge>
      </p>
    </RowItem>
  );
}

/** From the first day to the last, by the calendars of the places: `Fri, Mar 12 – Sun, Mar 14 · 2 nights`. */
export function whenWords({ parts }: Pick<Trip, 'parts'>): string {
  const days = parts.map((part) => kindOf(part).days(part));
  const first = days.map(([begin]) => begin).toSorted()[0];
  const last = days
    .map(([, end]) => end)
    .toSorted()
    .at(-1);
  if (first === undefined || last === undefined) return '';
  if (first === last) return dayWords(first);
  const isStay = parts.every(({ kind }) => kind === 'stay');
  return `${dayWords(first)} – ${dayWords(last)}${isStay ? ` · ${plural(nightsBetween(first, last), 'night')}` : ''}`;
}
