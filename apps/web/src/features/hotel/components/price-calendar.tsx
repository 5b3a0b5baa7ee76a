import { HORIZON_DAYS } from '@docket/contracts/hotel/stay';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { formatMoney, spokenMoney } from '../../../lib/money.ts';
import { plural } from '../../../lib/format.ts';
import { useMedia } from '../../../lib/use-media.ts';
import { Failure } from '../../../ui/states.tsx';
import { calendarQuery } from '../api/queries.ts';
import { addDays, addMonths, dayWords, monthOf } from '../days.ts';
import { isHalf, type DayRule, type Range } from '../range-pick.ts';
import { toWhole } from '../stay-words.ts';
import { RangeCalendar, type DayNote } from './range-calendar.tsx';

type PriceCalendarProps = {
  readonly slug: string;
  readonly name: string;
  /** At the place. */
  readonly today: string;
  readonly arrival: string | undefined;
  readonly departure: string | undefined;
  readonly onChange: (arrival: string, departure: string) => void;
};

/** A month is read with the two after it, of which one may be shown beside it. */
const READ_MONTHS = 3;

/** What the cheapest room costs in each night, which nights cannot be had, and the days of the stay to choose. */
export function PriceCalendar({ slug, name, today, arrival, departure, onChange }: PriceCalendarProps) {
  const wide = useMedia('(min-width: 48rem)');
  const last = addDays(today, HORIZON_DAYS);
  const [range, setRange] = useState<Range>({ arrival, departure });
  useEffect(() => setRange({ arrival, departure }), [arrival, departure]);
  const [month, setMonth] = useState(() => monthOf(arrival ?? today));
  const from = `${month}-01` < today ? today : `${month}-01`;
  const to = `${addMonths(month, READ_MONTHS)}-01`;
  const calendar = useQuery(calendarQuery(slug, from, to > last ? last : to));
  const days = new Map(calendar.data?.data.map((day) => [day.night, day]));
  const currency = calendar.data?.currency ?? 'INR';
  const cheapest = Math.min(...[...days.values()].flatMap(({ priceMinor }) => priceMinor ?? []));

  const ruleOf = (day: string): DayRule | undefined => {
    const known = days.get(day);
    return known === undefined
      ? undefined
      : {
          night: known.priceMinor !== null,
          arrival: known.arrival,
          departure: known.departure,
          minStay: known.minStay,
        };
  };
  const noteOf = (day: string): DayNote | undefined => {
    const known = days.get(day);
    if (known === undefined) return undefined;
    if (known.priceMinor === null) return { text: '–', spoken: 'nothing free', quiet: true, gone: true };
    const atLeast = known.minStay > 1 ? `, at least ${plural(known.minStay, 'night')}` : '';
    return {
      text: shortMoney(toWhole(known.priceMinor, currency), currency),
      spoken: `from ${spokenMoney(known.priceMinor, currency)}${atLeast}`,
      quiet: known.priceMinor > cheapest,
      gone: false,
    };
  };
  const half = isHalf(range) ? ruleOf(range.arrival) : undefined;

  return (
    <section aria-labelledby="calendar" className="grid grid-cols-1 gap-3">
      <div>
        <h2 id="calendar" className="text-lg font-bold">
          Prices by night
        </h2>
        <p className="text-sm text-muted">The cheapest room for two, without taxes and fees that are added.</p>
      </div>
      {calendar.isError && calendar.data === undefined && (
        <Failure error={calendar.error} retry={() => void calendar.refetch()} />
      )}
      <div className="box p-3 sm:p-4" data-testid="price-calendar" aria-busy={calendar.isPending}>
        <RangeCalendar
          range={range}
          first={today}
          last={last}
          months={wide ? 2 : 1}
          ruleOf={ruleOf}
          noteOf={noteOf}
          onMonth={setMonth}
          onChange={(next) => {
            setRange(next);
            if (next.arrival !== undefined && next.departure !== undefined) onChange(next.arrival, next.departure);
          }}
        />
        <p role="status" className="mt-2 text-sm wrap-anywhere text-muted">
          {isHalf(range)
            ? `Arrival ${dayWords(range.arrival)}${half !== undefined && half.minStay > 1 ? `, at least ${plural(half.minStay, 'night')}` : ''}. Now choose the day you leave.`
            : `Choose the day you arrive at ${name}.`}
        </p>
      </div>
    </section>
  );
}

/** A price that fits below a day: thousands as `k` where the whole would not. */
function shortMoney(minor: number, currency: string): string {
  const whole = formatMoney(minor, currency);
  if (whole.length <= 6) return whole;
  const [, sign = '', digits = ''] = /^(\D*)([\d,]+)/.exec(whole) ?? [];
  const thousands = digits.split(',');
  const head = thousands.slice(0, -1).join(',');
  return head === '' ? whole : `${sign.length > 2 ? '' : sign}${head}${tenths(thousands)}k`;
}

/** `.4` of 9,420 where the number is small enough to show it. */
function tenths(thousands: readonly string[]): string {
  const rest = thousands.at(-1)?.charAt(0) ?? '0';
  return thousands.length === 2 && (thousands[0]?.length ?? 0) === 1 && rest !== '0' ? `.${rest}` : '';
}
