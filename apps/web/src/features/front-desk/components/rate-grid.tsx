import type { RateNight, RatePlan } from '@docket/contracts/http/rates';
import { Fragment, useRef, useState, type KeyboardEvent } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { formatMoney } from '../../../lib/money.ts';
import { Button } from '../../../ui/button.tsx';
import { dayWords } from '../../hotel/days.ts';
import type { Rates } from '../api/rates.ts';
import { boundsOf, holds, nightMarks, step, type Cell, type Selection } from '../rate-grid.ts';

type RateGridProps = {
  readonly rates: Rates;
  readonly selection: Selection | undefined;
  readonly onSelect: (selection: Selection | undefined) => void;
};

/**
 * Plans down, nights across. Cells are marked by dragging, with the arrow keys and Shift, or, by finger, with one tap for each corner.
 * One stop for Tab, as grids have it.
 */
export function RateGrid({ rates, selection, onSelect }: RateGridProps) {
  const grid = useRef<HTMLTableElement>(null);
  const drags = useRef(false);
  const [stretch, setStretch] = useState(false);
  const rows = rates.types.reduce((sum, type) => sum + type.plans.length, 0);
  const bounds = selection === undefined ? undefined : boundsOf(selection);
  const stop = selection?.head ?? { row: 0, column: 0 };
  const take = (cell: Cell, extend: boolean) =>
    onSelect({ anchor: extend && selection !== undefined ? selection.anchor : cell, head: cell });

  function onKeyDown(event: KeyboardEvent, cell: Cell) {
    if (event.key === 'Escape') return onSelect(undefined);
    const to = step(event.key, cell, rows, rates.nights.length);
    if (to === undefined) return;
    event.preventDefault();
    onSelect({ anchor: event.shiftKey ? (selection?.anchor ?? cell) : to, head: to });
    grid.current?.querySelector<HTMLElement>(`[data-cell="${to.row} ${to.column}"]`)?.focus();
  }

  const cellOf = (plan: RatePlan, night: RateNight, cell: Cell) => {
    const marks = nightMarks(night);
    const isMarked = bounds !== undefined && holds(bounds, cell);
    const price = night.guestMinor === null ? '–' : formatMoney(night.guestMinor, rates.currency);
    return (
      <td
        key={night.night}
        data-cell={`${cell.row} ${cell.column}`}
        tabIndex={cell.row === stop.row && cell.column === stop.column ? 0 : -1}
        aria-selected={isMarked}
        aria-label={[plan.name, dayWords(night.night), price, ...marks].join(', ')}
        className={cx(
          'h-13 min-w-19 cursor-pointer border-l border-line px-1 text-center align-middle text-sm tabular-nums select-none -outline-offset-2!',
          isMarked ? 'bg-primary/15 font-semibold' : 'hover:bg-sunken',
          night.closed && 'text-muted line-through',
        )}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          if (event.pointerType === 'mouse') drags.current = true;
          take(cell, event.shiftKey || stretch);
        }}
        onPointerEnter={(event) => {
          if (drags.current && event.pointerType === 'mouse') take(cell, true);
        }}
        onKeyDown={(event) => onKeyDown(event, cell)}
      >
        {price}
        <span aria-hidden="true" className="block min-h-3.5 text-xs leading-none text-limit">
          {[
            night.closed ? 'closed' : '',
            night.closedToArrival ? '⇥̸' : '',
            night.closedToDeparture ? '⇤̸' : '',
            night.minStay === null ? '' : `${night.minStay}+`,
            night.priceMinor === null ? '' : '•',
          ]
            .filter((mark) => mark !== '')
            .join(' ')}
        </span>
      </td>
    );
  };

  const rowOf = new Map(rates.types.flatMap(({ plans }) => plans).map(({ planId }, at) => [planId, at] as const));
  return (
    <section className="grid gap-2" aria-label="Rates">
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
        <p>
          What two adults pay a night, without taxes. • own price, 2+ shortest stay. Drag, or Shift with the arrow keys,
          to mark nights.
        </p>
        <Button
          size="small"
          className="min-h-11 pointer-fine:hidden"
          aria-pressed={stretch}
          onClick={() => setStretch(!stretch)}
        >
          {stretch ? 'Marking up to the next tap' : 'Mark several nights'}
        </Button>
      </div>
      <div
        className="overflow-x-auto box"
        onPointerUp={() => {
          drags.current = false;
        }}
        onPointerLeave={() => {
          drags.current = false;
        }}
      >
        <table
          ref={grid}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a grid over a table, as the ARIA pattern has it
          role="grid"
          aria-label="Rates by night"
          aria-multiselectable="true"
          className="w-full border-collapse"
        >
          <thead>
            <tr>
              <th scope="col" className="sticky left-0 z-1 min-w-28 bg-card px-3 text-left text-sm sm:min-w-44">
                Night of
              </th>
              {rates.nights.map((night) => (
                <th
                  key={night}
                  scope="col"
                  className={cx(
                    'border-l border-line px-1 py-2 text-center text-xs font-medium whitespace-nowrap',
                    night < rates.today && 'text-muted',
                  )}
                >
                  {dayWords(night)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rates.types.map((type) => (
              <Fragment key={type.roomTypeId}>
                <tr className="border-t border-line bg-sunken/60">
                  <th scope="row" className="sticky left-0 z-1 bg-sunken px-3 py-1.5 text-left text-sm font-semibold">
                    {type.name}
                  </th>
                  {type.left.map((left, at) => (
                    <td
                      key={rates.nights[at]}
                      className={cx(
                        'border-l border-line px-1 text-center text-xs whitespace-nowrap tabular-nums',
                        left === 0 ? 'text-bad' : 'text-muted',
                      )}
                    >
                      {left} left
                    </td>
                  ))}
                </tr>
                {type.plans.map((plan) => {
                  const here = rowOf.get(plan.planId) ?? 0;
                  return (
                    <tr key={plan.planId} className="border-t border-line">
                      <th
                        scope="row"
                        className="sticky left-0 z-1 bg-card px-3 py-1.5 text-left text-sm font-normal wrap-anywhere"
                      >
                        {plan.name}
                        {!plan.active && <span className="block text-xs text-muted">not on sale</span>}
                      </th>
                      {plan.nights.map((night, column) => cellOf(plan, night, { row: here, column }))}
                    </tr>
                  );
                })}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
