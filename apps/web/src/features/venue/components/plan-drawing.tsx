import type { HallPreview } from '@docket/contracts/http/venue';
import { useEffect, useRef } from 'react';
import { Swatch } from '../../seats/components/legend.tsx';
import { SeatMapView } from '../../seats/seat-map-view.ts';
import type { SeatLook } from '../../seats/seat-words.ts';
import '../../seats/seat-map.css';

type PlanDrawingProps = {
  readonly plan: Pick<HallPreview, 'front' | 'zones' | 'seats'>;
  readonly label: string;
  readonly lookOf?: (seat: number) => SeatLook;
  /** Told which seats look different now. */
  readonly subscribe?: (listener: (changed: readonly number[]) => void) => () => void;
  readonly signs?: readonly { readonly look: SeatLook; readonly word: string }[];
};

const ALL_FREE = (): SeatLook => 'free';

/** A hall to look at. */
export function PlanDrawing({ plan, label, lookOf = ALL_FREE, subscribe, signs = [] }: PlanDrawingProps) {
  const host = useRef<HTMLDivElement>(null);
  const look = useRef(lookOf);
  useEffect(() => {
    look.current = lookOf;
  });
  useEffect(() => {
    if (host.current === null) return undefined;
    const view = new SeatMapView(host.current, {
      plan,
      label,
      lookOf: (seat) => look.current(seat),
      describe: (seat) => seat.label,
    });
    const release = subscribe?.((changed) => view.refresh(changed));
    return () => {
      release?.();
      view.dispose();
    };
  }, [plan, subscribe]);
  return (
    <div className="seat-zones grid gap-2">
      <div
        ref={host}
        data-testid="plan"
        className="relative max-h-[min(60dvh,40rem)] min-h-56 w-full overflow-hidden box"
      />
      <ul aria-label="Signs" className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
        {signs.map(({ look: sign, word }) => (
          <li key={word} className="flex items-center gap-1.5">
            <Swatch zone={0} look={sign} /> {word}
          </li>
        ))}
        {plan.zones.length > 1 &&
          signs.length === 0 &&
          plan.zones.map((zone, index) => (
            <li key={zone.id} className="flex items-center gap-1.5">
              <Swatch zone={index} look="free" /> {zone.name}
            </li>
          ))}
      </ul>
    </div>
  );
}
