import type { StayQuote } from '@docket/contracts/http/hotel';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Countdown, useSecondsUntil } from '../../../ui/countdown.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { quoteQuery } from '../../hotel/api/queries.ts';
import { PolicyLine } from '../../hotel/components/policy-line.tsx';
import { PriceStory } from '../../hotel/components/price-story.tsx';
import { dayWords, nightsBetween } from '../../hotel/days.ts';
import { fieldsOf, partyWords } from '../../hotel/stay-address.ts';
import { BOARD_WORDS } from '../../hotel/stay-words.ts';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { OrderForm } from './order-form.tsx';

const route = getRouteApi('/stays/checkout/$quoteId');

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
          <Stage quote={quote.data} />
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

function Stage({ quote }: { readonly quote: StayQuote }) {
  const isOver = useSecondsUntil(Date.parse(quote.expiresAt)) === 0;
  if (!isOver) return <GuestForm quote={quote} />;
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

function GuestForm({ quote }: { readonly quote: StayQuote }) {
  return (
    <OrderForm
      kind="stay"
      quoteId={quote.quoteId}
      totalMinor={quote.price.totalMinor}
      currency={quote.price.currency}
      name={{ label: 'Guest’s name', hint: 'As in the passport or identity card of whoever checks in.' }}
      phone={{ label: 'Phone', hint: 'For the house, if something comes up. May be left empty.' }}
      wishes={{ label: 'Wishes', hint: 'Such as a late arrival. The house will try; it does not promise.' }}
    >
      The room is held for you while you pay.
    </OrderForm>
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
