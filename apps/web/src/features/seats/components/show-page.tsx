import type { PlanSeat } from '@docket/contracts/catalog/seat';
import { BOOKING_SEATS_MAX } from '@docket/contracts/http/booking';
import type { ShowDetail } from '@docket/contracts/http/show';
import type { HallPlan } from '@docket/contracts/http/venue';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { plural } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Page } from '../../../ui/page.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { planQuery, useShow } from '../../catalog/api/queries.ts';
import { useHoldSeats } from '../api/use-hold-seats.ts';
import { useOwnSeats } from '../api/use-own-seats.ts';
import { useSeatBoard } from '../api/use-seat-board.ts';
import { splitLabels, splitPlaces } from '../../../lib/seat-names.ts';
import { refusedVoucher } from '../refused-voucher.ts';
import { listWords } from '../seat-words.ts';
import { BestSeats } from './best-seats.tsx';
import { ChoiceBar } from './choice-bar.tsx';
import { Legend } from './legend.tsx';
import { OwnSeats } from './own-seats.tsx';
import { SaleGate } from './sale-gate.tsx';
import { SeatList } from './seat-list.tsx';
import { SeatMap, type SeatMapHandle } from './seat-map.tsx';
import { ShowHeader } from '../../catalog/components/show-header.tsx';
import { SoldOut } from './sold-out.tsx';
import { StandingAreas } from './standing-areas.tsx';
import { classOf, FULL_TICKETS, TicketChoice } from './ticket-choice.tsx';

const route = getRouteApi('/shows/$id');

export function ShowPage() {
  const { id } = route.useParams();
  return (
    <AtId kind="show" id={id}>
      <OneShow id={id} />
    </AtId>
  );
}

function OneShow({ id }: { readonly id: string }) {
  const show = useShow(id);
  const plan = useQuery(planQuery(show.data?.hall.hallId));
  useTitle(show.data === undefined ? undefined : `Seats for ${show.data.title.name}`);
  const failed = show.isLoadingError ? show : plan.isLoadingError ? plan : undefined;
  if (failed !== undefined) {
    if (isNoSuch('show', failed.error)) return <NoSuch kind="show" />;
    return (
      <Page>
        <Failure error={failed.error} retry={() => void failed.refetch()} />
      </Page>
    );
  }
  if (show.data === undefined) {
    return (
      <Page>
        <Loading label="Loading the show" lines={12} />
      </Page>
    );
  }
  return (
    <div className="mx-auto flex w-full max-w-7xl grow flex-col gap-4 px-4 pt-5 sm:px-6 sm:pt-8">
      <ShowHeader show={show.data} />
      <SaleGate show={show.data}>
        {(pass) =>
          plan.data === undefined ? (
            <Loading label="Drawing the hall" lines={12} />
          ) : (
            <Seats key={id} show={show.data} plan={plan.data} pass={pass} />
          )
        }
      </SaleGate>
    </div>
  );
}

type SeatsProps = { readonly show: ShowDetail; readonly plan: HallPlan; readonly pass: string | undefined };

function Seats({ show, plan, pass }: SeatsProps) {
  const { board, view, live, error, retry } = useSeatBoard(show.showId);
  const search = route.useSearch();
  const [highlight, setHighlight] = useState<string>();
  const [shown, setShown] = useState<'map' | 'list'>('map');
  const [word, setWord] = useState<string>();
  const [tickets, setTickets] = useState(FULL_TICKETS);
  const map = useRef<SeatMapHandle>(null);
  const own = useOwnSeats(show.showId);
  const hold = useHoldSeats(show.showId, board);
  const failure = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // It may be out of sight, and the button would seem dead.
    failure.current?.focus({ preventScroll: true });
    failure.current?.scrollIntoView({ block: 'center' });
  }, [hold.error]);

  const byNumber = useMemo(() => new Map(plan.seats.map((seat) => [seat.seat, seat])), [plan]);
  const byLabel = useMemo(() => new Map(plan.seats.map((seat) => [seat.label, seat.seat])), [plan]);
  const zonePrice = useMemo(() => {
    const zones = new Map(show.zones.map((zone) => [zone.zone, zone]));
    return ({ zone: id }: { readonly zone: string }) => {
      const zone = zones.get(id);
      return zone && { zone: zone.name, priceMinor: zone.priceMinor, currency: show.currency };
    };
  }, [show]);
  const most = Math.max(0, Math.min(show.seatsPerUser, BOOKING_SEATS_MAX) - own.count);
  const numbersOf = useCallback(
    (labels: readonly string[]) => labels.map((label) => byLabel.get(label)).filter((seat) => seat !== undefined),
    [byLabel],
  );

  useEffect(() => board.setOwn(numbersOf(own.labels)), [board, numbersOf, own.labels]);

  // Seats that the address names, as after logging in: once, when it is known which are free.
  const named = search.seats;
  const known = view.free !== undefined;
  useEffect(() => {
    if (named === undefined || !known) return;
    const seats = numbersOf(splitLabels(named)).slice(0, show.seatsPerUser);
    board.choose(seats);
    map.current?.goToSeats(board.view.chosen);
  }, [board, known]);

  const [places, setPlaces] = useState(() => splitPlaces(search.places ?? ''));
  // What is gone meanwhile is chosen no more.
  const wanted = plan.areas
    .map((area) => ({ ...area, count: Math.min(places.get(area.area) ?? 0, board.freeIn(area), most) }))
    .filter(({ count }) => count > 0);
  const standing = wanted.reduce((sum, { count }) => sum + count, 0);
  const setCount = (area: string, count: number) => setPlaces((held) => new Map(held).set(area, count));

  // Stable, or the hall would be drawn anew.
  const limit = useRef(most);
  useEffect(() => {
    limit.current = most - standing;
  }, [most, standing]);
  const pick = useCallback(
    (seat: number) => {
      const { chosen } = board.view;
      if (!chosen.includes(seat) && board.isFree(seat) && chosen.length >= limit.current) {
        setWord(`You can book at most ${plural(show.seatsPerUser, 'seat')} for this show.`);
        return;
      }
      const can = board.toggle(seat);
      setWord(
        can || board.lookOf(seat) === 'own' ? undefined : `${byNumber.get(seat)?.label ?? 'This seat'} is taken.`,
      );
    },
    [board, byNumber, show.seatsPerUser],
  );

  const chosen = view.chosen.map((seat) => byNumber.get(seat)).filter((seat) => seat !== undefined);
  const labels = chosen.map((seat) => seat.label);
  const fullPriceOf = (seat: PlanSeat) => zonePrice(seat)?.priceMinor ?? 0;
  const bought = chosen.map((seat) => ({ seat, as: classOf(seat, tickets, show.classes) }));
  const total =
    bought.reduce((sum, { seat, as }) => sum + (as?.prices[seat.zone] ?? fullPriceOf(seat)), 0) +
    wanted.reduce((sum, area) => sum + area.count * (zonePrice(area)?.priceMinor ?? 0), 0);
  const classes = Object.fromEntries(
    bought.flatMap(({ seat, as }) => (as === undefined ? [] : [[seat.label, as.class] as const])),
  );
  // Of what is free, spaces for wheelchairs and the seats beside them are not for everybody.
  const kept = plan.seats.filter(({ seat, kind }) => kind !== 'seat' && board.isFree(seat)).length;
  const soldOut = view.free !== undefined && view.free <= kept;
  const lost = view.lost.map((seat) => byNumber.get(seat)?.label ?? String(seat));

  const free = (
    <p className="text-sm text-muted" data-testid="free" data-live={live}>
      {view.free === undefined ? (
        'Checking which seats are free'
      ) : (
        <>
          <strong className="text-ink tabular-nums">{view.free}</strong> of {plan.capacity} free
          {live && ', live'}
        </>
      )}
    </p>
  );

  const voucherWords = refusedVoucher(hold.error);

  if (error !== null) return <Failure error={error} retry={retry} />;
  return (
    <>
      {!show.waitingRoom && <OwnSeats own={own} />}
      <Legend plan={plan} show={show} highlight={highlight} onHighlight={setHighlight} />
      <div role="status" className="grid gap-2 empty:hidden">
        {lost.length > 0 && (
          <Notice tone="limit" title={`${listWords(lost)} just went to someone else`}>
            <div className="flex flex-wrap items-center justify-between gap-2">
              <p>
                {chosen.length > 0 ? 'Your other seats are still free.' : 'Nothing was charged. Choose other seats.'}
              </p>
              <Button size="small" onClick={() => board.acknowledge()}>
                Got it
              </Button>
            </div>
          </Notice>
        )}
        {word !== undefined && <Notice tone="note" title={word} />}
      </div>
      <SoldOut show={show} plan={plan} pass={pass} soldOut={soldOut} />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-[1fr_19rem]">
        <div className="grid min-w-0 grid-cols-1 content-start gap-3">
          {shown === 'map' ? (
            <SeatMap plan={plan} board={board} priceOf={zonePrice} onPick={pick} highlight={highlight} handle={map}>
              {free}
            </SeatMap>
          ) : (
            <>
              {free}
              <SeatList plan={plan} board={board} priceOf={zonePrice} onPick={pick} highlight={highlight} />
            </>
          )}
        </div>
        <aside className="grid content-start gap-4" aria-label="Help choosing">
          {plan.areas.length > 0 && (
            <StandingAreas
              areas={plan.areas}
              board={board}
              priceOf={zonePrice}
              chosen={new Map(wanted.map(({ area, count }) => [area, count]))}
              left={most - chosen.length - standing}
              onChange={setCount}
            />
          )}
          {most > 0 && plan.seats.length > 0 && (
            <BestSeats
              showId={show.showId}
              plan={plan}
              most={most}
              onFound={(found, together) => {
                const seats = numbersOf(found);
                board.choose(seats);
                setWord(
                  together || found.length === 1
                    ? undefined
                    : `There are no ${found.length} free seats side by side; these are the closest together.`,
                );
                map.current?.goToSeats(seats);
              }}
            />
          )}
          <Segmented
            label="View"
            value={shown}
            onChange={setShown}
            options={[
              { value: 'map', label: 'Map' },
              { value: 'list', label: 'List' },
            ]}
          />
        </aside>
      </div>
      {chosen.length + wanted.length > 0 && (
        <TicketChoice
          seats={chosen}
          classes={show.classes}
          tickets={tickets}
          currency={show.currency}
          fullPriceOf={fullPriceOf}
          refused={voucherWords === undefined ? undefined : { words: voucherWords, refusal: hold.error }}
          onChange={(next) => {
            if (next.voucher !== tickets.voucher && voucherWords !== undefined) hold.reset();
            setTickets(next);
          }}
        />
      )}
      {hold.error !== null && voucherWords === undefined && (
        <div ref={failure} tabIndex={-1} className="outline-none">
          <Failure error={hold.error} />
        </div>
      )}
      <div className="grow" />
      <ChoiceBar
        seats={chosen}
        places={wanted}
        totalMinor={total}
        currency={show.currency}
        busy={hold.isPending}
        closed={undefined}
        onRemove={(seat) => board.toggle(seat)}
        onRemovePlaces={(area) => setCount(area, 0)}
        onHold={() =>
          hold.mutate({
            labels,
            places: new Map(wanted.map(({ area, count }) => [area, count])),
            pass,
            classes,
            voucher: tickets.voucher,
          })
        }
      />
    </>
  );
}
