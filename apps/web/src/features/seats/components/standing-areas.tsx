import type { PlanArea } from '@docket/contracts/catalog/seat';
import { formatMoney } from '../../../lib/money.ts';
import type { SeatBoard } from '../seat-board.ts';
import type { SeatPrice } from '../seat-words.ts';
import { Stepper } from '../../../ui/stepper.tsx';

type StandingAreasProps = {
  readonly areas: readonly PlanArea[];
  readonly board: SeatBoard;
  readonly priceOf: (area: PlanArea) => SeatPrice | undefined;
  /** By area, how many places are chosen. */
  readonly chosen: ReadonlyMap<string, number>;
  /** How many more one may choose, of seats and places together. */
  readonly left: number;
  readonly onChange: (area: string, count: number) => void;
};

/** Places to stand: how many are free of each area, and how many one wants. */
export function StandingAreas({ areas, board, priceOf, chosen, left, onChange }: StandingAreasProps) {
  return (
    <section aria-labelledby="standing" className="grid gap-3 box p-4" data-testid="standing-areas">
      <h2 id="standing" className="font-semibold">
        Standing
      </h2>
      <ul className="grid gap-3">
        {areas.map((area) => {
          const count = chosen.get(area.area) ?? 0;
          const free = board.freeIn(area);
          const price = priceOf(area);
          return (
            <li key={area.area} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <div className="min-w-0">
                <p className="font-medium">{area.name}</p>
                <p className="text-sm text-muted">
                  <span data-testid="area-free" className="tabular-nums">
                    {free === 0 ? 'sold out' : `${free} of ${area.places} free`}
                  </span>
                  {price !== undefined && ` · ${formatMoney(price.priceMinor, price.currency)}`}
                </p>
              </div>
              <Stepper
                label={area.name}
                one={`place in ${area.name}`}
                quiet
                value={count}
                least={0}
                most={Math.min(free, count + left)}
                onChange={(next) => onChange(area.area, next)}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
