import { USUAL_TERMS } from '@docket/contracts/catalog/refund-terms';
import { createShows } from '@docket/contracts/http/show';
import type { Venue } from '@docket/contracts/http/venue';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { dateIn, offsetWords } from '../../../lib/zoned.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { planQuery } from '../../catalog/api/queries.ts';
import { useVenue } from '../api/chosen-venue.ts';
import { currencyQuery, titleSearchQuery } from '../api/queries.ts';
import { changesOf, DAYS_MAX, NO_PRICES, showsOf, wrongIn } from '../new-shows.ts';
import { NO_HOUSE, seatsExample } from '../house-wishes.ts';
import { NO_CLASSES } from '../price-classes.ts';
import { ClassFields } from './class-fields.tsx';
import { CurrencySelect } from './currency-select.tsx';
import { HouseFields } from './house-fields.tsx';
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
          <InCurrency key={venue.slug} venue={venue} />
        ))}
    </Page>
  );
}

/** The currency that is proposed is known before the form is there. */
function InCurrency({ venue }: { readonly venue: Venue }) {
  const currency = useQuery(currencyQuery(venue));
  if (currency.isPending) return <Loading label="Loading the venue" />;
  return <NewShows venue={venue} currency={currency.data ?? ''} />;
}

function NewShows({ venue, currency }: { readonly venue: Venue; readonly currency: string }) {
  const queryClient = useQueryClient();
  const [search, setSearch] = useState('');
  const titles = useQuery(titleSearchQuery(search));
  const form = useForm({
    initial: {
      hallId: venue.halls[0]?.hallId ?? '',
      title: '',
      titleName: '',
      date: dateIn(venue.city.timezone, serverClock.now() + 86_400_000),
      days: '1',
      times: '19:30',
      fold: '0',
      currency,
      prices: NO_PRICES,
      classes: NO_CLASSES,
      seatsPerUser: '10',
      saleOpensAt: '',
      waitingRoom: false,
      backHours: String(USUAL_TERMS.minutes / 60),
      backPercent: String(USUAL_TERMS.percent),
      minutes: '',
      house: NO_HOUSE,
    },
    schema: createShows.body,
    at: 'shows.0',
    names: { startsAt: 'times', 'refund.minutes': 'backHours', 'refund.percent': 'backPercent' },
    body: (typed) => showsOf(typed, queryClient.getQueryData(planQuery(typed.hallId).queryKey)),
    check: (typed) => wrongIn(typed, queryClient.getQueryData(planQuery(typed.hallId).queryKey), venue.city.timezone),
    send: (body, idempotencyKey) => docket.call(createShows, { body, idempotencyKey }),
    onDone: () => void queryClient.invalidateQueries({ queryKey: ['shows'] }),
  });
  const { draft, set } = form;
  const plan = useQuery(planQuery(draft.hallId));
  const zones = plan.data?.zones ?? [];
  const count = showsOf(draft).shows.length;
  const { never, twice } = changesOf(draft, venue.city.timezone);
  const times = form.text('times');

  return (
    <form className="grid gap-5" {...form.props}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Combobox
          label="Title"
          {...form.bind('title')}
          value={draft.title}
          placeholder="Search titles"
          options={[
            ...(draft.title === '' || titles.data?.data.some((one) => one.slug === draft.title) === true
              ? []
              : [{ value: draft.title, label: draft.titleName }]),
            ...(titles.data?.data ?? []).map((one) => ({
              value: one.slug,
              label: one.name,
              hint: one.language ?? one.kind,
            })),
          ]}
          onType={setSearch}
          onChoose={(slug) => {
            const chosen = titles.data?.data.find((one) => one.slug === slug);
            if (chosen !== undefined) set({ title: slug, titleName: chosen.name });
          }}
        />
        <Select
          label="Hall"
          value={draft.hallId}
          onChange={(hallId) => set({ hallId })}
          options={venue.halls.map((hall) => ({
            value: hall.hallId,
            label: `${hall.name} (${plural(hall.capacity, 'seat')})`,
          }))}
        />
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <Field label="First day" type="date" {...form.text('date')} />
        <Field label="Days in a row" type="number" min={1} {...form.text('days')} max={DAYS_MAX} />
        <Field label="Times" hint={`Local time in ${venue.city.name}`} {...times} error={times.error ?? never[0]} />
      </div>
      {twice.length > 0 && (
        <Select
          label={`The clocks are put back on ${twice[0]?.local.slice(0, 10)}, so ${twice.map(({ local }) => local.slice(11, 16)).join(', ')} comes twice`}
          value={draft.fold}
          onChange={(fold) => set({ fold })}
          options={[
            { value: '0', label: `The first time, ${offsetWords(twice[0]?.first ?? '')}` },
            { value: '1', label: `The second time, ${offsetWords(twice[0]?.second ?? '')}` },
          ]}
        />
      )}
      <fieldset className="grid gap-3 box p-4">
        <legend className="caption px-1">Prices</legend>
        <div className="grid grid-cols-2 items-start gap-4 sm:grid-cols-3">
          <CurrencySelect
            name="currency"
            error={form.bind('currency').error}
            value={draft.currency}
            onChange={(chosen) => set({ currency: chosen })}
          />
          {zones.map((zone) => (
            <Field
              key={zone.id}
              label={zone.name}
              inputMode="decimal"
              placeholder="0.00"
              name={`prices.${zone.id}`}
              error={form.bind(`prices.${zone.id}`).error}
              value={draft.prices[zone.id] ?? ''}
              onChange={(event) => set({ prices: { ...draft.prices, [zone.id]: event.target.value } })}
            />
          ))}
        </div>
      </fieldset>
      <ClassFields
        classes={draft.classes}
        onChange={(classes) => set({ classes })}
        errorAt={(field) => form.bind(field).error}
      />
      <HouseFields
        house={draft.house}
        areas={plan.data?.areas ?? []}
        example={seatsExample(plan.data?.seats ?? [])}
        onChange={(house) => set({ house })}
        errorAt={(field) => form.bind(field).error}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2 md:grid-cols-3">
        <Field label="Maximum seats per person" type="number" {...form.text('seatsPerUser')} />
        <Field
          label="Minutes in the hall (optional)"
          type="number"
          inputMode="numeric"
          hint="The title’s length if left empty"
          {...form.text('minutes')}
          required={false}
        />
        <Field
          label="Sale opens (optional)"
          type="datetime-local"
          hint="Your local time; right away if left empty"
          {...form.text('saleOpensAt')}
        />
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field
          label="Refundable until (hours before the show)"
          inputMode="decimal"
          {...form.text('backHours')}
          max={undefined}
        />
        <Field label="Refund (percent)" type="number" hint="0 means no refunds" {...form.text('backPercent')} />
      </div>
      <label className="flex min-h-10 items-center gap-2">
        <input
          type="checkbox"
          className="size-4"
          checked={draft.waitingRoom}
          onChange={(event) => set({ waitingRoom: event.target.checked })}
        />
        Buyers come through the waiting room
      </label>
      <Button variant="primary" className="justify-self-start" {...form.button}>
        {count > 1 ? `Put ${count} shows on sale` : 'Put the show on sale'}
      </Button>
      {form.failure !== null && <Failure error={form.failure} />}
      {form.answer !== undefined && (
        <Notice tone="ok" role="status" title={`${plural(form.answer.shows.length, 'show')} on sale`}>
          <p className="flex flex-wrap gap-x-4">
            {form.answer.shows.length === 1 && form.answer.shows[0] !== undefined && (
              <Link to="/venue/shows/$id" params={{ id: form.answer.shows[0].showId }} className="link">
                Open the show
              </Link>
            )}
            <Link to="/venue/shows" className="link">
              See the programme
            </Link>
          </p>
        </Notice>
      )}
    </form>
  );
}
