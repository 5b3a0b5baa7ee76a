import type { PlanSeat } from '@docket/contracts/catalog/seat';
import type { HallPlan } from '@docket/contracts/http/venue';
import { useEffect, useImperativeHandle, useRef, useState, type RefObject } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import type { SeatBoard } from '../seat-board.ts';
import { SeatMapView } from '../seat-map-view.ts';
import { seatWords, type SeatPrice } from '../seat-words.ts';
import '../seat-map.css';

export type SeatMapHandle = { readonly goToSeats: (seats: readonly number[]) => void };

type SeatMapProps = {
  readonly plan: HallPlan;
  readonly board: SeatBoard;
  readonly priceOf: (seat: PlanSeat) => SeatPrice | undefined;
  readonly onPick: (seat: number) => void;
  readonly highlight: string | undefined;
  readonly handle: RefObject<SeatMapHandle | null>;
  /** Beside the buttons above the drawing. */
  readonly children: React.ReactNode;
};

type Pointed = { readonly seat: PlanSeat; readonly x: number; readonly y: number };

/** The seats of a hall to choose from. Drawn outside of React: thousands of seats of which a few change at a time. */
export function SeatMap({ plan, board, priceOf, onPick, highlight, handle, children }: SeatMapProps) {
  const frame = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<SeatMapView>(undefined);
  const [pointed, setPointed] = useState<Pointed>();

  useEffect(() => {
    if (host.current === null) return undefined;
    const drawn = new SeatMapView(host.current, {
      plan,
      label: `Seats of ${plan.name}. Arrow keys move between seats, Enter chooses`,
      lookOf: (seat) => board.lookOf(seat),
      describe: (seat, look) => seatWords(seat, priceOf(seat), look),
      areaWords: (area) => `${board.freeIn(area)} of ${area.places} free`,
      onPick,
      onPoint: (seat) => {
        const box = seat === undefined ? undefined : drawn.boxOf(seat.seat);
        const outer = frame.current?.getBoundingClientRect();
        if (seat === undefined || box === undefined || outer === undefined) setPointed(undefined);
        else setPointed({ seat, x: box.left + box.width / 2 - outer.left, y: box.top - outer.top });
      },
    });
    view.current = drawn;
    const release = board.subscribe((changed) => drawn.refresh(changed));
    return () => {
      release();
      drawn.dispose();
      view.current = undefined;
    };
  }, [plan, board, priceOf, onPick]);

  useEffect(() => view.current?.highlight(highlight), [highlight, plan, board, priceOf, onPick]);
  useImperativeHandle(handle, () => ({ goToSeats: (seats) => view.current?.goToSeats(seats) }), []);

  return (
    <div className="grid grid-cols-1 gap-2">
      <div className="flex items-center justify-between gap-3">
        {children}
        <div className="flex gap-1">
          <ZoomButton label="Zoom in" onClick={() => view.current?.zoom(1.5)}>
            <Icon name="plus" />
          </ZoomButton>
          <ZoomButton label="Zoom out" onClick={() => view.current?.zoom(1 / 1.5)}>
            <Icon name="minus" />
          </ZoomButton>
          <ZoomButton label="Fit the hall" onClick={() => view.current?.fit()}>
            <Icon name="whole" />
          </ZoomButton>
        </div>
      </div>
      <div ref={frame} className="seat-zones relative">
        <div
          ref={host}
          data-testid="seat-map"
          className="relative max-h-[min(58dvh,44rem)] min-h-64 w-full overflow-hidden box has-[svg:focus-visible]:outline-2 has-[svg:focus-visible]:outline-offset-2 has-[svg:focus-visible]:outline-link"
        />
        {pointed !== undefined && <SeatTip pointed={pointed} board={board} priceOf={priceOf} />}
      </div>
    </div>
  );
}

function ZoomButton({
  label,
  onClick,
  children,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <Button className="size-10 px-0! shadow-card" aria-label={label} title={label} onClick={onClick}>
      {children}
    </Button>
  );
}

type SeatTipProps = {
  readonly pointed: Pointed;
  readonly board: SeatBoard;
  readonly priceOf: (seat: PlanSeat) => SeatPrice | undefined;
};

/** What the seat under the pointer is. Screen readers have it from the seat itself. */
function SeatTip({ pointed: { seat, x, y }, board, priceOf }: SeatTipProps) {
  return (
    <p
      aria-hidden="true"
      className="pointer-events-none absolute z-10 max-w-52 -translate-x-1/2 -translate-y-full rounded-lg bg-primary px-2.5 py-1.5 text-center text-xs text-on-primary shadow-float"
      style={{ left: `clamp(6.5rem, ${x}px, calc(100% - 6.5rem))`, top: y - 6 }}
    >
      {seatWords(seat, priceOf(seat), board.lookOf(seat.seat))}
    </p>
  );
}
