import type { PassengerKind } from '@docket/contracts/flight/flight';
import { quoteFlights, type FlightHit } from '@docket/contracts/http/flight';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatMoney } from '../../../lib/money.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useSession } from '../../../lib/session.ts';
import { useForm, type Form } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { dateIn, VIEWER_ZONE } from '../../../lib/zoned.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { forgetPassengers, knownPassengers, rememberPassengers, type KnownPassenger } from '../api/passengers.ts';
import { flightQuoteQuery, flightsQuery } from '../api/queries.ts';
import { chosenIn, fieldsOf, wishIn, type FlightParty, type FlightWish } from '../flight-address.ts';
import { CABIN_WORDS, flyersWords, PASSENGER_WORDS } from '../flight-words.ts';
import { familyTotals } from '../narrow-journeys.ts';
import { passengerFaults, printedName } from '../passenger-faults.ts';
import { ChosenJourney } from './chosen-journey.tsx';
import { FamilyTerms } from './fare-choice.tsx';

const route = getRouteApi('/flights/passengers');

export function PassengersPage() {
  useTitle('Passengers');
  const search = route.useSearch();
  const wish = wishIn(search);
  if (wish === undefined || search.fare === undefined) return <ChooseAgain wish={wish} />;
  return (
    <RequireSession>
      <Passengers wish={wish} fare={search.fare} />
    </RequireSession>
  );
}

/** What was chosen is no longer there, or the address does not say it. */
function ChooseAgain({ wish }: { readonly wish: FlightWish | undefined }) {
  return (
    <Page width="narrow">
      <Notice tone="limit" title="Choose your flights again" role="status">
        <p>These flights can no longer be had as they were chosen.</p>
        <Link
          {...(wish === undefined ? { to: '/flights' } : { to: '/flights/search', search: fieldsOf(wish) })}
          className={buttonClass('primary', 'normal', 'mt-2 justify-self-start')}
        >
          Choose flights
        </Link>
      </Notice>
    </Page>
  );
}

function Passengers({ wish, fare }: { readonly wish: FlightWish; readonly fare: string }) {
  const { chosen = '' } = route.useSearch();
  const found = useQuery(flightsQuery(wish));
  if (found.data === undefined)
    return (
      <Page>
        {found.isError ? (
          <Failure error={found.error} retry={() => void found.refetch()} />
        ) : (
          <Loading label="Loading your flights" lines={10} />
        )}
      </Page>
    );
  const { data, meta } = found.data;
  const hits = chosenIn(chosen).flatMap(
    (id, index) => data[index]?.journeys.find(({ journeyId }) => journeyId === id) ?? [],
  );
  const total = familyTotals(hits).find(({ family }) => family === fare)?.totalMinor;
  const family = meta.families.find(({ code }) => code === fare);
  if (hits.length !== wish.directions.length || total === undefined || family === undefined)
    return <ChooseAgain wish={wish} />;
  return (
    <Page className="grid gap-5">
      <Link to="/flights/search" search={{ ...fieldsOf(wish), chosen }} className="link justify-self-start text-sm">
        Flights and fare
      </Link>
      <h1 className="text-2xl font-bold">Who is flying?</h1>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <section aria-label="What you chose" className="box grid gap-4 p-5 lg:order-1">
          <div className="grid gap-2">
            {hits.map((hit, index) => (
              <ChosenJourney
                key={hit.journeyId}
                title={wish.isReturn ? (index === 0 ? 'Out' : 'Back') : `Flight ${index + 1}`}
                journey={hit}
              />
            ))}
          </div>
          <div>
            <h2 className="font-bold">
              {family.name} · {CABIN_WORDS[wish.cabin]}
            </h2>
            <div className="mt-2">
              <FamilyTerms family={family} currency={meta.currency} />
            </div>
          </div>
          <p className="flex items-baseline justify-between gap-4 border-t border-line pt-4">
            <span className="text-muted">{flyersWords(wish)}</span>
            <span className="text-xl font-bold tabular-nums">{formatMoney(total, meta.currency)}</span>
          </p>
        </section>
        <PassengerForm wish={wish} fare={fare} hits={hits} />
      </div>
    </Page>
  );
}

/** Who has to be named, adults first. */
function kindsOf({ adults, children, infants }: FlightParty): PassengerKind[] {
  const many = (count: number, kind: PassengerKind) => Array.from({ length: count }, () => kind);
  return [...many(adults, 'adult'), ...many(children, 'child'), ...many(infants, 'infant')];
}

type PassengerFormProps = {
  readonly wish: FlightWish;
  readonly fare: string;
  readonly hits: readonly FlightHit[];
};

type Draft = Record<string, string>;
const nameOf = (index: number, field: keyof KnownPassenger) => `passengers.${index}.${field}`;

function PassengerForm({ wish, fare, hits }: PassengerFormProps) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const session = useSession();
  const known = knownPassengers(session?.userId);
  const [isRemembered, setRemembered] = useState(known !== undefined);
  const kinds = kindsOf(wish);
  const typed = (draft: Draft) =>
    kinds.map((kind, index) => ({
      kind,
      surname: draft[nameOf(index, 'surname')] ?? '',
      given: draft[nameOf(index, 'given')] ?? '',
      bornOn: draft[nameOf(index, 'bornOn')] ?? '',
    }));
  const days = hits.flatMap(({ legs }) => legs.map(({ departure }) => departure.local.slice(0, 10))).toSorted();
  const form = useForm<Draft, typeof quoteFlights.body._output, typeof quoteFlights.response._output>({
    initial: Object.fromEntries(
      kinds.flatMap((_, index) => (['surname', 'given', 'bornOn'] as const).map((field) => [nameOf(index, field), ''])),
    ),
    schema: quoteFlights.body,
    body: (draft) => ({
      directions: hits.map(({ legs }) => ({ flightIds: legs.map(({ flightId }) => flightId) })),
      cabin: wish.cabin,
      family: fare,
      passengers: typed(draft),
    }),
    check: (draft) => passengerFaults(typed(draft), days),
    send: (body, idempotencyKey) => docket.call(quoteFlights, { body, idempotencyKey }),
    onDone: async (quote) => {
      if (!isRemembered) forgetPassengers();
      else if (session !== undefined)
        rememberPassengers(
          session.userId,
          quote.passengers.map(({ surname, given, bornOn }) => ({ surname, given, bornOn })),
        );
      queryClient.setQueryData(flightQuoteQuery(quote.quoteId).queryKey, quote);
      await navigate({ to: '/flights/checkout/$quoteId', params: { quoteId: quote.quoteId } });
    },
  });
  return (
    <form {...form.props} className="grid grid-cols-1 gap-5">
      {kinds.map((kind, index) => (
        <OnePassenger
          // They are told apart by their place alone.
          key={index}
          kind={kind}
          index={index}
          number={kinds.slice(0, index + 1).filter((one) => one === kind).length}
          isOnly={kinds.filter((one) => one === kind).length === 1}
          form={form}
          known={known ?? []}
        />
      ))}
      <label className="flex min-h-10 cursor-pointer items-center gap-2.5">
        <input
          type="checkbox"
          className="size-4.5 shrink-0 accent-(--color-primary)"
          checked={isRemembered}
          onChange={() => setRemembered(!isRemembered)}
        />
        <span>Remember these passengers on this device</span>
      </label>
      {form.failure !== null && <Failure error={form.failure} />}
      <div className="grid gap-2">
        <Button variant="primary" className="min-h-12 px-6 sm:justify-self-start" {...form.button}>
          Continue
        </Button>
        <p className="text-sm text-muted">Nothing is booked yet. The price is then kept for 15 minutes.</p>
      </div>
    </form>
  );
}

type OnePassengerProps = {
  readonly kind: PassengerKind;
  readonly index: number;
  /** Among those of its kind. */
  readonly number: number;
  readonly isOnly: boolean;
  readonly form: Form<Draft, unknown>;
  readonly known: readonly KnownPassenger[];
};

function OnePassenger({ kind, index, number, isOnly, form, known }: OnePassengerProps) {
  const [surname, given, bornOn] = [nameOf(index, 'surname'), nameOf(index, 'given'), nameOf(index, 'bornOn')];
  const printed = printedName({ surname: form.draft[surname] ?? '', given: form.draft[given] ?? '' });
  const section = `section-passenger${index + 1}`;
  const { word, ages } = PASSENGER_WORDS[kind];
  return (
    <fieldset className="box grid gap-4 p-5 sm:p-6" data-testid="passenger">
      <legend className="sr-only">
        {word} {isOnly ? '' : number}
      </legend>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 aria-hidden="true" className="font-bold">
          {word} {isOnly ? '' : number}
        </h2>
        <span className="text-sm text-muted">{ages}</span>
      </div>
      {known.length > 0 && (
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-sm text-muted">Known:</span>
          {known.map((one) => (
            <Button
              key={`${one.surname} ${one.given} ${one.bornOn}`}
              size="small"
              className="max-w-full"
              onClick={() => form.set({ [surname]: one.surname, [given]: one.given, [bornOn]: one.bornOn })}
            >
              <span className="truncate">
                {one.given} {one.surname}
              </span>
            </Button>
          ))}
        </div>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Given names" autoComplete={`${section} given-name`} {...form.text(given)} />
        <Field label="Surname" autoComplete={`${section} family-name`} {...form.text(surname)} />
      </div>
      <p role="status" className="-mt-2 text-sm text-muted">
        {printed === undefined ? (
          'All names as in the passport.'
        ) : (
          <>
            On the ticket: <span className="font-mono text-ink">{printed}</span>
          </>
        )}
      </p>
      <Field
        label="Date of birth"
        type="date"
        className="sm:max-w-60"
        autoComplete={`${section} bday`}
        {...form.text(bornOn)}
        min="1900-01-01"
        max={dateIn(VIEWER_ZONE, serverClock.now())}
      />
    </fieldset>
  );
}
