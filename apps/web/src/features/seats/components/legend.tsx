import type { HallPlan } from '@docket/contracts/http/venue';
import type { ShowDetail } from '@docket/contracts/http/show';
import { formatMoney } from '../../../lib/money.ts';
import { seatShape, ZONE_LOOKS } from '../seat-shapes.ts';
import type { SeatLook } from '../seat-words.ts';

type LegendProps = {
  readonly plan: HallPlan;
  readonly show: Pick<ShowDetail, 'zones' | 'currency'>;
  readonly highlight: string | undefined;
  readonly onHighlight: (zone: string | undefined) => void;
};

/** What the shapes mean and what they cost. A zone that is pressed is shown alone. */
export function Legend({ plan, show, highlight, onHighlight }: LegendProps) {
  const kinds = new Set(plan.seats.map((seat) => seat.kind));
  return (
    <div className="seat-zones flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <ul aria-label="Price zones" className="flex flex-wrap gap-2">
        {plan.zones.map((zone, index) => {
          const price = show.zones.find((one) => one.zone === zone.id);
          const on = highlight === zone.id;
          return (
            <li key={zone.id}>
              <button
                type="button"
                aria-pressed={on}
                onClick={() => onHighlight(on ? undefined : zone.id)}
                className="flex min-h-10 items-center gap-2 rounded-full border border-edge bg-card px-3 hover:bg-sunken aria-pressed:border-2 aria-pressed:border-primary aria-pressed:font-medium"
              >
                <Swatch zone={index} look="free" />
                {zone.name}
                {price !== undefined && (
                  <span className="font-mono tabular-nums">{formatMoney(price.priceMinor, show.currency)}</span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
      <ul aria-label="Key" className="flex flex-wrap gap-x-4 gap-y-1 text-muted">
        <Sign look="taken">taken</Sign>
        <Sign look="chosen">your choice</Sign>
        {kinds.has('wheelchair') && <Sign kind="wheelchair">wheelchair</Sign>}
        {kinds.has('companion') && <Sign kind="companion">companion</Sign>}
      </ul>
    </div>
  );
}

type SignProps = {
  readonly look?: SeatLook;
  readonly kind?: 'wheelchair' | 'companion';
  readonly children: string;
};

function Sign({ look = 'free', kind, children }: SignProps) {
  return (
    <li className="flex items-center gap-1.5">
      <Swatch zone={0} look={look} kind={kind ?? 'seat'} />
      {children}
    </li>
  );
}

type SwatchProps = {
  readonly zone: number;
  readonly look: SeatLook;
  readonly kind?: 'seat' | 'wheelchair' | 'companion';
};

export function Swatch({ zone, look, kind = 'seat' }: SwatchProps) {
  return (
    <svg viewBox="-11 -11 22 22" width="20" height="20" aria-hidden="true" className="shrink-0">
      <path
        className="seat cursor-[inherit]!"
        style={{ '--zone': `var(--seat-zone-${zone % ZONE_LOOKS})` } as React.CSSProperties}
        data-look={look}
        d={seatShape(look, zone, kind)}
      />
    </svg>
  );
}
