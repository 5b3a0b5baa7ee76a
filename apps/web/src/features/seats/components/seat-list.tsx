import type { PlanSeat } from '@docket/contracts/catalog/seat';
import type { HallPlan } from '@docket/contracts/http/venue';
import { useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { formatMoney } from '../../../lib/money.ts';
import { plural } from '../../../lib/format.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Empty } from '../../../ui/states.tsx';
import type { SeatBoard } from '../seat-board.ts';
import { seatWords, type SeatPrice } from '../seat-words.ts';

type SeatListProps = {
  readonly plan: HallPlan;
  readonly board: SeatBoard;
  readonly priceOf: (seat: PlanSeat) => SeatPrice | undefined;
  readonly onPick: (seat: number) => void;
  readonly highlight: string | undefined;
};

/** The seats by rows, for those whom a drawing does not serve. Rows open one by one, so that thousands of seats stay quick. */
export function SeatList({ plan, board, priceOf, onPick, highlight }: SeatListProps) {
  const seats = highlight === undefined ? plan.seats : plan.seats.filter((seat) => seat.zone === highlight);
  const sections = [...Map.groupBy(seats, (seat) => seat.section)];
  const offered = seats.some((seat) => board.lookOf(seat.seat) !== 'taken');
  if (!offered) return <Empty title="No seats free here" />;
  return (
    <div className="grid gap-6" data-testid="seat-list">
      {sections.map(([section, ofSection]) => (
        <section key={section} className="grid gap-2">
          {section !== '' && <h3 className="font-semibold">{section}</h3>}
          <div className="divide-y divide-line overflow-hidden box">
            {[...Map.groupBy(ofSection, (seat) => seat.row)].map(([row, ofRow]) => (
              <Row key={row} row={row} seats={ofRow} board={board} priceOf={priceOf} onPick={onPick} />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

type RowProps = Omit<SeatListProps, 'plan' | 'highlight'> & {
  readonly row: string;
  readonly seats: readonly PlanSeat[];
};

function Row({ row, seats, board, priceOf, onPick }: RowProps) {
  const [open, setOpen] = useState(false);
  const offered = seats.filter((seat) => board.lookOf(seat.seat) !== 'taken');
  const free = seats.filter((seat) => board.lookOf(seat.seat) === 'free').length;
  const price = seats[0] === undefined ? undefined : priceOf(seats[0]);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-11 items-center gap-3 px-4 hover:bg-sunken">
        <span className="font-mono font-semibold">Row {row}</span>
        <span className="text-sm text-muted">{free === 0 ? 'none free' : plural(free, 'free seat')}</span>
        {price !== undefined && (
          <span className="ml-auto font-mono text-sm tabular-nums">
            {formatMoney(price.priceMinor, price.currency)}
          </span>
        )}
      </summary>
      {open && (
        <ul className="flex flex-wrap gap-2 px-4 pt-1 pb-3">
          {offered.map((seat) => {
            const look = board.lookOf(seat.seat);
            const chosen = look === 'chosen' || look === 'own';
            return (
              <li key={seat.seat}>
                <button
                  type="button"
                  aria-pressed={chosen}
                  disabled={look === 'own'}
                  aria-label={seatWords(seat, priceOf(seat), look)}
                  onClick={() => onPick(seat.seat)}
                  className={cx(
                    'flex min-h-10 min-w-11 items-center justify-center gap-1 rounded-lg border px-2 font-mono text-sm tabular-nums',
                    chosen ? 'border-primary bg-primary text-on-primary' : 'border-edge bg-card hover:bg-sunken',
                  )}
                >
                  {chosen && <Icon name="check" />}
                  {seat.number}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </details>
  );
}
