import type { PlanArea } from '@docket/contracts/catalog/seat';
import type { HallPreview } from '@docket/contracts/http/venue';
import { useEffect, useRef } from 'react';
import { plural } from '../../../lib/format.ts';
import { Swatch } from '../../seats/components/legend.tsx';
import { SeatMapView } from '../../seats/seat-map-view.ts';
import { seatWords, type SeatLook } from '../../seats/seat-words.ts';
import '../../seats/seat-map.css';

type PlanDrawingProps = {
  readonly plan: Pick<HallPreview, 'front' | 'zones' | 'seats' | 'areas'>;
  /** A seat was pressed; without it the drawing is to look at only. */
  readonly onPick?: ((seat: number) => void) | undefined;
  readonly areaWords?: (area: PlanArea) => string;
  readonly label: string;
  readonly lookOf?: (seat: number) => SeatLook;
  /** Told which seats look different now. */
  readonly subscribe?: (listener: (changed: readonly number[]) => void) => () => void;
  readonly signs?: readonly { readonly look: SeatLook; readonly word: string }[];
};

const ALL_FREE = (): SeatLook => 'free';
const allPlaces = (area: PlanArea): string => plural(area.places, 'place');

/** A hall to look at. */
export function PlanDrawing(props: PlanDrawingProps) {
  const { plan, label, lookOf = ALL_FREE, subscribe, signs = [], onPick, areaWords = allPlaces } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<SeatMapView>(undefined);
  const latest = useRef({ lookOf, onPick, areaWords });
  useEffect(() => {
    latest.current = { lookOf, onPick, areaWords };
    view.current?.refreshAll();
  });
  const picks = onPick !== undefined;
  useEffect(() => {
    if (host.current === null) return undefined;
    const drawn = new SeatMapView(host.current, {
      plan,
      label,
      lookOf: (seat) => latest.current.lookOf(seat),
      describe: (seat, look) => seatWords(seat, undefined, look),
      areaWords: (area) => latest.current.areaWords(area),
      ...(picks ? { onPick: (seat: number) => latest.current.onPick?.(seat) } : {}),
    });
    view.current = drawn;
    const release = subscribe?.((changed) => drawn.refresh(changed));
    return () => {
      release?.();
      drawn.dispose();
      view.current = undefined;
    };
  }, [plan, subscribe, picks]);
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
