import type { PlanSeat } from '@docket/contracts/catalog/seat';
import { formatMoney } from '../../../lib/money.ts';
import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';

type ChoiceBarProps = {
  readonly seats: readonly PlanSeat[];
  /** Places in standing areas. */
  readonly places: readonly { readonly area: string; readonly name: string; readonly count: number }[];
  readonly totalMinor: number;
  readonly currency: string;
  readonly busy: boolean;
  /** Why seats cannot be held now; undefined when they can. */
  readonly closed: string | undefined;
  readonly onRemove: (seat: number) => void;
  readonly onRemovePlaces: (area: string) => void;
  readonly onHold: () => void;
};

/** What is chosen and what it costs, always in sight, with the one thing to do next. */
export function ChoiceBar(props: ChoiceBarProps) {
  const { seats, places, totalMinor, currency, busy, closed, onRemove, onRemovePlaces, onHold } = props;
  const standing = places.reduce((sum, { count }) => sum + count, 0);
  const nothing = seats.length + standing === 0;
  const size = [
    ...(seats.length > 0 ? [plural(seats.length, 'seat')] : []),
    ...(standing > 0 ? [plural(standing, 'place')] : []),
  ].join(' and ');
  return (
    <section
      aria-label="Your choice"
      data-testid="choice"
      className="sticky bottom-(--bottom-bar) z-10 -mx-4 border-t border-line bg-card px-4 pt-3 pb-3 shadow-bar sm:mx-0 sm:rounded-t-2xl sm:border-x"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="grid min-w-0 gap-1">
          {nothing ? (
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
                {places.map(({ area, name, count }) => (
                  <li key={area}>
                    <button
                      type="button"
                      aria-label={`Take ${count} × ${name} out of your choice`}
                      onClick={() => onRemovePlaces(area)}
                      className="flex min-h-8 items-center gap-1 rounded-md border border-edge px-2 text-sm whitespace-nowrap hover:bg-sunken"
                    >
                      {count} × {name}
                      <Icon name="close" className="size-3" />
                    </button>
                  </li>
                ))}
              </ul>
              <p className="text-sm">
                <strong className="text-base tabular-nums" data-testid="total">
                  {formatMoney(totalMinor, currency)}
                </strong>{' '}
                <span className="text-muted">for {size}</span>
              </p>
            </>
          )}
        </div>
        {closed === undefined ? (
          <Button
            variant="primary"
            className="min-h-12 px-6 max-sm:grow"
            disabled={nothing}
            busy={busy}
            onClick={() => !busy && onHold()}
          >
            {nothing ? 'Hold seats' : `Hold ${size}`}
          </Button>
        ) : (
          <p className="text-sm text-muted">{closed}</p>
        )}
      </div>
    </section>
  );
}
