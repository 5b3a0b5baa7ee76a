import { chooseFlightSeats, type getFlightSeats } from '@docket/contracts/http/flight-check-in';
import type { RouteResponse } from '@docket/contracts/http/route';
import type { FlightPart, Trip } from '@docket/contracts/http/trip';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { CABIN_WORDS } from '../../flight/flight-words.ts';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { boardingPassesQuery, flightSeatsQuery } from '../api/flight-papers.ts';
import { useTrip } from '../api/queries.ts';

const route = getRouteApi('/trips/$id/seats/$flightId');

export function FlightSeatsPage() {
  const { id, flightId } = route.useParams();
  useTitle('Seats');
  return (
    <AtId kind="trip" id={id}>
      <RequireSession>
        <Seats key={flightId} tripId={id} flightId={flightId} />
      </RequireSession>
    </AtId>
  );
}

function Seats({ tripId, flightId }: { readonly tripId: string; readonly flightId: string }) {
  const { trip, error } = useTrip(tripId);
  const seats = useQuery(flightSeatsQuery(tripId, flightId));
  const part = trip === undefined ? undefined : partOf(trip, flightId);
  if (trip === undefined && isNoSuch('trip', error)) return <NoSuch kind="trip" />;
  return (
    <Page width="narrow" className="grid gap-5">
      <Link to="/trips/$id" params={{ id: tripId }} className="link justify-self-start text-sm">
        Trip
      </Link>
      {seats.data === undefined || part === undefined ? (
        <>
          <h1 className="text-2xl font-bold">Seats</h1>
          {seats.isError || error !== null ? (
            <Failure error={seats.error ?? error} retry={() => void seats.refetch()} />
          ) : (
            <Loading label="Loading the seats" lines={10} />
          )}
        </>
      ) : (
        <Choice tripId={tripId} flightId={flightId} part={part} map={seats.data} />
      )}
    </Page>
  );
}

function partOf({ parts }: Trip, flightId: string): FlightPart | undefined {
  return parts
    .filter((part) => part.kind === 'flight')
    .find(({ directions }) => directions.some(({ legs }) => legs.some((leg) => leg.flightId === flightId)));
}

type SeatMap = RouteResponse<typeof getFlightSeats>;
type MapSeat = SeatMap['seats'][number];

type ChoiceProps = {
  readonly tripId: string;
  readonly flightId: string;
  readonly part: FlightPart;
  readonly map: SeatMap;
};

function Choice({ tripId, flightId, part, map }: ChoiceProps) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const seated = part.passengers.flatMap((passenger, index) =>
    passenger.kind === 'infant' ? [] : [{ passenger, index }],
  );
  const leg = part.directions.flatMap(({ legs }) => legs).find((one) => one.flightId === flightId);
  const given = new Map(map.seats.flatMap(({ seat, passenger }) => (passenger === null ? [] : [[passenger, seat]])));
  const [changed, setChanged] = useState<ReadonlyMap<number, string>>(new Map());
  const [who, setWho] = useState(seated[0]?.index ?? 0);
  const seatOf = (index: number) => changed.get(index) ?? given.get(index);
  const act = useAct({
    act: (seats: { passenger: number; seat: string }[]) =>
      docket.call(chooseFlightSeats, { params: { id: tripId, flightId }, body: { seats } }),
    onSuccess: async (answer) => {
      queryClient.setQueryData(flightSeatsQuery(tripId, flightId).queryKey, answer);
      await queryClient.invalidateQueries({ queryKey: boardingPassesQuery(tripId).queryKey });
      await navigate({ to: '/trips/$id', params: { id: tripId } });
    },
    onError: () => queryClient.invalidateQueries({ queryKey: flightSeatsQuery(tripId, flightId).queryKey }),
  });

  function take(seat: string) {
    setChanged((held) => new Map(held).set(who, seat));
    // On to whoever has none yet.
    const next = seated.find(({ index }) => index !== who && seatOf(index) === undefined);
    if (next !== undefined) setWho(next.index);
  }

  return (
    <>
      <div>
        <h1 className="text-2xl font-bold">Choose seats</h1>
        <p className="text-muted">
          {leg !== undefined && `${leg.number}, ${leg.departure.airport.city} to ${leg.arrival.airport.city} · `}
          {CABIN_WORDS[map.cabin]} · {leg?.aircraft}
        </p>
      </div>
      <fieldset className="grid min-w-0 grid-cols-1 gap-2">
        <legend className="mb-1 font-medium">For whom?</legend>
        {seated.map(({ passenger, index }) => (
          <label
            key={index}
            className="box flex min-h-11 cursor-pointer items-center gap-3 px-4 has-checked:border-primary has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="passenger"
              className="size-4.5 accent-(--color-primary)"
              checked={who === index}
              onChange={() => setWho(index)}
            />
            <span className="min-w-0 grow truncate">
              {passenger.given} {passenger.surname}
            </span>
            <span className="font-mono font-semibold">{seatOf(index) ?? '–'}</span>
          </label>
        ))}
      </fieldset>
      <Plan
        map={map}
        holderOf={(seat) => seated.find(({ index }) => seatOf(index) === seat)?.index}
        isOpen={({ seat, free, passenger }) =>
          // Seats of the party that were just given up can be taken by others of it.
          (free || passenger !== null) && !seated.some(({ index }) => index !== who && seatOf(index) === seat)
        }
        who={who}
        onTake={take}
      />
      {act.isError && <Failure error={act.error} />}
      <Button
        variant="primary"
        className="min-h-12 px-6 sm:justify-self-start"
        disabled={changed.size === 0}
        busy={act.isPending}
        onClick={() => !act.isPending && act.mutate([...changed].map(([passenger, seat]) => ({ passenger, seat })))}
      >
        Take these seats
      </Button>
    </>
  );
}

type PlanProps = {
  readonly map: SeatMap;
  /** Who of the party has a seat, by index. */
  readonly holderOf: (seat: string) => number | undefined;
  readonly isOpen: (seat: MapSeat) => boolean;
  readonly who: number;
  readonly onTake: (seat: string) => void;
};

/** The cabin from its front, row by row. */
function Plan({ map: { layout, seats }, holderOf, isOpen, who, onTake }: PlanProps) {
  const rows = Map.groupBy(seats, ({ seat }) => seat.slice(0, -1));
  return (
    <div className="box overflow-x-auto p-4">
      <div className="mx-auto grid w-max gap-1.5" data-testid="seat-plan">
        <p aria-hidden="true" className="flex gap-1.5 pl-9">
          {[...layout].map((letter, at) => (
            <span key={at} className={cx('text-center font-mono text-xs text-muted', letter === ' ' ? 'w-4' : 'w-8')}>
              {letter}
            </span>
          ))}
        </p>
        {[...rows].map(([row, inRow]) => (
          <div key={row} role="group" aria-label={`Row ${row}`} className="flex items-center gap-1.5">
            <span aria-hidden="true" className="w-7.5 text-right font-mono text-xs text-muted">
              {row}
            </span>
            {[...layout].map((letter, at) => {
              const seat = inRow.find((one) => one.seat === `${row}${letter}`);
              return seat === undefined ? (
                <span key={at} className={letter === ' ' ? 'w-4' : 'w-8'} />
              ) : (
                <Seat
                  key={at}
                  seat={seat}
                  holder={holderOf(seat.seat)}
                  isOpen={isOpen(seat)}
                  who={who}
                  onTake={() => onTake(seat.seat)}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

type SeatProps = {
  readonly seat: MapSeat;
  readonly holder: number | undefined;
  readonly isOpen: boolean;
  readonly who: number;
  readonly onTake: () => void;
};

function Seat({ seat: { seat, kind, exit }, holder, isOpen, who, onTake }: SeatProps) {
  const isOwn = holder === who;
  const state = isOwn ? 'chosen' : holder !== undefined ? 'of your party' : isOpen ? 'free' : 'taken';
  return (
    <button
      type="button"
      aria-pressed={isOwn}
      aria-disabled={!isOpen}
      aria-label={`Seat ${seat}, ${kind}${exit ? ', at an exit' : ''}, ${state}`}
      onClick={() => isOpen && onTake()}
      className={cx(
        'grid size-8 place-items-center rounded-t-lg rounded-b-sm border text-xs font-semibold',
        holder !== undefined && 'border-primary bg-primary text-on-primary',
        holder === undefined && isOpen && 'border-edge bg-card hover:border-primary',
        holder === undefined && !isOpen && 'border-line bg-sunken text-muted',
      )}
    >
      {holder !== undefined && <Icon name={isOwn ? 'check' : 'person'} />}
      {holder === undefined && !isOpen && <Icon name="close" />}
    </button>
  );
}
