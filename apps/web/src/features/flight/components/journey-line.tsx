import type { Journey } from '@docket/contracts/flight/flight';

type JourneyLineProps = {
  readonly journey: Pick<Journey, 'legs' | 'minutes'>;
  /** The longest of those beside it, minutes: all are drawn to its scale. */
  readonly longest: number;
};

/** Flights and the times between them to scale; what it shows is said in words beside it. */
export function JourneyLine({ journey: { legs, minutes }, longest }: JourneyLineProps) {
  return (
    <span aria-hidden="true" className="flex h-4 items-center" data-testid="journey-line">
      <span className="flex items-center" style={{ width: `${Math.max(25, (100 * minutes) / longest)}%` }}>
        <span className="size-2 shrink-0 rounded-full border-2 border-primary" />
        {legs.map((leg) => (
          <span key={leg.flightId} className="contents">
            <span className="h-0.5 min-w-1 bg-primary" style={{ flexGrow: leg.minutes, flexBasis: 0 }} />
            {leg.changeMinutes !== null && (
              <span
                className="flex min-w-2 items-center justify-center border-t-2 border-dotted border-edge"
                style={{ flexGrow: leg.changeMinutes, flexBasis: 0 }}
              />
            )}
          </span>
        ))}
        <span className="size-2 shrink-0 rounded-full bg-primary" />
      </span>
    </span>
  );
}
