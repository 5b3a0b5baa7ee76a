import { getOwnProfile } from '@docket/contracts/http/identity';
import type { StayQuote } from '@docket/contracts/http/hotel';
import { createTrip, type Trip } from '@docket/contracts/http/trip';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { formatMoney } from '../../../lib/money.ts';
import { useSession } from '../../../lib/session.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Countdown, useSecondsUntil } from '../../../ui/countdown.tsx';
import { Field } from '../../../ui/field.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { quoteQuery } from '../../hotel/api/queries.ts';
import { PolicyLine } from '../../hotel/components/policy-line.tsx';
import { PriceStory } from '../../hotel/components/price-story.tsx';
import { dayWords, nightsBetween } from '../../hotel/days.ts';
import { fieldsOf, partyWords } from '../../hotel/stay-address.ts';
import { BOARD_WORDS } from '../../hotel/stay-words.ts';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { lastGuest } from '../api/last-guest.ts';
import { tripQuery } from '../api/queries.ts';

const route = getRouteApi('/stays/checkout/$quoteId');
/** A worker decides in less, unless there is a crowd; then the trip's page goes on waiting. */
const WAIT_SECONDS = 5;

function profileQuery() {
  return queryOptions({
    queryKey: ['trips', 'profile'] as const,
    queryFn: ({ signal }) => docket.call(getOwnProfile, { signal }),
    staleTime: 60_000,
  });
}

export function StayCheckoutPage() {
  const { quoteId } = route.useParams();
  return (
    <AtId kind="quote" id={quoteId}>
      <RequireSession>
        <Checkout key={quoteId} id={quoteId} />
      </RequireSession>
    </AtId>
  );
}

function Checkout({ id }: { readonly id: string }) {
  const quote = useQuery(quoteQuery(id));
  const profile = useQuery(profileQuery());
  useTitle(quote.data === undefined ? 'Checkout' : `Book ${quote.data.property.name}`);
  if (quote.data === undefined && isNoSuch('quote', quote.error)) return <NoSuch kind="quote" />;
  if (quote.data === undefined)
    return (
      <Page className="grid gap-5">
        {quote.isError ? (
          <Failure error={quote.error} retry={() => void quote.refetch()} />
        ) : (
          <Loading label="Loading the price" lines={10} />
        )}
      </Page>
    );
  return (
    <Page className="grid gap-5">
      <Back quote={quote.data} className="link justify-self-start text-sm wrap-anywhere">
        {quote.data.property.name}
      </Back>
      <Headline quote={quote.data} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid grid-cols-1 gap-5 lg:order-1">
          <Agreed quote={quote.data} />
        </div>
        <div className="grid grid-cols-1 gap-5">
          {profile.isPending ? (
            <Loading label="Loading your details" lines={5} />
          ) : (
            <Stage quote={quote.data} phone={profile.data?.phone ?? ''} />
          )}
        </div>
      </div>
    </Page>
  );
}

function Headline({ quote }: { readonly quote: StayQuote }) {
  return (
    <div className="flex items-end justify-between gap-4">
      <div className="grid gap-1">
        <h1 className="text-2xl font-bold">Who is coming?</h1>
        <p className="text-muted">The price is kept for you until the time runs out.</p>
      </div>
      <Countdown until={quote.expiresAt} urgentBelow={60} className="font-mono text-4xl font-semibold" />
    </div>
  );
}

function Stage({ quote, phone }: { readonly quote: StayQuote; readonly phone: string }) {
  const isOver = useSecondsUntil(Date.parse(quote.expiresAt)) === 0;
  if (!isOver) return <GuestForm quote={quote} phone={phone} />;
  return (
    <Notice tone="limit" title="The price is no longer kept" role="status">
      <p>Choose the room again to see what it costs now.</p>
      <Back quote={quote} className={buttonClass('primary', 'normal', 'mt-2 justify-self-start')}>
        Choose again
      </Back>
    </Notice>
  );
}

type BackProps = { readonly quote: StayQuote; readonly className: string; readonly children: React.ReactNode };

/** To the house, with the same stay. */
function Back({ quote: { property, stay }, className, children }: BackProps) {
  return (
    <Link to="/stays/$slug" params={{ slug: property.slug }} search={fieldsOf(stay)} className={className}>
      {children}
    </Link>
  );
}

function GuestForm({ quote, phone }: { readonly quote: StayQuote; readonly phone: string }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const current = useSession();
  const last = lastGuest.get();
  const form = useForm({
    initial: {
      name: last !== undefined && last.userId === current?.userId ? last.name : (current?.username ?? ''),
      phone,
      requests: '',
    },
    schema: createTrip.body,
    body: ({ name, phone: number, requests }) => ({
      parts: [{ kind: 'stay', quoteId: quote.quoteId }],
      guest: { name, phone: number.trim() === '' ? null : number },
      requests: requests.trim() === '' ? null : requests,
    }),
    names: { 'guest.name': 'name', 'guest.phone': 'phone' },
    intent: `trip.${quote.quoteId}`,
    send: (body, idempotencyKey) => docket.call(createTrip, { query: { wait: WAIT_SECONDS }, body, idempotencyKey }),
    onDone: goOn,
  });

  async function goOn(trip: Trip) {
    if (current !== undefined) lastGuest.set({ userId: current.userId, name: trip.guest.name });
    queryClient.setQueryData(tripQuery(trip.tripId).queryKey, trip);
    await navigate(
      trip.status === 'HELD'
        ? { to: '/trips/$id/pay', params: { id: trip.tripId }, replace: true }
        : { to: '/trips/$id', params: { id: trip.tripId }, replace: true },
    );
  }

  return (
    <form {...form.props} className="box grid gap-4 p-5 sm:p-6">
      <Field
        label="Guest’s name"
        hint="As in the passport or identity card of whoever checks in."
        autoComplete="name"
        {...form.text('name')}
      />
      <Field
        label="Phone"
        hint="For the house, if something comes up. May be left empty."
        type="tel"
        autoComplete="tel"
        {...form.text('phone')}
      />
      <TextArea
        label="Wishes"
        hint="Such as a late arrival. The house will try; it does not promise."
        rows={3}
        value={form.draft.requests}
        onChange={(requests) => form.set({ requests })}
        {...form.bind('requests')}
      />
      {form.failure !== null && <Failure error={form.failure} />}
      <Button variant="primary" className="min-h-12 px-6 sm:justify-self-start" {...form.button}>
        Hold and pay {formatMoney(quote.price.totalMinor, quote.price.currency)}
      </Button>
      <p className="text-sm text-muted">The room is held for you while you pay.</p>
    </form>
  );
}

/** What is being bought, whole, as it was quoted. */
function Agreed({ quote }: { readonly quote: StayQuote }) {
  const { property, stay, price, policy } = quote;
  const nights = nightsBetween(stay.arrival, stay.departure);
  return (
    <section aria-label="What you book" className="box grid gap-5 p-5 sm:p-6" data-testid="quote">
      <div>
        <h2 className="text-lg font-bold">{property.name}</h2>
        <p className="text-muted">{property.place.name}</p>
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
        <Fact label="Arrival">{dayWords(stay.arrival)}</Fact>
        <Fact label="Departure">{dayWords(stay.departure)}</Fact>
        <Fact label="Room" className="col-span-2">
          {quote.roomType}
          <span className="block text-sm font-normal text-muted">
            {quote.plan} · {BOARD_WORDS[quote.board]}
          </span>
        </Fact>
        <Fact label="Guests" className="col-span-2">
          {partyWords(stay)} · {plural(nights, 'night')}
        </Fact>
      </dl>
      <div className="border-t border-line pt-4">
        <h3 className="mb-2 font-semibold">Price</h3>
        <PriceStory price={price} />
      </div>
      {policy.length > 0 && (
        <div className="border-t border-line pt-4">
          <h3 className="mb-2 font-semibold">If you cancel</h3>
          <PolicyLine policy={policy} timezone={property.timezone} currency={price.currency} />
        </div>
      )}
    </section>
  );
}
