import { useEffect, useRef } from 'react';
import { serverClock } from '../../../lib/server-clock.ts';
import { dateIn, dateLabel, datesFrom } from '../../../lib/zoned.ts';

const DAYS = 14;
const DAY =
  'relative flex min-h-(--control) shrink-0 cursor-pointer items-center rounded-full border border-edge/60 bg-card px-3.5 text-sm whitespace-nowrap hover:bg-sunken has-checked:border-primary has-checked:bg-primary has-checked:text-on-primary has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-primary';

type DateStripProps = {
  readonly timezone: string;
  /** Undefined for any day. */
  readonly date: string | undefined;
  readonly onChoose: (date: string | undefined) => void;
};

/** The next two weeks of a city, as radio buttons in a row that scrolls sideways. */
export function DateStrip({ timezone, date, onChoose }: DateStripProps) {
  const strip = useRef<HTMLFieldSetElement>(null);
  const today = dateIn(timezone, serverClock.now());
  const dates = datesFrom(today, DAYS);
  // A day further on, from an address.
  if (date !== undefined && date > today && !dates.includes(date)) dates.push(date);

  useEffect(() => {
    const chosen = strip.current?.querySelector<HTMLElement>('label:has(:checked)');
    if (chosen != null && strip.current !== null)
      strip.current.scrollLeft = chosen.offsetLeft - strip.current.offsetLeft - 48;
  }, [date]);

  return (
    <fieldset
      ref={strip}
      className="-mx-4 flex min-w-0 gap-2 overflow-x-auto px-4 py-1 [scrollbar-width:none] sm:-mx-1 sm:px-1"
    >
      <legend className="sr-only">Day</legend>
      {[undefined, ...dates].map((one) => (
        <label key={one ?? 'any'} className={DAY}>
          <input type="radio" name="date" className="sr-only" checked={one === date} onChange={() => onChoose(one)} />
          {one === undefined ? 'Any day' : dateLabel(one, today)}
        </label>
      ))}
    </fieldset>
  );
}
