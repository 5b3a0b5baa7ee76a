import type { FlightLeg } from '@docket/contracts/flight/flight';
import { checkInFlight, type listBoardingPasses } from '@docket/contracts/http/flight-check-in';
import type { RouteResponse } from '@docket/contracts/http/route';
import type { FlightPart, Trip } from '@docket/contracts/http/trip';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useNow } from '../../../lib/use-now.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { BoardingPassCard } from '../../flight/components/boarding-pass.tsx';
import { momentThere } from '../../hotel/stay-words.ts';
import { boardingPassesQuery, flightTicketsQuery } from '../api/flight-papers.ts';

/** What a confirmed trip with flights has beyond its parts: check-in with seats, boarding passes, and e-tickets. */
export function FlightPapers({ trip }: { readonly trip: Trip }) {
  const parts = trip.parts.filter((part) => part.kind === 'flight');
  return parts.length === 0 || trip.status !== 'CONFIRMED' ? null : <Papers tripId={trip.tripId} parts={parts} />;
}

type CheckInTimes = RouteResponse<typeof listBoardingPasses>['meta']['checkIn'][number];

function Papers({ tripId, parts }: { readonly tripId: string; readonly parts: readonly FlightPart[] }) {
  const passes = useQuery(boardingPassesQuery(tripId));
  const legs = parts.flatMap(({ directions }) => directions.flatMap(({ legs: flights }) => flights));
  return (
    <>
      <section aria-labelledby="check-in" className="grid grid-cols-1 gap-3">
        <h2 id="check-in" className="text-lg font-bold">
          Check-in and boarding passes
        </h2>
        {passes.isError && passes.data === undefined && (
          <Failure error={passes.error} retry={() => void passes.refetch()} />
        )}
        {passes.isPending && <Loading label="Loading the boarding passes" lines={4} />}
        {passes.data !== undefined && (
          <ul className="divide-y divide-line box">
            {legs.map((leg) => (
              <OneFlight
                key={leg.flightId}
                tripId={tripId}
                leg={leg}
                times={passes.data.meta.checkIn.find(({ flightId }) => flightId === leg.flightId)}
              />
            ))}
          </ul>
        )}
        {passes.data?.data.map((pass) => (
          <BoardingPassCard key={`${pass.leg.flightId} ${pass.ticketNumber}`} pass={pass} />
        ))}
      </section>
      <Tickets tripId={tripId} />
    </>
  );
}

type OneFlightProps = {
  readonly tripId: string;
  readonly leg: FlightLeg;
  readonly times: CheckInTimes | undefined;
};

function OneFlight({ tripId, leg, times }: OneFlightProps) {
  const queryClient = useQueryClient();
  useNow(30_000);
  const act = useAct({
    act: () => docket.call(checkInFlight, { params: { id: tripId }, body: { flightId: leg.flightId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: boardingPassesQuery(tripId).queryKey }),
  });
  if (times === undefined) return null;
  const now = serverClock.now();
  const [opens, closes] = [Date.parse(times.opensAt), Date.parse(times.closesAt)];
  const { timezone } = leg.departure.airport;
  return (
    <li className="grid gap-3 px-5 py-3" data-testid="check-in" data-flight={leg.flightId}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="grid">
          <span className="font-medium">
            {leg.number}, {leg.departure.airport.city} to {leg.arrival.airport.city}
          </span>
          <span className="text-sm text-muted">{stateWords(times, now, timezone)}</span>
        </p>
        {now < closes && (
          <div className="flex flex-wrap gap-2">
            <Link
              to="/trips/$id/seats/$flightId"
              params={{ id: tripId, flightId: leg.flightId }}
              aria-label={`Choose seats on ${leg.number}`}
              className={buttonClass('secondary')}
            >
              Choose seats
            </Link>
            {!times.checkedIn && now >= opens && (
              <Button
                variant="primary"
                aria-label={`Check in for ${leg.number}`}
                busy={act.isPending}
                onClick={() => !act.isPending && act.mutate()}
              >
                Check in
              </Button>
            )}
          </div>
        )}
      </div>
      {act.isError && <Failure error={act.error} />}
    </li>
  );
}

function stateWords({ opensAt, closesAt, checkedIn }: CheckInTimes, now: number, timezone: string): string {
  if (checkedIn) return 'Checked in';
  if (now < Date.parse(opensAt)) return `Check-in opens ${momentThere(timezone, opensAt)}`;
  return now < Date.parse(closesAt) ? `Check-in closes ${momentThere(timezone, closesAt)}` : 'Check-in is closed';
}

function Tickets({ tripId }: { readonly tripId: string }) {
  const tickets = useQuery(flightTicketsQuery(tripId));
  if (tickets.data === undefined)
    return tickets.isError ? <Failure error={tickets.error} retry={() => void tickets.refetch()} /> : null;
  return (
    <section aria-labelledby="tickets" className="box grid gap-3 p-5 sm:p-6">
      <h2 id="tickets" className="text-lg font-bold">
        E-tickets
      </h2>
      <ul className="grid gap-2">
        {tickets.data.map(({ number, passenger: { passport } }) => (
          <li key={number} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-mono wrap-anywhere">
              {passport.surname} / {passport.given}
            </span>
            <span className="font-mono text-sm" data-testid="ticket-number">
              {number.slice(0, 3)}-{number.slice(3)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
