import type { TripPart, TripPartKind } from '@docket/contracts/http/trip';
import type { ComponentType } from 'react';
import { FlightPriceStory } from '../../flight/components/flight-price-story.tsx';
import { PriceStory } from '../../hotel/components/price-story.tsx';
import { FlightPartCard } from './flight-part.tsx';
import { StayPartCard } from './stay-part.tsx';

type Drawn<Part> = {
  /** On the page of its trip. */
  readonly Card: ComponentType<{ readonly part: Part }>;
  /** On a receipt. */
  readonly Lines: ComponentType<{ readonly part: Part }>;
};

/** A kind of part -> how it is drawn. */
const DRAWN: { readonly [K in TripPartKind]: Drawn<Extract<TripPart, { kind: K }>> } = {
  stay: {
    Card: StayPartCard,
    Lines: ({ part: { property, roomType, price } }) => (
      <>
        <p className="text-sm text-muted">
          {property.name}, {property.address} · {roomType}
        </p>
        <PriceStory price={price} />
      </>
    ),
  },
  flight: {
    Card: FlightPartCard,
    Lines: ({ part: { directions, locator, family, price } }) => (
      <>
        <p className="text-sm text-muted">
          {directions.flatMap(({ legs }) => legs.map(({ number }) => number)).join(', ')} · {family.name} ·{' '}
          <span className="font-mono">{locator}</span>
        </p>
        <FlightPriceStory price={price} />
      </>
    ),
  },
};

/** The part's own kind says which entry it is, which the compiler does not follow. */
function drawnOf(part: TripPart): Drawn<TripPart> {
  return DRAWN[part.kind] as Drawn<TripPart>;
}

export function PartCard({ part }: { readonly part: TripPart }) {
  const { Card } = drawnOf(part);
  return <Card part={part} />;
}

/** What a part was, and how its price came about. */
export function PartLines({ part }: { readonly part: TripPart }) {
  const { Lines } = drawnOf(part);
  return (
    <div className="grid grid-cols-1 gap-2">
      <Lines part={part} />
    </div>
  );
}
