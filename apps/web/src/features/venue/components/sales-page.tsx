import type { PlanArea } from '@docket/contracts/catalog/seat';
import type { ShowDetail } from '@docket/contracts/http/show';
import type { HallPlan } from '@docket/contracts/http/venue';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { useSeatBoard } from '../../seats/api/use-seat-board.ts';
import { ShowHeader } from '../../catalog/components/show-header.tsx';
import { planQuery, showQuery, useShow } from '../../catalog/api/queries.ts';
import { ChangeShow } from './change-show.tsx';
import type { SeatLook } from '../../seats/seat-words.ts';
import { houseSeatsQuery } from '../api/house-seats.ts';
import { salesQuery } from '../api/queries.ts';
import { takingsOf } from '../sales-hours.ts';
import { HouseSeats } from './house-seats.tsx';
import { MoveShow } from './move-show.tsx';
import { PlanDrawing } from './plan-drawing.tsx';
import { SalesChart } from './sales-chart.tsx';
import { countByZone, ZoneSales } from './zone-sales.tsx';

const route = getRouteApi('/venue/shows/$id');

/** How one show sells, as it happens. */
export function SalesPage() {
  const { id } = route.useParams();
  return (
    <AtId kind="venueShow" id={id}>
      <OneShow id={id} />
    </AtId>
  );
}

function OneShow({ id }: { readonly id: string }) {
  const show = useShow(id);
  const plan = useQuery(planQuery(show.data?.hall.hallId));
  useTitle(show.data === undefined ? undefined : `Sales of ${show.data.title.name}`);
  const failed = show.isLoadingError ? show : plan.isLoadingError ? plan : undefined;
  if (isNoSuch('venueShow', failed?.error)) return <NoSuch kind="venueShow" />;
  return (
    <Page className="grid gap-5">
      <Link to="/venue/shows" className="link justify-self-start text-sm">
        Shows
      </Link>
      {failed !== undefined && <Failure error={failed.error} retry={() => void failed.refetch()} />}
      {failed === undefined && (show.data === undefined || plan.data === undefined) && (
        <Loading label="Loading the show" lines={10} />
      )}
      {show.data !== undefined && plan.data !== undefined && <Sales key={id} show={show.data} plan={plan.data} />}
    </Page>
  );
}

function Sales({ show, plan }: { readonly show: ShowDetail; readonly plan: HallPlan }) {
  const { board, live, error, retry } = useSeatBoard(show.showId);
  const map = board.map;
  const house = useQuery(houseSeatsQuery(show.showId));
  const sales = useQuery(salesQuery(show.showId));
  const blocks = house.data ?? [];
  const [marked, setMarked] = useState<ReadonlySet<number>>(() => new Set());
  const stateOf = (seat: number) => board.map?.seats.get(seat)?.state ?? 'free';
  const everything = [...plan.seats, ...plan.areas.flatMap(placesOf)];
  const sold = everything.filter((seat) => stateOf(seat.seat) === 'sold');
  const kept = new Set(blocks.flatMap(({ seats }) => seats.map(({ seat }) => seat)));
  const lookOf = (seat: number): SeatLook => {
    if (marked.has(seat) && stateOf(seat) !== 'sold') return 'chosen';
    return kept.has(seat) ? 'house' : LOOKS[stateOf(seat)];
  };
  const mark = (seat: number) => {
    if (!kept.has(seat) && stateOf(seat) !== 'free') return;
    setMarked((held) => new Set(held.has(seat) ? [...held].filter((one) => one !== seat) : [...held, seat]));
  };
  const rest = plan.capacity - (map?.freeCount ?? plan.capacity) - sold.length - kept.size;
  // The seats of the house are read by themselves, and may be older than the map.
  const behind = map !== undefined && rest < 0;
  const held = Math.max(0, rest);
  const { refetch: readHouse } = house;
  useEffect(() => void readHouse({ cancelRefetch: false }), [readHouse, show.status, show.startsAt, behind]);
  const { refetch: readSales } = sales;
  useEffect(() => void readSales(), [readSales, show.status, sold.length]);
  if (error !== null) return <Failure error={error} retry={retry} />;
  return (
    <>
      <ShowHeader show={show} />
      {show.status === 'CANCELLED' && <Notice tone="bad" title="This show was cancelled" />}
      {map === undefined ? (
        <Loading label="Counting seats" />
      ) : (
        <>
          <dl
            data-testid="sales"
            data-live={live}
            className="grid grid-cols-2 gap-x-4 gap-y-3 box px-4 py-3 sm:flex sm:gap-x-10"
          >
            <Fact label="Sold">
              <span data-testid="sold">{sold.length}</span>
            </Fact>
            <Fact label="Held">
              <span data-testid="held">{held}</span>
            </Fact>
            {kept.size > 0 && (
              <Fact label="House">
                <span data-testid="house">{kept.size}</span>
              </Fact>
            )}
            <Fact label="Free">
              <span data-testid="free">{map.freeCount}</span>{' '}
              <span className="font-normal text-muted">of {map.capacity}</span>
            </Fact>
            {sales.data !== undefined && (
              <Fact label="Sold for">
                <span data-testid="takings">{formatMoney(takingsOf(sales.data), sales.data.currency)}</span>
              </Fact>
            )}
            {show.status !== 'CANCELLED' && <Fact label="Now">{live ? 'live' : 'every few seconds'}</Fact>}
          </dl>
          <ZoneSales
            show={show}
            counts={countByZone(everything, (seat) => (kept.has(seat) ? 'house' : stateOf(seat)))}
          />
          <SalesChart show={show} />
          <PlanDrawing
            plan={plan}
            lookOf={lookOf}
            onPick={show.status === 'CANCELLED' ? undefined : mark}
            areaWords={(area) => `${board.freeIn(area)} of ${area.places} free`}
            subscribe={board.subscribe}
            label={`${plan.name}: ${sold.length} seats sold, ${held} held`}
            signs={[
              { look: 'own', word: 'sold' },
              { look: 'taken', word: 'held' },
              { look: 'house', word: 'house' },
              { look: 'free', word: 'free' },
            ]}
          />
          {show.status !== 'CANCELLED' && (
            <HouseSeats
              show={show}
              blocks={blocks}
              chosen={plan.seats.filter(({ seat }) => marked.has(seat) && stateOf(seat) === 'free')}
              areas={plan.areas.map((area) => ({ ...area, free: board.freeIn(area) }))}
              chosenHouse={[...marked].filter((seat) => kept.has(seat))}
              onDone={() => setMarked(new Set())}
            />
          )}
        </>
      )}
      {show.status !== 'CANCELLED' && (
        <div className="flex flex-wrap gap-3">
          <Link
            to="/venue/shows/$id/check-in"
            params={{ id: show.showId }}
            className={buttonClass('primary', 'normal', 'min-h-11')}
          >
            <Icon name="ticket" /> Check in
          </Link>
          <ChangeShow show={show} taken={sold.length + held} />
          <MoveShow show={show} />
          <CancelShow show={show} />
        </div>
      )}
    </>
  );
}

const LOOKS = { free: 'free', held: 'taken', sold: 'own' } as const;

/** Places of a standing area, as far as sales count them. */
function placesOf({ first, places, zone }: PlanArea): { readonly seat: number; readonly zone: string }[] {
  return Array.from({ length: places }, (_, at) => ({ seat: first + at, zone }));
}

function CancelShow({ show }: { readonly show: ShowDetail }) {
  const [asking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => docket.catalog.changeShow(show.showId, { status: 'CANCELLED' }),
    onSuccess: (changed) => {
      queryClient.setQueryData(showQuery(show.showId).queryKey, changed);
      setAsking(false);
    },
  });
  return (
    <>
      <Button variant="danger" className="justify-self-start" onClick={() => setAsking(true)}>
        Cancel the show
      </Button>
      {asking && (
        <ConfirmDialog
          title="Cancel this show?"
          action="Cancel the show"
          keep="Keep the show"
          danger
          busy={cancel.isPending}
          error={cancel.error}
          onConfirm={() => cancel.mutate()}
          onClose={() => {
            setAsking(false);
            cancel.reset();
          }}
        >
          <p>
            All its bookings are cancelled, their tickets become void, and what was paid for them goes back in full.
            Everybody who has seats or waits for some is told. This cannot be undone.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
