import { DocketApiError } from '@docket/client/errors';
import { SHOWS_PER_REQUEST } from '@docket/contracts/http/shows';
import type { Venue } from '@docket/contracts/http/venues';
import { decimalToMinor } from '@docket/contracts/money/currency';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { dateIn } from '../../../lib/zoned.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { planQuery } from '../../catalog/api/queries.ts';
import { useVenue } from '../api/chosen-venue.ts';
import { titleSearchQuery } from '../api/queries.ts';
import { readTimes, startsOf } from '../show-times.ts';
import { VenueChoice } from './venue-choice.tsx';

/** Puts shows on sale: one title, one hall, some days, some times a day. */
export function NewShowsPage() {
  useTitle('Add shows');
  const { venues, venue, choose } = useVenue();
  return (
    <Page width="text" className="grid gap-6 [&>:first-child]:mb-0">
      <PageTitle>Add shows</PageTitle>
      {venues.isError && <Failure error={venues.error} retry={() => void venues.refetch()} />}
      {venues.isPending && <Loading label="Loading venues" />}
      {venues.data !== undefined && <VenueChoice venues={venues.data} venue={venue} onChoose={choose} />}
      {venue !== undefined &&
        (venue.halls.length === 0 ? (
          <Notice tone="note" title="This venue has no hall yet">
            <Link to="/venue/halls" className="link">
              Import one
            </Link>
          </Notice>
        ) : (
          <NewShows key={venue.slug} venue={venue} />
        ))}
    </Page>
  );
}

function NewShows({ venue }: { readonly venue: Venue }) {
  const queryClient = useQueryClient();
  const [hallId, setHallId] = useState(venue.halls[0]?.hallId ?? '');
  const [title, setTitle] = useState<{ slug: string; name: string }>();
  const [search, setSearch] = useState('');
  const [date, setDate] = useState(() => dateIn(venue.city.timezone, serverClock.now() + 86_400_000));
  const [days, setDays] = useState('1');
  const [times, setTimes] = useState('19:30');
  const [currency, setCurrency] = useState('INR');
  const [prices, setPrices] = useState<Readonly<Record<string, string>>>({});
  const [seatsPerUser, setSeatsPerUser] = useState('10');
  const [opens, setOpens] = useState('');
  const [waitingRoom, setWaitingRoom] = useState(false);
  const [tried, setTried] = useState(false);
  const titles = useQuery(titleSearchQuery(search));
  const plan = useQuery(planQuery(hallId));

  const zones = plan.data?.zones ?? [];
  const readable = readTimes(times);
  const known = /^[A-Z]{3}$/.test(currency);
  const minor = zones.map((zone) => [zone.id, decimalToMinor(prices[zone.id] ?? '', currency)] as const);
  const starts = readable === undefined ? [] : startsOf(date, Number(days), readable);
  const tooMany = starts.length > SHOWS_PER_REQUEST;
  const complete =
    title !== undefined &&
    known &&
    starts.length > 0 &&
    !tooMany &&
    zones.length > 0 &&
    minor.every(([, price]) => price !== undefined);

  const create = useMutation({
    mutationFn: () =>
      docket.catalog.createShows({
        shows: starts.map((startsAt) => ({
          hallId,
          title: title?.slug ?? '',
          startsAt,
          prices: Object.fromEntries(minor.map(([zone, price]) => [zone, price ?? 0])),
          currency,
          seatsPerUser: Number(seatsPerUser),
          waitingRoom,
          ...(opens === '' ? {} : { saleOpensAt: new Date(opens).toISOString() }),
        })),
      }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['shows'] }),
  });
  const fields = create.error instanceof DocketApiError ? create.error.fields : [];

  return (
    <form
      className="grid gap-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (complete && !create.isPending) create.mutate();
      }}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Combobox
          label="Title"
          value={title?.slug ?? ''}
          placeholder="Search titles"
          options={[
            ...(title === undefined || titles.data?.data.some((one) => one.slug === title.slug) === true
              ? []
              : [{ value: title.slug, label: title.name }]),
            ...(titles.data?.data ?? []).map((one) => ({
              value: one.slug,
              label: one.name,
              hint: one.language ?? one.kind,
            })),
          ]}
          onType={setSearch}
          onChoose={(slug) => {
            const chosen = titles.data?.data.find((one) => one.slug === slug);
            if (chosen !== undefined) setTitle({ slug, name: chosen.name });
          }}
        />
        <Select
          label="Hall"
          value={hallId}
          onChange={setHallId}
          options={venue.halls.map((hall) => ({
            value: hall.hallId,
            label: `${hall.name} (${plural(hall.capacity, 'seat')})`,
          }))}
        />
      </div>
      {tried && title === undefined && <p className="text-sm text-bad">Choose a title.</p>}
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <Field label="First day" type="date" value={date} onChange={(event) => setDate(event.target.value)} />
        <Field
          label="Days in a row"
          type="number"
          min={1}
          max={60}
          value={days}
          onChange={(event) => setDays(event.target.value)}
        />
        <Field
          label="Times"
          value={times}
          hint={`By the clocks of ${venue.city.name}`}
          error={readable === undefined ? 'Write times as 14:00, 18:30' : undefined}
          onChange={(event) => setTimes(event.target.value)}
        />
      </div>
      <fieldset className="grid gap-3 rounded-2xl border border-line bg-card p-4">
        <legend className="caption px-1">Prices</legend>
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          <Field
            label="Currency"
            value={currency}
            maxLength={3}
            autoCapitalize="characters"
            spellCheck={false}
            error={known ? undefined : 'Three letters, such as EUR'}
            onChange={(event) => setCurrency(event.target.value.toUpperCase())}
          />
          {zones.map((zone) => (
            <Field
              key={zone.id}
              label={zone.name}
              inputMode="decimal"
              placeholder="0.00"
              value={prices[zone.id] ?? ''}
              error={
                (tried || (prices[zone.id] ?? '') !== '') &&
                decimalToMinor(prices[zone.id] ?? '', currency) === undefined
                  ? 'An amount, such as 12.50'
                  : undefined
              }
              onChange={(event) => setPrices((held) => ({ ...held, [zone.id]: event.target.value }))}
            />
          ))}
        </div>
      </fieldset>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field
          label="Most seats per person"
          type="number"
          min={1}
          max={50}
          value={seatsPerUser}
          onChange={(event) => setSeatsPerUser(event.target.value)}
        />
        <Field
          label="Sale opens (optional)"
          type="datetime-local"
          value={opens}
          hint="By your clock; at once if left empty"
          onChange={(event) => setOpens(event.target.value)}
        />
      </div>
      <label className="flex min-h-10 items-center gap-2">
        <input
          type="checkbox"
          className="size-4"
          checked={waitingRoom}
          onChange={(event) => setWaitingRoom(event.target.checked)}
        />
        Buyers come through the waiting room
      </label>
      {tooMany && <p className="text-sm text-bad">At most {SHOWS_PER_REQUEST} shows at a time.</p>}
      <Button variant="primary" type="submit" className="justify-self-start" busy={create.isPending}>
        {starts.length > 1 ? `Put ${starts.length} shows on sale` : 'Put the show on sale'}
      </Button>
      {create.isError && (
        <div className="grid gap-2">
          <Failure error={create.error} />
          {fields.length > 1 && (
            <ul className="text-sm">
              {fields.map((field) => (
                <li key={field.path}>
                  <code className="font-mono">{field.path}</code>: {field.message}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      {create.isSuccess && (
        <Notice tone="ok" role="status" title={`${plural(create.data.shows.length, 'show')} on sale`}>
          <Link to="/venue/shows" className="link">
            See the programme
          </Link>
        </Notice>
      )}
    </form>
  );
}
