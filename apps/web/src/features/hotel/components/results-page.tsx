import type { HotelHit } from '@docket/contracts/http/hotel';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { plural } from '../../../lib/format.ts';
import { given } from '../../../lib/given.ts';
import { formatMoney, spokenMoney } from '../../../lib/money.ts';
import { useMedia } from '../../../lib/use-media.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Failure } from '../../../ui/states.tsx';
import { lastSearch } from '../api/last-search.ts';
import { placeQuery, searchQuery, type HotelSearch } from '../api/queries.ts';
import type { MapLabel } from '../draw-map.ts';
import { boxIn, boxText, type Place } from '../mercator.ts';
import {
  fieldsOf,
  filterCount,
  filterFieldsOf,
  filtersIn,
  partyWords,
  SORTS,
  stayIn,
  stayQueryOf,
  type Filters,
  type Stay,
} from '../stay-address.ts';
import { SORT_WORDS, toWhole } from '../stay-words.ts';
import { datesWords } from './dates-field.tsx';
import { FilterList, type SearchMeta } from './filters.tsx';
import { HitCard } from './hit-card.tsx';
import { StayForm } from './stay-form.tsx';
import { StayMap, type MapPin } from './stay-map.tsx';

const route = getRouteApi('/stays/search');
/** Stays on a map; more would be clusters of clusters. */
const ON_MAP = 100;

export function ResultsPage() {
  const search = route.useSearch();
  const stay = stayIn(search);
  const hasPlace = search.place !== undefined || boxIn(search.box) !== undefined;
  if (stay === undefined || !hasPlace) return <NothingAsked stay={stay} />;
  return <Results stay={stay} />;
}

/** The address does not say where, or when. */
function NothingAsked({ stay }: { readonly stay: Stay | undefined }) {
  useTitle('Stays');
  const { place } = route.useSearch();
  const known = useQuery({ ...placeQuery(place ?? ''), enabled: place !== undefined });
  const navigate = useNavigate();
  return (
    <Page className="grid gap-4">
      <h1 className="text-2xl font-bold">Where and when?</h1>
      <StayForm
        key={known.data?.slug}
        {...(known.data === undefined && stay === undefined ? {} : { now: { place: known.data, stay } })}
        onSearch={({ place: { slug }, stay: wish }) =>
          void navigate({ to: '/stays/search', search: { place: slug, ...fieldsOf(wish) }, replace: true })
        }
      />
    </Page>
  );
}

/** What the address asks for, as the API takes it. */
function useAsked(stay: Stay): HotelSearch {
  const { place, box, sort, q, stars, kinds, amenities, areas, boards, free, min, max } = route.useSearch();
  const filters = filtersIn(given({ stars, kinds, amenities, areas, boards, free, min, max }));
  const where = boxIn(box);
  return {
    ...(where === undefined ? { place: place ?? '' } : { box: boxText(where) }),
    ...stayQueryOf(stay),
    ...given({ q }),
    stars: filters.stars.join(','),
    kinds: filters.kinds.join(','),
    amenities: filters.amenities.join(','),
    areas: filters.areas.join(','),
    boards: filters.boards.join(','),
    ...(filters.free ? { freeCancellation: 'true' } : {}),
    ...given({ minTotal: filters.min, maxTotal: filters.max }),
    sort: SORTS.find((one) => one === sort) ?? 'recommended',
  };
}

function Results({ stay }: { readonly stay: Stay }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const asked = useAsked(stay);
  const filters = filtersIn(search);
  const found = useInfiniteQuery(searchQuery(asked));
  const place = useQuery({ ...placeQuery(search.place ?? ''), enabled: search.place !== undefined });
  const isWide = useMedia('(min-width: 64rem)');
  const isWider = useMedia('(min-width: 80rem)');
  const [chosen, setChosen] = useState<string>();
  const [isFiltering, setFiltering] = useState(false);
  const hits = useMemo(() => found.data?.pages.flatMap(({ data }) => data), [found.data]);
  const meta = found.data?.pages[0]?.meta;
  const name = place.data?.name ?? meta?.place?.name;
  const here = boxIn(search.box) === undefined ? (name ?? 'this place') : 'this area';
  useTitle(name === undefined ? 'Stays' : `Stays in ${name}`);

  const refine = (change: Filters) =>
    void navigate({
      search: (old) => given({ ...old, ...filterFieldsOf(change) }),
      replace: true,
      resetScroll: false,
    });
  const showsMap = isWide || search.view === 'map';
  const showsList = isWide || search.view !== 'map';
  const setView = (view: 'map' | undefined) =>
    void navigate({ search: (old) => given({ ...old, view }), replace: true });

  return (
    <div className="mx-auto grid w-full max-w-[100rem] grid-cols-1 content-start gap-4 px-4 py-4 sm:px-6">
      <Asked stay={stay} place={place.data} name={here} />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 className="text-xl font-bold" data-testid="found">
          {meta === undefined ? `Stays in ${here}` : `${plural(meta.total, 'stay')} in ${here}`}
        </h1>
        <div className="flex flex-wrap items-center gap-2">
          {search.box !== undefined && search.place !== undefined && (
            <Link
              from="/stays/search"
              to="/stays/search"
              search={(old) => given({ ...old, box: undefined })}
              className={buttonClass('secondary', 'normal')}
            >
              <Icon name="reset" /> All of {name ?? 'the place'}
            </Link>
          )}
          <Select
            quiet
            label="Order"
            className="w-36 sm:w-44"
            value={asked.sort ?? 'recommended'}
            options={SORTS.filter(
              (one) =>
                one !== 'distance' ||
                asked.sort === 'distance' ||
                hits?.some(({ distanceMetres }) => distanceMetres !== null) === true,
            ).map((value) => ({ value, label: SORT_WORDS[value] }))}
            onChange={(value) =>
              void navigate({
                search: (old) => given({ ...old, sort: value === 'recommended' ? undefined : value }),
                replace: true,
                resetScroll: false,
              })
            }
          />
          {!isWider && (
            <Button onClick={() => setFiltering(true)} disabled={meta === undefined}>
              <Icon name="sliders" /> Filters
              {filterCount(filters) > 0 && (
                <span className="rounded-full bg-primary px-1.5 text-xs text-on-primary tabular-nums">
                  {filterCount(filters)}
                </span>
              )}
            </Button>
          )}
          {!isWide && (
            <Button onClick={() => setView(showsMap ? undefined : 'map')}>
              <Icon name={showsMap ? 'list' : 'map'} /> {showsMap ? 'List' : 'Map'}
            </Button>
          )}
        </div>
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] xl:grid-cols-[15rem_minmax(0,1.15fr)_minmax(0,1fr)]">
        {isWider && (
          <aside aria-label="Filters">
            <h2 className="sr-only">Filters</h2>
            {meta !== undefined && <FilterList meta={meta} filters={filters} onChange={refine} />}
          </aside>
        )}
        {showsList && (
          <div className="grid grid-cols-1 gap-3">
            <h2 className="sr-only">List</h2>
            {found.isError && <Failure error={found.error} retry={() => void found.refetch()} />}
            {found.isPending && <HitsLoading />}
            {hits?.length === 0 && <NoneFound filters={filters} clear={() => refine(filtersIn({}))} here={here} />}
            {hits !== undefined && hits.length > 0 && (
              <ul
                aria-label="Stays"
                aria-busy={found.isPlaceholderData}
                className={cx('grid gap-3 transition-opacity', found.isPlaceholderData && 'opacity-60')}
              >
                {hits.map((hit) => (
                  <li key={hit.propertyId}>
                    <HitCard
                      hit={hit}
                      stay={stay}
                      timezone={place.data?.timezone}
                      isChosen={hit.slug === chosen}
                      onPoint={() => isWide && setChosen(hit.slug)}
                    />
                  </li>
                ))}
              </ul>
            )}
            <MoreByScrolling paged={found} />
          </div>
        )}
        {showsMap && (
          <MapOfStays
            asked={asked}
            stay={stay}
            timezone={place.data?.timezone}
            chosen={chosen}
            onChoose={setChosen}
            onSearchHere={(box) =>
              void navigate({ search: (old) => ({ ...old, box: boxText(box) }), resetScroll: false })
            }
          />
        )}
      </div>
      {isFiltering && meta !== undefined && (
        <FilterDialog meta={meta} onClose={() => setFiltering(false)}>
          <FilterList meta={meta} filters={filters} onChange={refine} />
        </FilterDialog>
      )}
    </div>
  );
}

type AskedProps = {
  readonly stay: Stay;
  readonly place: { readonly slug: string; readonly name: string } | undefined;
  readonly name: string;
};

/** What is searched: a form where there is room, otherwise a line that opens it. */
function Asked({ stay, place, name }: AskedProps) {
  const navigate = useNavigate();
  const isWide = useMedia('(min-width: 64rem)');
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (place === undefined) return;
    const { arrival, departure, adults, childAges, rooms } = stay;
    const { slug } = place;
    lastSearch.set({ place: { slug, name: place.name }, arrival, departure, adults, childAges, rooms });
  }, [place, stay.arrival, stay.departure, stay.adults, stay.childAges.join(), stay.rooms]);
  if (!isWide && !isOpen)
    return (
      <button
        type="button"
        aria-expanded="false"
        className="box flex min-h-12 items-center gap-3 px-4 py-2 text-left hover:border-primary"
        onClick={() => setOpen(true)}
      >
        <Icon name="search" className="text-muted" />
        <span className="grid min-w-0">
          <span className="truncate font-medium">{name}</span>
          <span className="text-sm text-muted">
            {datesWords(stay.arrival, stay.departure)} · {partyWords(stay)}
          </span>
        </span>
      </button>
    );
  return (
    <StayForm
      key={`${place?.slug ?? ''} ${JSON.stringify(stay)}`}
      now={{ place, stay }}
      onSearch={({ place: { slug }, stay: wish }) => {
        setOpen(false);
        // Filters that fit one place may leave nothing of another.
        void navigate({ to: '/stays/search', search: { place: slug, ...fieldsOf(wish) } });
      }}
    />
  );
}

type NoneFoundProps = { readonly filters: Filters; readonly clear: () => void; readonly here: string };

function NoneFound({ filters, clear, here }: NoneFoundProps) {
  return filterCount(filters) > 0 ? (
    <Empty title="No stay has all of this">
      <Button size="small" onClick={clear}>
        Clear all filters
      </Button>
    </Empty>
  ) : (
    <Empty title={`Nothing is free in ${here} for these days`}>
      Try other days, fewer rooms, or a larger part of the map.
    </Empty>
  );
}

type Paged = {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
};

/** Reads on when its end comes near; the button is for whoever does not scroll. */
function MoreByScrolling({ paged }: { readonly paged: Paged }) {
  const end = useRef<HTMLDivElement>(null);
  const now = useRef(paged);
  useEffect(() => {
    now.current = paged;
  });
  useEffect(() => {
    if (end.current === null || !paged.hasNextPage) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true && !now.current.isFetchingNextPage) void now.current.fetchNextPage();
      },
      { rootMargin: '400px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [paged.hasNextPage, paged.isFetchingNextPage]);
  return (
    <div ref={end}>
      <LoadMore paged={paged} />
    </div>
  );
}

function HitsLoading() {
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">Looking for stays</span>
      {Array.from({ length: 6 }, (_, index) => (
        <div
          key={index}
          aria-hidden="true"
          className="box grid animate-pulse-soft grid-cols-[5.5rem_minmax(0,1fr)] gap-4 p-3 sm:grid-cols-[9.5rem_minmax(0,1fr)]"
        >
          <span className="aspect-4/3 rounded-lg bg-sunken" />
          <span className="grid content-between gap-3">
            <span className="grid gap-2">
              <span className="h-5 w-3/5 rounded bg-sunken" />
              <span className="h-3.5 w-2/5 rounded bg-sunken" />
            </span>
            <span className="h-6 w-24 justify-self-end rounded bg-sunken" />
          </span>
        </div>
      ))}
    </div>
  );
}

type FilterDialogProps = { readonly meta: SearchMeta; readonly onClose: () => void; readonly children: ReactNode };

/** Filters where there is no room beside the list. They count at once; the button only closes. */
function FilterDialog({ meta, onClose, children }: FilterDialogProps) {
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
            Show {plural(meta.total, 'stay')}
          </Button>
        </div>
      </div>
    </dialog>
  );
}

type MapOfStaysProps = {
  readonly asked: HotelSearch;
  readonly stay: Stay;
  readonly timezone: string | undefined;
  readonly chosen: string | undefined;
  readonly onChoose: (slug: string | undefined) => void;
  readonly onSearchHere: (box: { west: number; south: number; east: number; north: number }) => void;
};

function MapOfStays({ asked, stay, timezone, chosen, onChoose, onSearchHere }: MapOfStaysProps) {
  const found = useInfiniteQuery(searchQuery(asked, ON_MAP));
  const first = found.data?.pages[0];
  const hits = useMemo(() => first?.data ?? [], [first]);
  const pins = useMemo(() => hits.map(pinOf), [hits]);
  const labels = useMemo(() => labelsOf(hits), [hits]);
  const frame = useMemo<readonly Place[]>(() => {
    const box = boxIn(asked.box);
    if (box !== undefined)
      return [
        { lat: box.south, lon: box.west },
        { lat: box.north, lon: box.east },
      ];
    if (hits.length > 0) return hits;
    return first?.meta.place == null ? [] : [first.meta.place];
  }, [asked.box, hits, first]);
  const shown = hits.find(({ slug }) => slug === chosen);
  return (
    <div className="relative h-[calc(100dvh-var(--header)-var(--bottom-bar)-13.5rem)] min-h-96 lg:sticky lg:top-4 lg:h-[calc(100dvh-2rem)]">
      <h2 className="sr-only">Map</h2>
      <StayMap
        label="Map of stays"
        className="h-full"
        pins={pins}
        labels={labels}
        frame={frame}
        // Filters leave the map where it is.
        frameKey={`${asked.place ?? ''} ${asked.box ?? ''} ${String(found.data === undefined)}`}
        chosen={chosen}
        onChoose={onChoose}
        onSearchHere={onSearchHere}
      />
      {found.isError && hits.length === 0 && (
        <div className="absolute inset-x-3 top-16">
          <Failure error={found.error} retry={() => void found.refetch()} />
        </div>
      )}
      {first !== undefined && first.meta.total > hits.length && (
        <p className="absolute right-2 bottom-8 rounded-full bg-card px-3 py-1.5 text-xs shadow-card">
          {hits.length} of {first.meta.total}
        </p>
      )}
      {shown !== undefined && (
        <div className="absolute inset-x-3 bottom-9 mx-auto max-w-md" data-testid="map-card">
          <HitCard small hit={shown} stay={stay} timezone={timezone} />
          <Button
            size="small"
            variant="ghost"
            aria-label="Close"
            className="absolute! top-1 right-1 size-9 px-0!"
            onClick={() => onChoose(undefined)}
          >
            <Icon name="close" />
          </Button>
        </div>
      )}
    </div>
  );
}

function pinOf({ slug, name, stars, lat, lon, offer }: HotelHit): MapPin {
  const whole = toWhole(offer.totalMinor, offer.currency);
  return {
    id: slug,
    lat,
    lon,
    label: formatMoney(whole, offer.currency),
    spoken: `${name}, ${stars === 0 ? '' : `${plural(stars, 'star')}, `}${spokenMoney(offer.totalMinor, offer.currency)} in all`,
  };
}

/** Places and their parts, each where the stays in it are. */
function labelsOf(hits: readonly HotelHit[]): MapLabel[] {
  const middle = (some: readonly HotelHit[]) => ({
    lat: some.reduce((sum, { lat }) => sum + lat, 0) / some.length,
    lon: some.reduce((sum, { lon }) => sum + lon, 0) / some.length,
  });
  const places = Map.groupBy(hits, ({ place }) => place.name);
  const areas = Map.groupBy(
    hits.filter(({ area }) => area !== ''),
    ({ place, area }) => `${place.name}\n${area}`,
  );
  const bySize = (some: Map<string, HotelHit[]>) => [...some].toSorted(([, a], [, b]) => b.length - a.length);
  return [
    ...bySize(areas).map(([key, some]) => ({ name: key.split('\n')[1] ?? '', from: 11, ...middle(some) })),
    ...bySize(places).map(([name, some]) => ({ name, from: 4, strong: true, ...middle(some) })),
  ];
}
