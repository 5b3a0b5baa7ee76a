import type { FlightQuote } from '@docket/contracts/http/flight';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Countdown, useSecondsUntil } from '../../../ui/countdown.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { flightQuoteQuery } from '../../flight/api/queries.ts';
import { FamilyTerms } from '../../flight/components/fare-choice.tsx';
import { FlightPriceStory } from '../../flight/components/flight-price-story.tsx';
import { Itinerary } from '../../flight/components/itinerary.tsx';
import { PassengerNames } from '../../flight/components/passenger-names.tsx';
import { fieldsOfPart } from '../../flight/flight-address.ts';
import { CABIN_WORDS, routeWords } from '../../flight/flight-words.ts';
import { PolicyLine } from '../../hotel/components/policy-line.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { OrderForm } from './order-form.tsx';

const route = getRouteApi('/flights/checkout/$quoteId');

export function FlightCheckoutPage() {
  const { quoteId } = route.useParams();
  return (
    <AtId kind="flightQuote" id={quoteId}>
      <RequireSession>
        <Checkout key={quoteId} id={quoteId} />
      </RequireSession>
    </AtId>
  );
}

function Checkout({ id }: { readonly id: string }) {
  const quote = useQuery(flightQuoteQuery(id));
  useTitle(quote.data === undefined ? 'Checkout' : `Book ${routeWords(quote.data.directions)}`);
  if (quote.data === undefined && isNoSuch('flightQuote', quote.error)) return <NoSuch kind="flightQuote" />;
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
      <Back quote={quote.data} className="link justify-self-start text-sm">
        {routeWords(quote.data.directions)}
      </Back>
      <div className="flex items-end justify-between gap-4">
        <div className="grid gap-1">
          <h1 className="text-2xl font-bold">Check and book</h1>
          <p className="text-muted">The price is kept for you until the time runs out.</p>
        </div>
        <Countdown until={quote.data.expiresAt} urgentBelow={60} className="font-mono text-4xl font-semibold" />
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem] lg:grid-rows-[auto_1fr] lg:gap-x-6">
        <div className="grid grid-cols-1 gap-5">
          <Flights quote={quote.data} />
          <section aria-labelledby="passengers" className="box grid gap-3 p-5 sm:p-6">
            <div>
              <h2 id="passengers" className="text-lg font-bold">
                Passengers
              </h2>
              <p className="text-sm text-muted">As printed on the tickets. Names cannot be changed later.</p>
            </div>
            <PassengerNames passengers={quote.data.passengers} />
          </section>
        </div>
        <div className="grid grid-cols-1 lg:row-span-2">
          <Agreed quote={quote.data} />
        </div>
        <div className="grid grid-cols-1">
          <Stage quote={quote.data} />
        </div>
      </div>
    </Page>
  );
}

type BackProps = { readonly quote: FlightQuote; readonly className: string; readonly children: ReactNode };

/** To the search that led here. */
function Back({ quote, className, children }: BackProps) {
  return (
    <Link to="/flights/search" search={fieldsOfPart(quote)} className={className}>
      {children}
    </Link>
  );
}

function Flights({ quote: { directions } }: { readonly quote: FlightQuote }) {
  return (
    <section aria-label="Flights" className="box grid gap-5 p-5 sm:p-6" data-testid="quote">
      {directions.map((journey) => (
        <div key={journey.journeyId} className="grid gap-3">
          <h2 className="text-lg font-bold">{routeWords([journey])}</h2>
          <Itinerary journey={journey} />
        </div>
      ))}
    </section>
  );
}

function Stage({ quote }: { readonly quote: FlightQuote }) {
  const isOver = useSecondsUntil(Date.parse(quote.expiresAt)) === 0;
  const [first] = quote.passengers;
  if (!isOver)
    return (
      <OrderForm
        kind="flight"
        quoteId={quote.quoteId}
        totalMinor={quote.price.totalMinor}
        currency={quote.price.currency}
        name={{
          label: 'Contact',
          hint: 'Who the airline asks for.',
          ...(first === undefined ? {} : { initial: `${first.given} ${first.surname}` }),
        }}
        phone={{ label: 'Phone', hint: 'For news about your flights. May be left empty.' }}
      >
        The seats are held for you while you pay.
      </OrderForm>
    );
  return (
    <Notice tone="limit" title="The price is no longer kept" role="status">
      <p>Choose the flights again to see what they cost now.</p>
      <Back quote={quote} className={buttonClass('primary', 'normal', 'mt-2 justify-self-start')}>
        Choose again
      </Back>
    </Notice>
  );
}

/** What it costs, what is in it, and what giving it up costs. */
function Agreed({ quote: { family, cabin, price, policy, directions } }: { readonly quote: FlightQuote }) {
  const timezone = directions[0]?.legs[0]?.departure.airport.timezone ?? 'UTC';
  return (
    <section aria-label="Fare and price" className="box grid gap-5 p-5 sm:p-6">
      <div>
        <h2 className="mb-2 text-lg font-bold">
          {family.name} · {CABIN_WORDS[cabin]}
        </h2>
        <FamilyTerms family={family} currency={price.currency} />
      </div>
      <div className="border-t border-line pt-4">
        <h3 className="mb-2 font-semibold">Price</h3>
        <FlightPriceStory price={price} />
      </div>
      {policy.length > 0 && (
        <div className="border-t border-line pt-4">
          <h3 className="mb-2 font-semibold">If you cancel</h3>
          <PolicyLine policy={policy} timezone={timezone} currency={price.currency} />
        </div>
      )}
    </section>
  );
}
