import type { PlanSeat } from '@docket/contracts/catalog/seat';
import { formatMoney } from '../../../lib/money.ts';
import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';

type ChoiceBarProps = {
  readonly seats: readonly PlanSeat[];
  readonly totalMinor: number;
  readonly currency: string;
  readonly busy: boolean;
  /** Why seats cannot be held now; undefined when they can. */
  readonly closed: string | undefined;
  readonly onRemove: (seat: number) => void;
  readonly onHold: () => void;
};

/** What is chosen and what it costs, always in sight, with the one thing to do next. */
export function ChoiceBar({ seats, totalMinor, currency, busy, closed, onRemove, onHold }: ChoiceBarProps) {
  return (
    <section
      aria-label="Your choice"
      data-testid="choice"
      className="sticky bottom-(--bottom-bar) z-10 -mx-4 border-t border-line bg-card px-4 pt-3 pb-3 shadow-bar sm:mx-0 sm:rounded-t-2xl sm:border-x"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="grid min-w-0 gap-1">
          {seats.length === 0 ? (
            <p className="text-muted">Choose seats on the map</p>
          ) : (
            <>
              <ul aria-label="Chosen seats" className="-mx-1 flex gap-1.5 overflow-x-auto px-1 py-0.5">
                {seats.map((seat) => (
                  <li key={seat.seat}>
                    <button
                      type="button"
                      aria-label={`Take ${seat.label} out of your choice`}
                      onClick={() => onRemove(seat.seat)}
                      className="flex min-h-8 items-center gap-1 rounded-md border border-edge px-2 font-mono text-sm whitespace-nowrap hover:bg-sunken"
                    >
                      {seat.label}
                      <Icon name="close" className="size-3" />
                    </button>
                  </li>
                ))}
              </ul>
              <p className="text-sm">
                <strong className="text-base tabular-nums" data-testid="total">
                  {formatMoney(totalMinor, currency)}
                </strong>{' '}
                <span className="text-muted">for {plural(seats.length, 'seat')}</span>
              </p>
            </>
          )}
        </div>
        {closed === undefined ? (
          <Button
            variant="primary"
            className="min-h-12 px-6 max-sm:grow"
            disabled={seats.length === 0}
            busy={busy}
            onClick={() => !busy && onHold()}
          >
            {seats.length === 0 ? 'Hold seats' : `Hold ${plural(seats.length, 'seat')}`}
          </Button>
        ) : (
          <p className="text-sm text-muted">{closed}</p>
        )}
      </div>
    </section>
  );
}
