import { FLIGHT_HORIZON_DAYS, type Cabin } from '@docket/contracts/flight/flight';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { spokenMoney } from '../../../lib/money.ts';
import { useMedia } from '../../../lib/use-media.ts';
import { FieldPopover, useClosePopover } from '../../../ui/popover.tsx';
import { shortMoney } from '../../hotel/components/price-calendar.tsx';
import { RangeCalendar, type DayNote } from '../../hotel/components/range-calendar.tsx';
import { addDays, addMonths, dayWords, monthOf } from '../../hotel/days.ts';
import { isHalf, type Range } from '../../hotel/range-pick.ts';
import { toWhole } from '../../hotel/stay-words.ts';
import { cheapestQuery } from '../api/queries.ts';
import type { FlightParty } from '../flight-address.ts';

type Route = {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly party: FlightParty;
  readonly cabin: Cabin;
};

type FlightDatesProps = Route & {
  readonly label: string;
  readonly depart: string;
  /** Undefined: there is no way back to choose a day for. */
  readonly back: string | undefined;
  readonly today: string;
  /** The first day that can be chosen. */
  readonly first: string;
  readonly onChange: (depart: string, back: string | undefined) => void;
  readonly className?: string;
};

/** `Fri, Mar 12`, `Fri, Mar 12 – Mon, Mar 15` */
export function daysWords(depart: string, back: string | undefined): string {
  return back === undefined ? dayWords(depart) : `${dayWords(depart)} – ${dayWords(back)}`;
}

/** The day of a flight, or the days of the way out and the way back, with what the cheapest way costs on each. */
export function FlightDates({ label, className, ...rest }: FlightDatesProps) {
  return (
    <FieldPopover
      label={label}
      icon="calendar"
      value={daysWords(rest.depart, rest.back)}
      panelClass="sm:w-96 md:w-[44rem]"
      {...(className === undefined ? {} : { className })}
    >
      <DaysPanel
        // What is half chosen when the panel closes is given up.
        key={`${rest.depart} ${rest.back ?? ''}`}
        {...rest}
      />
    </FieldPopover>
  );
}

function DaysPanel({ depart, back, today, first, onChange, ...way }: Omit<FlightDatesProps, 'label' | 'className'>) {
  const close = useClosePopover();
  const wide = useMedia('(min-width: 48rem)');
  const isReturn = back !== undefined;
  const [range, setRange] = useState<Range>({ arrival: depart, departure: back });
  const [month, setMonth] = useState(() => monthOf(depart));
  const isBack = isReturn && isHalf(range);
  const last = addDays(today, FLIGHT_HORIZON_DAYS);
  const prices = usePrices(isBack ? { ...way, from: way.to, to: way.from } : way, month, today, last, wide ? 2 : 1);

  function pick(held: Range, day: string): Range {
    if (isReturn && isHalf(held) && day >= held.arrival) return { arrival: held.arrival, departure: day };
    return { arrival: day, departure: undefined };
  }

  return (
    <div className="grid gap-3" data-testid="flight-days" aria-busy={prices.isPending}>
      <RangeCalendar
        range={range}
        first={first}
        last={last}
        months={wide ? 2 : 1}
        noteOf={prices.noteOf}
        onMonth={setMonth}
        pick={pick}
        ends={['departure', 'return']}
        onChange={(next) => {
          setRange(next);
          if (next.arrival === undefined || (isReturn && next.departure === undefined)) return;
          onChange(next.arrival, next.departure);
          close();
        }}
      />
      <p role="status" className="text-sm text-muted">
        {isBack ? `Out on ${dayWords(range.arrival)}. Now choose the day you fly back.` : 'Choose the day you fly.'}
        {prices.isKnown && ' Prices are the cheapest one way for all passengers, taxes included.'}
        {prices.isError && ' The prices could not be read just now.'}
      </p>
    </div>
  );
}

/** What is known of the days in sight; nothing until both airports are chosen. */
function usePrices({ from, to, party, cabin }: Route, month: string, today: string, last: string, months: number) {
  const begin = `${month}-01` < today ? today : `${month}-01`;
  const end = addDays(`${addMonths(month, months)}-01`, -1);
  const isAsked = from !== undefined && to !== undefined && from !== to;
  const asked = useQuery({
    ...cheapestQuery({ from: from ?? '', to: to ?? '', ...party, cabin, first: begin, last: end > last ? last : end }),
    enabled: isAsked,
  });
  const days = new Map(asked.data?.data.map((one) => [one.day, one]));
  const currency = asked.data?.currency ?? 'INR';
  const cheapest = Math.min(...[...days.values()].flatMap(({ totalMinor }) => totalMinor ?? []));

  function noteOf(day: string): DayNote | undefined {
    const known = days.get(day);
    // The line is there before the price is, so that nothing moves when it comes.
    if (known === undefined) return isAsked ? { text: '\u00a0', spoken: '', quiet: true, gone: false } : undefined;
    if (known.totalMinor === null) return { text: '–', spoken: 'no flights', quiet: true, gone: false };
    return {
      text: shortMoney(toWhole(known.totalMinor, currency), currency),
      spoken: `from ${spokenMoney(known.totalMinor, currency)}${known.totalMinor === cheapest ? ', the cheapest in sight' : ''}`,
      quiet: known.totalMinor > cheapest,
      gone: false,
    };
  }
  return {
    noteOf,
    isPending: isAsked && asked.isPending,
    isError: isAsked && asked.isError && days.size === 0,
    isKnown: days.size > 0,
  };
}
