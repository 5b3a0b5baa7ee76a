import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { addDays, addMonths, monthOf, monthWords, sameDayIn, weeksOf, wholeDayWords } from '../days.ts';
import { isHalf, isPickable, mayArrive, mayDepart, picked, type Range, type RuleOf } from '../range-pick.ts';

/** What stands below the number of a day. */
export type DayNote = {
  readonly text: string;
  readonly spoken: string;
  readonly quiet?: boolean;
  /** The night cannot be had; left out where that is not known. */
  readonly gone?: boolean;
};

type RangeCalendarProps = {
  readonly range: Range;
  readonly onChange: (range: Range) => void;
  /** Days that can be chosen, both included. */
  readonly first: string;
  readonly last: string;
  /** Months side by side; on a narrow screen one is shown. */
  readonly months: 1 | 2;
  readonly ruleOf?: RuleOf;
  readonly noteOf?: (day: string) => DayNote | undefined;
  /** Told which months are in sight, by the first of them. */
  readonly onMonth?: (month: string) => void;
};

const WEEKDAYS = [
  ['Mo', 'Monday'],
  ['Tu', 'Tuesday'],
  ['We', 'Wednesday'],
  ['Th', 'Thursday'],
  ['Fr', 'Friday'],
  ['Sa', 'Saturday'],
  ['Su', 'Sunday'],
] as const;

const nothing = () => undefined;

/**
 * Days to arrive and to leave, after the ARIA pattern of a grid: one stop for Tab, arrows move by days and weeks, Page Up and Page Down by months, Home and End
 * within the week.
 */
export function RangeCalendar(props: RangeCalendarProps) {
  const { range, onChange, first, last, months, ruleOf = nothing, noteOf = nothing, onMonth } = props;
  const within = (day: string) => (day < first ? first : day > last ? last : day);
  const [month, setMonth] = useState(() => monthOf(within(range.arrival ?? first)));
  const [active, setActive] = useState(() => within(range.arrival ?? first));
  const root = useRef<HTMLDivElement>(null);
  /** The keyboard has moved: the focus follows it. */
  const follows = useRef(false);

  useLayoutEffect(() => {
    if (!follows.current) return;
    follows.current = false;
    root.current?.querySelector<HTMLElement>(`[data-day="${active}"]`)?.focus();
  }, [active, month]);

  function show(next: string) {
    setMonth(next);
    onMonth?.(next);
  }

  function goTo(day: string) {
    const next = within(day);
    follows.current = true;
    setActive(next);
    const away = monthOf(next) < month || monthOf(next) > addMonths(month, shown.length - 1);
    if (away) show(monthOf(next) < month ? monthOf(next) : addMonths(monthOf(next), 1 - shown.length));
  }

  function turn(by: number) {
    const next = addMonths(month, by);
    show(next);
    // The stop for Tab stays in sight.
    setActive(within(monthOf(active) < next ? `${next}-01` : sameDayIn(active, by)));
  }

  function onKeyDown(event: KeyboardEvent) {
    const weekday = (new Date(`${active}T12:00:00Z`).getUTCDay() + 6) % 7;
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, Home: -weekday, End: 6 - weekday }[
      event.key
    ];
    const byMonths = { PageUp: -1, PageDown: 1 }[event.key];
    if (days === undefined && byMonths === undefined) return;
    event.preventDefault();
    goTo(days === undefined ? sameDayIn(active, byMonths ?? 0) : addDays(active, days));
  }

  const shown = Array.from({ length: months }, (_, index) => addMonths(month, index));
  return (
    <div ref={root} className="grid gap-2">
      <div className="flex items-center justify-between">
        <Button
          variant="ghost"
          className="size-10 px-0!"
          aria-label="Earlier"
          disabled={month <= monthOf(first)}
          onClick={() => turn(-1)}
        >
          <Icon name="chevron" className="rotate-180" />
        </Button>
        <p role="status" className="sr-only">
          {shown.map(monthWords).join(' and ')}
        </p>
        <Button
          variant="ghost"
          className="size-10 px-0!"
          aria-label="Later"
          disabled={addMonths(month, shown.length - 1) >= monthOf(last)}
          onClick={() => turn(1)}
        >
          <Icon name="chevron" />
        </Button>
      </div>
      <div className={cx('-mt-11 grid gap-6', months === 2 && 'md:grid-cols-2')}>
        {shown.map((one, index) => (
          <div key={one} className={cx('min-w-0', index > 0 && 'max-md:hidden')}>
            <p aria-hidden="true" className="pb-2 text-center leading-9 font-semibold">
              {monthWords(one)}
            </p>
            <div role="grid" aria-label={monthWords(one)} tabIndex={-1} onKeyDown={onKeyDown}>
              <div role="row" className="grid grid-cols-7">
                {WEEKDAYS.map(([short, whole]) => (
                  <span key={short} role="columnheader" aria-label={whole} className="caption pb-1 text-center">
                    {short}
                  </span>
                ))}
              </div>
              {weeksOf(one).map((week, at) => (
                <div key={at} role="row" className="grid grid-cols-7 py-px">
                  {week.map((day, column) =>
                    day === undefined ? (
                      // A cell of the grid all the same, or the others would be counted wrong.
                      <span key={column} role="gridcell" aria-label="Not in this month" />
                    ) : (
                      <Day
                        key={day}
                        day={day}
                        range={range}
                        isActive={day === active}
                        isOpen={day >= first && day <= last && isPickable(range, day, ruleOf)}
                        ruleOf={ruleOf}
                        note={day >= first && day <= last ? noteOf(day) : undefined}
                        onPick={() => {
                          setActive(day);
                          onChange(picked(range, day, ruleOf));
                        }}
                      />
                    ),
                  )}
                </div>
              ))}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

type DayProps = {
  readonly day: string;
  readonly range: Range;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly ruleOf: RuleOf;
  readonly note: DayNote | undefined;
  readonly onPick: () => void;
};

function Day({ day, range, isActive, isOpen, ruleOf, note, onPick }: DayProps) {
  const { arrival, departure } = range;
  const isEnd = day === arrival || day === departure;
  const isWithin = arrival !== undefined && departure !== undefined && day > arrival && day < departure;
  return (
    <div
      role="gridcell"
      aria-selected={isEnd || isWithin}
      className={cx(
        'min-w-0 text-center',
        isWithin && 'bg-accent-soft',
        departure !== undefined && day === arrival && 'rounded-l-lg bg-accent-soft',
        arrival !== undefined && day === departure && 'rounded-r-lg bg-accent-soft',
      )}
    >
      <button
        type="button"
        data-day={day}
        data-first={isActive ? '' : undefined}
        tabIndex={isActive ? 0 : -1}
        aria-disabled={!isOpen}
        onClick={() => isOpen && onPick()}
        className={cx(
          'grid min-h-10 w-full content-center justify-items-center rounded-lg border border-transparent text-sm tabular-nums',
          isEnd && 'bg-primary font-semibold text-on-primary',
          !isEnd && isOpen && 'hover:border-primary',
          !isOpen && !isEnd && 'text-muted',
          !isOpen && !isEnd && note?.gone !== false && 'line-through decoration-edge/70',
        )}
      >
        <span className="sr-only">
          {[wholeDayWords(day), note?.spoken, spokenPlace(day, range, ruleOf, isOpen)]
            .filter((part) => part !== undefined)
            .join(', ')}
        </span>
        <span aria-hidden="true">{Number(day.slice(8))}</span>
        {note !== undefined && (
          <span
            aria-hidden="true"
            className={cx(
              'max-w-full overflow-hidden text-[0.6875rem] leading-4 font-normal whitespace-nowrap',
              !isEnd && note.quiet === true && 'text-muted',
            )}
          >
            {note.text}
          </span>
        )}
      </button>
    </div>
  );
}

/** What a day is to the stay that is being chosen, for whoever does not see the colours. */
function spokenPlace(day: string, range: Range, ruleOf: RuleOf, isOpen: boolean): string | undefined {
  if (day === range.arrival) return 'arrival';
  if (day === range.departure) return 'departure';
  if (!isOpen) return 'cannot be chosen';
  if (isHalf(range)) return mayDepart(range.arrival, day, ruleOf) ? undefined : 'as another arrival';
  return mayArrive(day, ruleOf) ? undefined : 'no arrivals';
}
