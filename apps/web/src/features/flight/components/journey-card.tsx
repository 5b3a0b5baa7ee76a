import type { FlightHit } from '@docket/contracts/http/flight';
import { useId, useState, type ReactNode } from 'react';
import { formatMoney } from '../../../lib/money.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import {
  airlinesOf,
  changesOf,
  clockOf,
  minutesWords,
  offsetMark,
  seatsWords,
  spokenMinutes,
  spokenOffset,
  stopsWords,
} from '../flight-words.ts';
import { Itinerary } from './itinerary.tsx';
import { JourneyLine } from './journey-line.tsx';

type JourneyCardProps = {
  readonly hit: FlightHit;
  readonly longest: number;
  /** What is shown as its price, minor units, and of what it is the price. */
  readonly totalMinor: number;
  readonly of: string;
  readonly currency: string;
  readonly onChoose: () => void;
};

/** A way to fly: when, with whom, where planes are changed, and what it costs. */
export function JourneyCard({ hit, longest, totalMinor, of, currency, onChoose }: JourneyCardProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [first, last] = [hit.legs[0], hit.legs.at(-1)];
  if (first === undefined || last === undefined) return null;
  const seats = seatsWords(hit.seatsLeft);
  const price = formatMoney(totalMinor, currency);
  const spoken = `${clockOf(first.departure.local)} to ${clockOf(last.arrival.local)}, ${airlinesOf(hit).join(' and ')}`;
  return (
    <article aria-labelledby={id} className="box overflow-hidden" data-testid="journey" data-journey={hit.journeyId}>
      <h2 id={id} className="sr-only">
        {spoken}
      </h2>
      <div className="grid gap-x-6 gap-y-3 p-4 sm:grid-cols-[minmax(0,1fr)_auto]">
        <div className="grid gap-x-5 gap-y-1.5 md:grid-cols-[auto_minmax(0,1fr)] md:items-center">
          <Times hit={hit} />
          <div className="grid gap-0.5">
            <p className="flex flex-wrap gap-x-2 text-sm">
              <span aria-hidden="true" className="font-medium tabular-nums">
                {minutesWords(hit.minutes)}
              </span>
              <span className="sr-only">{spokenMinutes(hit.minutes)}, </span>
              <span className={hit.stops === 0 ? 'text-ok' : 'text-muted'}>{stopsWords(hit.stops)}</span>
            </p>
            <JourneyLine journey={hit} longest={longest} />
            {hit.stops > 0 && <p className="text-sm text-muted">{changesOf(hit).join(' · ')}</p>}
          </div>
          <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted md:col-span-2">
            <span>
              {airlinesOf(hit).join(', ')} ·{' '}
              <span className="tabular-nums">{hit.legs.map(({ number }) => number).join(', ')}</span>
            </span>
            <button
              type="button"
              aria-expanded={isOpen}
              aria-label={`Details of ${spoken}`}
              className="inline-flex min-h-8 items-center gap-1 text-link hover:underline pointer-coarse:min-h-10"
              onClick={() => setOpen(!isOpen)}
            >
              Details <Icon name="chevron" className={isOpen ? '-rotate-90' : 'rotate-90'} />
            </button>
          </p>
        </div>
        <div className="flex items-end justify-between gap-4 sm:grid sm:content-center sm:justify-items-end sm:gap-1.5">
          <p className="grid sm:justify-items-end">
            <span className="text-xl font-bold tabular-nums" data-testid="journey-price">
              {price}
            </span>
            <span className="text-sm text-muted">{of}</span>
            {seats !== undefined && <span className="text-sm font-medium text-limit">{seats}</span>}
          </p>
          <Button
            variant="primary"
            className="min-h-10 px-5"
            aria-label={`Choose ${spoken}, ${price}`}
            onClick={onChoose}
          >
            Choose
          </Button>
        </div>
      </div>
      {isOpen && (
        <div className="border-t border-line p-4">
          <Itinerary journey={hit} />
        </div>
      )}
    </article>
  );
}

/** `08:30 BOM → 10:45⁺¹ DEL` by the clocks of both places. */
function Times({ hit }: { readonly hit: FlightHit }) {
  const [first, last] = [hit.legs[0], hit.legs.at(-1)];
  if (first === undefined || last === undefined) return null;
  return (
    <p className="flex items-center gap-2.5">
      <Clock code={first.departure.airport.code}>{clockOf(first.departure.local)}</Clock>
      <Icon name="arrow" className="text-muted" />
      <span className="sr-only">to</span>
      <Clock code={last.arrival.airport.code}>
        {clockOf(last.arrival.local)}
        <DayMark days={last.arrival.dayOffset} />
      </Clock>
    </p>
  );
}

function Clock({ code, children }: { readonly code: string; readonly children: ReactNode }) {
  return (
    <span className="grid">
      <span className="text-lg leading-5 font-semibold tabular-nums">{children}</span>
      <span className="font-mono text-xs text-muted">{code}</span>
    </span>
  );
}

/** `+1` beside a time that is of another day than the journey begins on. */
export function DayMark({ days }: { readonly days: number }) {
  const mark = offsetMark(days);
  if (mark === undefined) return null;
  return (
    <>
      <sup aria-hidden="true" className="ml-0.5 text-xs font-semibold text-limit">
        {mark}
      </sup>
      <span className="sr-only">, {spokenOffset(days)}</span>
    </>
  );
}
