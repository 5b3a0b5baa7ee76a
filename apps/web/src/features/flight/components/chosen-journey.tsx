import type { Journey } from '@docket/contracts/flight/flight';
import { cx } from '../../../lib/class-names.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { dayWords } from '../../hotel/days.ts';
import { airlinesOf, clockOf, minutesWords, stopsWords } from '../flight-words.ts';
import { DayMark } from './journey-card.tsx';

type ChosenJourneyProps = {
  /** Which direction it is. */
  readonly title: string;
  readonly journey: Journey;
  readonly onChange?: () => void;
};

/** A journey that is chosen, in a line or two. */
export function ChosenJourney({ title, journey, onChange }: ChosenJourneyProps) {
  const [first, last] = [journey.legs[0], journey.legs.at(-1)];
  if (first === undefined || last === undefined) return null;
  return (
    <div className={cx('flex items-center gap-3', onChange !== undefined && 'box px-4 py-2.5')} data-testid="chosen">
      <Icon
        name={onChange === undefined ? 'plane' : 'check'}
        className={onChange === undefined ? 'text-muted' : 'text-ok'}
      />
      <p className="grid min-w-0 grow gap-0.5 text-sm">
        <span className="font-medium tabular-nums">
          {title}: {dayWords(first.departure.local.slice(0, 10))}, {clockOf(first.departure.local)}{' '}
          {first.departure.airport.code} – {clockOf(last.arrival.local)}
          <DayMark days={last.arrival.dayOffset} /> {last.arrival.airport.code}
        </span>
        <span className="text-muted">
          {airlinesOf(journey).join(', ')} · {minutesWords(journey.minutes)} · {stopsWords(journey.stops)}
        </span>
      </p>
      {onChange !== undefined && (
        <Button size="small" aria-label={`Change ${title.toLowerCase()}`} onClick={onChange}>
          Change
        </Button>
      )}
    </div>
  );
}
