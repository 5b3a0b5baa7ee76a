import type { FlightPart } from '@docket/contracts/http/trip';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Fact } from '../../../ui/page.tsx';
import { FamilyTerms } from '../../flight/components/fare-choice.tsx';
import { FlightPriceStory } from '../../flight/components/flight-price-story.tsx';
import { Itinerary } from '../../flight/components/itinerary.tsx';
import { PassengerNames } from '../../flight/components/passenger-names.tsx';
import { CABIN_WORDS, minutesWords, routeWords, stopsWords } from '../../flight/flight-words.ts';
import { dayWords } from '../../hotel/days.ts';
import { PolicyLine } from '../../hotel/components/policy-line.tsx';

/** Flights as part of a trip: each direction with its times, who flies, and what was agreed. */
export function FlightPartCard({ part }: { readonly part: FlightPart }) {
  const { directions, family, cabin, passengers, price, policy, locator } = part;
  const timezone = directions[0]?.legs[0]?.departure.airport.timezone ?? 'UTC';
  return (
    <article aria-label={routeWords(directions)} className="box overflow-hidden" data-testid="flight-part">
      <div className="grid gap-5 p-5 sm:p-6">
        {directions.map((journey) => (
          <section key={journey.journeyId} aria-label={routeWords([journey])} className="grid gap-3">
            <div>
              <h2 className="text-lg font-bold">{routeWords([journey])}</h2>
              <p className="text-muted">
                {dayWords(journey.legs[0]?.departure.local.slice(0, 10) ?? '')} · {minutesWords(journey.minutes)} ·{' '}
                {stopsWords(journey.stops)}
              </p>
            </div>
            <Itinerary journey={journey} />
          </section>
        ))}
        <dl className="grid gap-x-6 gap-y-3 border-t border-line pt-4 sm:grid-cols-3">
          <Fact label="Airline’s reference">
            <span className="flex flex-wrap items-center gap-x-2">
              <span className="font-mono text-lg" data-testid="locator">
                {locator}
              </span>
              <CopyButton text={locator} what="airline’s reference" />
            </span>
          </Fact>
          <Fact label="Fare">{family.name}</Fact>
          <Fact label="Cabin">{CABIN_WORDS[cabin]}</Fact>
        </dl>
        <div className="border-t border-line pt-4">
          <h3 className="mb-2 font-semibold">Passengers</h3>
          <PassengerNames passengers={passengers} />
        </div>
      </div>
      <details className="border-t border-line px-5 sm:px-6">
        <summary className="link flex min-h-11 items-center text-sm">What the fare includes</summary>
        <div className="pb-5">
          <FamilyTerms family={family} currency={price.currency} />
        </div>
      </details>
      <details className="border-t border-line px-5 sm:px-6">
        <summary className="link flex min-h-11 items-center text-sm">How this price comes about</summary>
        <div className="pb-5">
          <FlightPriceStory price={price} />
        </div>
      </details>
      {policy.length > 0 && (
        <details className="border-t border-line px-5 sm:px-6">
          <summary className="link flex min-h-11 items-center text-sm">If you cancel</summary>
          <div className="pb-5">
            <PolicyLine policy={policy} timezone={timezone} currency={price.currency} />
          </div>
        </details>
      )}
    </article>
  );
}
