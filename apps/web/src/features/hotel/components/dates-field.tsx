import { HORIZON_DAYS } from '@docket/contracts/hotel/stay';
import { useState } from 'react';
import { plural } from '../../../lib/format.ts';
import { useMedia } from '../../../lib/use-media.ts';
import { FieldPopover, useClosePopover } from '../../../ui/popover.tsx';
import { addDays, dayWords, nightsBetween } from '../days.ts';
import { isHalf, type Range } from '../range-pick.ts';
import { RangeCalendar } from './range-calendar.tsx';

type DatesFieldProps = {
  readonly arrival: string;
  readonly departure: string;
  /** At the place. */
  readonly today: string;
  readonly onChange: (arrival: string, departure: string) => void;
  readonly className?: string;
};

/** `Fri, Mar 12 – Sun, Mar 14 · 2 nights` */
export function datesWords(arrival: string, departure: string): string {
  return `${dayWords(arrival)} – ${dayWords(departure)} · ${plural(nightsBetween(arrival, departure), 'night')}`;
}

/** The days of a stay, chosen in a calendar. */
export function DatesField({ arrival, departure, today, onChange, className }: DatesFieldProps) {
  return (
    <FieldPopover
      label="Dates"
      icon="calendar"
      value={datesWords(arrival, departure)}
      panelClass="sm:w-90 md:w-[42rem]"
      {...(className === undefined ? {} : { className })}
    >
      <DatesPanel
        // What is half chosen when the panel closes is given up.
        key={`${arrival} ${departure}`}
        arrival={arrival}
        departure={departure}
        today={today}
        onChange={onChange}
      />
    </FieldPopover>
  );
}

function DatesPanel({ arrival, departure, today, onChange }: Omit<DatesFieldProps, 'className'>) {
  const close = useClosePopover();
  const wide = useMedia('(min-width: 48rem)');
  const [range, setRange] = useState<Range>({ arrival, departure });
  return (
    <div className="grid gap-3">
      <RangeCalendar
        range={range}
        first={today}
        last={addDays(today, HORIZON_DAYS)}
        months={wide ? 2 : 1}
        onChange={(next) => {
          setRange(next);
          if (next.arrival === undefined || next.departure === undefined) return;
          onChange(next.arrival, next.departure);
          close();
        }}
      />
      <p role="status" className="text-sm text-muted">
        {isHalf(range)
          ? `Arrival ${dayWords(range.arrival)}. Now choose the day you leave.`
          : 'Choose the day you arrive.'}
      </p>
    </div>
  );
}
