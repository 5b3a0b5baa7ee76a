import type { DeskStay } from '@docket/contracts/http/front-desk';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { plural } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Fact } from '../../../ui/page.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { addDays, dayWords } from '../../hotel/days.ts';
import { useAssignArrivals, useDesk, type Desk } from '../api/queries.ts';
import { HouseFrame } from './house-frame.tsx';
import { StayDialog } from './stay-dialog.tsx';
import { StayRow } from './stay-row.tsx';

const route = getRouteApi('/venue/stays/$slug/desk');

/** A day at the front desk of a house. */
export function DeskPage() {
  const { slug } = route.useParams();
  const { day } = route.useSearch();
  const [propertyId, setPropertyId] = useState<string>();
  const desk = useDesk(slug, day, propertyId);
  const { data } = desk;
  if (data !== undefined && data.property.propertyId !== propertyId) setPropertyId(data.property.propertyId);
  useTitle(data === undefined ? undefined : `Front desk of ${data.property.name}`);
  if (isNoSuch('house', desk.isLoadingError ? desk.error : undefined)) return <NoSuch kind="house" />;
  return (
    <HouseFrame
      slug={slug}
      name={data?.property.name}
      aside={data !== undefined && <DayChoice slug={slug} day={data.day} today={data.today} />}
    >
      {desk.isLoadingError && <Failure error={desk.error} retry={() => void desk.refetch()} />}
      {data === undefined && !desk.isLoadingError && <Loading label="Loading the day" lines={8} />}
      {data !== undefined && <Day key={slug} slug={slug} desk={data} />}
    </HouseFrame>
  );
}

type DayChoiceProps = { readonly slug: string; readonly day: string; readonly today: string };

function DayChoice({ slug, day, today }: DayChoiceProps) {
  const navigate = useNavigate();
  const go = (to: string) =>
    void navigate({ to: '/venue/stays/$slug/desk', params: { slug }, search: to === today ? {} : { day: to } });
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Button aria-label="The day before" className="min-h-11 min-w-11" onClick={() => go(addDays(day, -1))}>
        ←
      </Button>
      <Field
        label="Day"
        type="date"
        className="w-40 [&>label]:sr-only [&_input]:min-h-11"
        value={day}
        onChange={(event) => {
          if (event.target.value !== '') go(event.target.value);
        }}
      />
      <Button aria-label="The day after" className="min-h-11 min-w-11" onClick={() => go(addDays(day, 1))}>
        →
      </Button>
      {day !== today && (
        <Button className="min-h-11" onClick={() => go(today)}>
          Today
        </Button>
      )}
    </div>
  );
}

function Day({ slug, desk }: { readonly slug: string; readonly desk: Desk }) {
  const [open, setOpen] = useState<string>();
  const [find, setFind] = useState('');
  const assign = useAssignArrivals(slug);
  const wanted = find.trim().toLowerCase();
  const matches = (stay: DeskStay) =>
    wanted === '' ||
    [stay.guest, stay.reference, ...stay.assigned.map((room) => room?.number ?? '')].some((words) =>
      words.toLowerCase().includes(wanted),
    );
  const walks = new Map(desk.walks.map(({ partId, reason }) => [partId, reason]));
  const waiting = [...desk.arrivals, ...desk.missing].filter(
    ({ partId, state, assigned }) => state === 'EXPECTED' && assigned.includes(null) && !walks.has(partId),
  );
  const all = [...desk.arrivals, ...desk.missing, ...desk.departures, ...desk.inHouse];
  const list = (stays: readonly DeskStay[], label: string, empty: string, aside?: ReactNode) => {
    const shown = stays.filter(matches);
    return (
      <section className="grid gap-2" aria-label={label}>
        <div className="flex min-h-11 flex-wrap items-center justify-between gap-2">
          <h2 className="text-lg font-semibold">
            {label} <span className="font-normal text-muted tabular-nums">{stays.length}</span>
          </h2>
          {aside}
        </div>
        {shown.length === 0 ? (
          <p className="text-sm text-muted">{stays.length === 0 ? empty : 'Nobody of that name.'}</p>
        ) : (
          <RowList aria-label={label}>
            {shown.map((stay) => (
              <StayRow
                key={stay.partId}
                slug={slug}
                stay={stay}
                today={desk.today}
                walk={walks.get(stay.partId)}
                onOpen={() => setOpen(stay.partId)}
              />
            ))}
          </RowList>
        )}
      </section>
    );
  };
  return (
    <>
      <Figures desk={desk} />
      {desk.walks.length > 0 && (
        <Notice
          tone="limit"
          title={`There is no room for ${plural(desk.walks.length, 'stay')} in the night of ${dayWords(desk.day)}`}
        >
          <p>
            {desk.walks
              .map(({ partId }) => all.find((stay) => stay.partId === partId)?.guest)
              .filter((name) => name !== undefined)
              .join(', ')}
            . Shorter stays give way first, then later bookings. Find them another house, then say so here.
          </p>
        </Notice>
      )}
      <Field
        label="Find a guest"
        type="search"
        placeholder="Name, reference or room"
        className="max-w-md [&_input]:min-h-11"
        value={find}
        onChange={(event) => setFind(event.target.value)}
      />
      {desk.missing.length > 0 && list(desk.missing, 'Not here yet', '')}
      {list(
        desk.arrivals,
        'Arrivals',
        'Nobody arrives.',
        waiting.length > 0 && desk.day >= desk.today && (
          <Button
            variant="primary"
            className="min-h-11"
            busy={assign.isPending}
            onClick={() => !assign.isPending && assign.mutate(desk.day)}
          >
            Give rooms to {plural(waiting.length, 'arrival')}
          </Button>
        ),
      )}
      {assign.error !== null && <Failure error={assign.error} />}
      {assign.data !== undefined && assign.data.assigned === 0 && waiting.length > 0 && (
        <Notice tone="note" role="status" title="There was no room to give">
          <p>Rooms of the type have no numbers yet, are out of order, or are taken.</p>
        </Notice>
      )}
      {list(desk.departures, 'Departures', 'Nobody leaves.')}
      {list(
        desk.inHouse.filter(({ arrival }) => arrival !== desk.day),
        'Stays on',
        'Nobody stays on.',
      )}
      {open !== undefined && (
        <StayDialog
          key={open}
          slug={slug}
          partId={open}
          propertyId={desk.property.propertyId}
          today={desk.today}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

function Figures({ desk }: { readonly desk: Desk }) {
  const sum = (of: (type: Desk['types'][number]) => number) => desk.types.reduce((total, type) => total + of(type), 0);
  const [rooms, sold, works] = [sum(({ rooms }) => rooms), sum(({ sold }) => sold), sum(({ works }) => works)];
  const done = desk.arrivals.filter(({ state }) => state !== 'EXPECTED').length;
  const left = desk.departures.filter(({ state }) => state === 'DEPARTED').length;
  return (
    <dl
      className="grid grid-cols-2 gap-x-4 gap-y-3 box px-4 py-3 sm:flex sm:flex-wrap sm:gap-x-10"
      data-testid="figures"
    >
      <Fact label={desk.day === desk.today ? 'Tonight' : 'That night'}>
        {sold} <span className="font-normal text-muted">of {rooms} rooms sold</span>
      </Fact>
      <Fact label="Arrived">
        {done} <span className="font-normal text-muted">of {desk.arrivals.length}</span>
      </Fact>
      <Fact label="Left">
        {left} <span className="font-normal text-muted">of {desk.departures.length}</span>
      </Fact>
      {works > 0 && <Fact label="Works">{plural(works, 'room')}</Fact>}
    </dl>
  );
}
