import type { FlightHit } from '@docket/contracts/http/flight';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { plural } from '../../../lib/format.ts';
import { given } from '../../../lib/given.ts';
import { useMedia } from '../../../lib/use-media.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Failure } from '../../../ui/states.tsx';
import { keepLastFlights } from '../api/last-flights.ts';
import { dayWords } from '../../hotel/days.ts';
import { flightsQuery } from '../api/queries.ts';
import { chosenIn, chosenText, fieldsOf, wishIn, type FlightWish } from '../flight-address.ts';
import { CABIN_WORDS, flyersWords } from '../flight-words.ts';
import {
  after,
  cheapestOf,
  familyTotals,
  filterCount,
  filterFieldsOf,
  filtersIn,
  narrow,
  SORTS,
  type Filters,
  type Sort,
} from '../narrow-journeys.ts';
import { airportWords } from './airport-field.tsx';
import { ChosenJourney } from './chosen-journey.tsx';
import { FareChoice } from './fare-choice.tsx';
import { daysWords } from './flight-dates.tsx';
import { FlightFilters } from './flight-filters.tsx';
import { FlightForm } from './flight-form.tsx';
import { JourneyCard } from './journey-card.tsx';

const route = getRouteApi('/flights/search');
/** Journeys that are drawn at once. */
const IN_SIGHT = 20;

const SORT_WORDS: Readonly<Record<Sort, string>> = {
  best: 'Best',
  cheapest: 'Cheapest',
  fastest: 'Fastest',
  earliest: 'Earliest',
};

export function FlightResultsPage() {
  const search = route.useSearch();
  const wish = wishIn(search);
  if (wish === undefined) return <NothingAsked />;
  return <Results key={JSON.stringify(fieldsOf(wish))} wish={wish} />;
}

/** The address does not say from where to where, or when. */
function NothingAsked() {
  useTitle('Flights');
  const navigate = useNavigate();
  return (
    <Page className="grid gap-4">
      <h1 className="text-2xl font-bold">From where to where?</h1>
      <FlightForm
        onSearch={(wish) => void navigate({ to: '/flights/search', search: fieldsOf(wish), replace: true })}
      />
    </Page>
  );
}

function Results({ wish }: { readonly wish: FlightWish }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const found = useQuery(flightsQuery(wish));
  const directions = found.data?.data;
  const names = useMemo(
    () =>
      Object.fromEntries(
        (directions ?? []).flatMap(({ from, to }) => [from, to]).map(({ code, city }) => [code, city]),
      ),
    [directions],
  );
  const [first] = wish.directions;
  const named = (code: string) => airportWords({ code, city: names[code] ?? '' });
  useTitle(first === undefined ? 'Flights' : `Flights ${named(first.from)} to ${named(first.to)}`);
  useEffect(() => {
    if (directions !== undefined) keepLastFlights({ wish, names });
  }, [directions, names]);

  const chosen = useMemo(() => chosenHits(chosenIn(search.chosen), directions), [search.chosen, directions]);
  const step = chosen.length;
  const current = directions?.[step];
  const choose = (hits: readonly FlightHit[]) =>
    void navigate({
      search: (old) => ({
        ...fieldsOf(wish),
        ...given({ sort: old.sort, stops: old.stops, chosen: chosenText(hits.map(({ journeyId }) => journeyId)) }),
      }),
    });

  return (
    <Page className="grid content-start gap-5">
      <Asked wish={wish} names={names} />
      {found.isError && found.data === undefined && <Failure error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <JourneysLoading />}
      {found.data !== undefined && (
        <>
          {chosen.length > 0 && (
            <ol aria-label="Chosen flights" className="grid gap-2">
              {chosen.map((hit, index) => (
                <li key={hit.journeyId}>
                  <ChosenJourney
                    title={directionWords(wish, index)}
                    journey={hit}
                    onChange={() => choose(chosen.slice(0, index))}
                  />
                </li>
              ))}
            </ol>
          )}
          {current === undefined ? (
            <section aria-labelledby="fares" className="grid gap-4">
              <div>
                <h1 id="fares" className="text-xl font-bold" data-testid="step">
                  Choose a fare
                </h1>
                <p className="text-muted">For all flights and {flyersWords(wish)}, taxes included.</p>
              </div>
              <FareChoice
                totals={familyTotals(chosen)}
                families={found.data.meta.families}
                currency={found.data.meta.currency}
                onChoose={(fare) =>
                  void navigate({
                    to: '/flights/passengers',
                    search: {
                      ...fieldsOf(wish),
                      ...given({ chosen: chosenText(chosen.map(({ journeyId }) => journeyId)), fare }),
                    },
                  })
                }
              />
            </section>
          ) : (
            <Journeys
              key={step}
              title={`${directionWords(wish, step)}: ${named(current.from.code)} to ${named(current.to.code)}`}
              day={current.day}
              hits={after(current.journeys, chosen.at(-1))}
              before={chosen}
              currency={found.data.meta.currency}
              wish={wish}
              onChoose={(hit) => choose([...chosen, hit])}
            />
          )}
        </>
      )}
    </Page>
  );
}

/** The journeys of an address that are still offered, up to the first that is not. */
function chosenHits(
  ids: readonly string[],
  directions: readonly { readonly journeys: readonly FlightHit[] }[] | undefined,
): FlightHit[] {
  const hits: FlightHit[] = [];
  for (const [index, id] of ids.entries()) {
    const hit = directions?.[index]?.journeys.find(({ journeyId }) => journeyId === id);
    if (hit === undefined) break;
    hits.push(hit);
  }
  return hits;
}

/** `Way out`, `Way back`, `Flight 3`; the only one is `Flight`. */
function directionWords({ directions, isReturn }: FlightWish, index: number): string {
  if (isReturn) return index === 0 ? 'Way out' : 'Way back';
  return directions.length === 1 ? 'Flight' : `Flight ${index + 1}`;
}

type JourneysProps = {
  readonly title: string;
  readonly day: string;
  readonly hits: readonly FlightHit[];
  /** What is chosen for the directions before. */
  readonly before: readonly FlightHit[];
  readonly currency: string;
  readonly wish: FlightWish;
  readonly onChoose: (hit: FlightHit) => void;
};

function Journeys({ title, day, hits, before, currency, wish, onChoose }: JourneysProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isWide = useMedia('(min-width: 64rem)');
  const [isFiltering, setFiltering] = useState(false);
  const [count, setCount] = useState(IN_SIGHT);
  const heading = useRef<HTMLHeadingElement>(null);
  const filters = filtersIn(search);
  const sort = SORTS.find((one) => one === search.sort) ?? 'best';
  const shown = narrow(hits, filters, sort);
  const longest = Math.max(1, ...shown.slice(0, count).map(({ minutes }) => minutes));
  useEffect(() => {
    // The list of the next direction takes the place of the one before: whoever does not see it is told.
    if (before.length > 0) heading.current?.focus();
  }, []);
  const refine = (change: Filters) =>
    void navigate({
      search: (old) => given({ ...old, ...filterFieldsOf(change) }),
      replace: true,
      resetScroll: false,
    });
  const list = <FlightFilters hits={hits} filters={filters} currency={currency} onChange={refine} />;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[15rem_minmax(0,1fr)]">
      {isWide && (
        <aside aria-label="Filters">
          <h2 className="sr-only">Filters</h2>
          {list}
        </aside>
      )}
      <section aria-labelledby="direction" className="grid grid-cols-1 gap-3">
        <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
          <div>
            <h1 id="direction" ref={heading} tabIndex={-1} className="text-xl font-bold" data-testid="step">
              {title}
            </h1>
            <p className="text-muted">
              {dayWords(day)} · {shown.length === hits.length ? '' : `${shown.length} of `}
              {plural(hits.length, 'way')} to fly
            </p>
          </div>
          <div className="flex items-center gap-2">
            <Select
              quiet
              label="Order"
              className="w-32"
              value={sort}
              options={SORTS.map((value) => ({ value, label: SORT_WORDS[value] }))}
              onChange={(value) =>
                void navigate({
                  search: (old) => given({ ...old, sort: value === 'best' ? undefined : value }),
                  replace: true,
                  resetScroll: false,
                })
              }
            />
            {!isWide && (
              <Button onClick={() => setFiltering(true)}>
                <Icon name="sliders" /> Filters
                {filterCount(filters) > 0 && (
                  <span className="rounded-full bg-primary px-1.5 text-xs text-on-primary tabular-nums">
                    {filterCount(filters)}
                  </span>
                )}
              </Button>
            )}
          </div>
        </div>
        {sort === 'best' && hits.length > 1 && (
          <p className="text-sm text-muted">
            Best weighs the price against the hours on the way and each change of planes.
          </p>
        )}
        {hits.length === 0 && (
          <Empty title={before.length > 0 ? 'Nothing leaves after you arrive' : 'No flights on this day'}>
            {before.length > 0 ? 'Choose an earlier flight before it, or another day.' : 'Try another day.'}
          </Empty>
        )}
        {hits.length > 0 && shown.length === 0 && (
          <Empty title="No flight has all of this">
            <Button size="small" onClick={() => refine(filtersIn({}))}>
              Clear all filters
            </Button>
          </Empty>
        )}
        <ul aria-label="Journeys" className="grid gap-3">
          {shown.slice(0, count).map((hit) => (
            <li key={hit.journeyId}>
              <JourneyCard
                hit={hit}
                longest={longest}
                {...priceOf(hit, before, wish)}
                currency={currency}
                onChoose={() => onChoose(hit)}
              />
            </li>
          ))}
        </ul>
        {shown.length > count && (
          <Button className="justify-self-center" onClick={() => setCount(count + IN_SIGHT)}>
            Show more
          </Button>
        )}
      </section>
      {isFiltering && (
        <FilterDialog left={shown.length} onClose={() => setFiltering(false)}>
          {list}
        </FilterDialog>
      )}
    </div>
  );
}

/** From the second direction on, what all that is chosen costs together with this journey, in the cheapest fare that all have. */
function priceOf(hit: FlightHit, before: readonly FlightHit[], wish: FlightWish) {
  const people = wish.adults + wish.children + wish.infants;
  const who = people === 1 ? '' : `, ${people} passengers`;
  const together = before.length === 0 ? undefined : familyTotals([...before, hit])[0]?.totalMinor;
  if (together !== undefined) return { totalMinor: together, of: `all flights so far${who}` };
  return {
    totalMinor: cheapestOf(hit),
    of: `${wish.directions.length > 1 ? 'this way' : 'in all'}${who}`,
  };
}

type AskedProps = { readonly wish: FlightWish; readonly names: Readonly<Record<string, string>> };

/** What is searched: a line that opens the form. */
function Asked({ wish, names }: AskedProps) {
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const { directions, isReturn } = wish;
  const [first, last] = [directions[0], directions.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (isOpen)
    return (
      <FlightForm
        now={{ wish, names }}
        onSearch={(next) => {
          setOpen(false);
          // What was chosen and filtered was of another search.
          void navigate({ to: '/flights/search', search: fieldsOf(next) });
        }}
      />
    );
  const city = (code: string) => names[code] ?? code;
  return (
    <button
      type="button"
      aria-expanded="false"
      className="box flex min-h-12 w-full items-center gap-3 px-4 py-2 text-left hover:border-primary"
      onClick={() => setOpen(true)}
    >
      <Icon name="search" className="text-muted" />
      <span className="grid min-w-0 grow">
        <span className="truncate font-medium">
          {isReturn
            ? `${city(first.from)} – ${city(first.to)} and back`
            : [city(first.from), ...directions.map(({ to }) => city(to))].join(' – ')}
        </span>
        <span className="text-sm text-muted">
          {daysWords(first.depart, directions.length > 1 ? last.depart : undefined)} · {flyersWords(wish)} ·{' '}
          {CABIN_WORDS[wish.cabin]}
        </span>
      </span>
      <span className="shrink-0 text-sm text-link">Change</span>
    </button>
  );
}

function JourneysLoading() {
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">Looking for flights</span>
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} aria-hidden="true" className="box grid animate-pulse-soft gap-3 p-4">
          <span className="h-6 w-2/5 rounded bg-sunken" />
          <span className="h-3.5 w-3/5 rounded bg-sunken" />
          <span className="h-6 w-24 justify-self-end rounded bg-sunken" />
        </div>
      ))}
    </div>
  );
}

type FilterDialogProps = { readonly left: number; readonly onClose: () => void; readonly children: ReactNode };

/** Filters where there is no room beside the list. They count at once; the button only closes. */
function FilterDialog({ left, onClose, children }: FilterDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-label="Filters"
      onClose={onClose}
      className="m-0 ml-auto h-dvh max-h-none w-full max-w-sm border-l border-line bg-card p-0 text-ink shadow-dialog backdrop:bg-ink/35 backdrop:dark:bg-sunken/70"
    >
      <div className="grid h-full grid-rows-[minmax(0,1fr)_auto]">
        <div className="overflow-y-auto p-5">
          <h2 className="mb-4 text-lg font-bold">Filters</h2>
          {children}
        </div>
        <div className="border-t border-line p-4">
          <Button variant="primary" className="min-h-12 w-full" onClick={() => dialog.current?.close()}>
            Show {plural(left, 'flight')}
          </Button>
        </div>
      </div>
    </dialog>
  );
}
