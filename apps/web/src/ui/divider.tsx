import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { cx } from '../lib/class-names.ts';

/** Of the arrow keys, in percent; with Shift, four times that. */
const STEP = 2;

type DividerProps = {
  /** What is made larger or smaller. */
  readonly label: string;
  /** `columns`: what is on its left is measured; `rows`: what is below it. */
  readonly between: 'columns' | 'rows';
  /** In percent of the whole that it divides, its parent. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Undefined: as it is by itself. */
  readonly onChange: (value: number | undefined) => void;
  readonly className?: string;
};

/** The line between two panes: dragged with a finger or a mouse, moved with the arrow keys, reset with a double click or Escape. */
export function Divider({ label, between, value, min, max, onChange, className }: DividerProps) {
  const self = useRef<HTMLDivElement>(null);
  const columns = between === 'columns';
  const set = (next: number) => onChange(Math.min(max, Math.max(min, Math.round(next * 10) / 10)));

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const whole = self.current?.parentElement?.getBoundingClientRect();
    if (whole === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    set(
      columns
        ? ((event.clientX - whole.left) / whole.width) * 100
        : ((whole.bottom - event.clientY) / whole.height) * 100,
    );
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.shiftKey ? STEP * 4 : STEP;
    const moves: Readonly<Record<string, () => void>> = {
      [columns ? 'ArrowRight' : 'ArrowUp']: () => set(value + step),
      [columns ? 'ArrowLeft' : 'ArrowDown']: () => set(value - step),
      Home: () => set(min),
      End: () => set(max),
      Escape: () => onChange(undefined),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  }

  return (
    <div
      ref={self}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={columns ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={max}
      title="Drag, or use the arrow keys; double-click to reset"
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={() => onChange(undefined)}
      onKeyDown={onKeyDown}
      className={cx(
        'group relative z-3 grid touch-none place-items-center bg-line select-none hover:bg-primary focus-visible:bg-primary',
        // A line to look at, and more than that to get hold of.
        columns
          ? 'w-px cursor-col-resize before:absolute before:inset-y-0 before:-inset-x-1.5'
          : 'h-px cursor-row-resize before:absolute before:inset-x-0 before:-inset-y-1.5',
        className,
      )}
    >
      <span
        aria-hidden="true"
        className={cx(
          'absolute rounded-full bg-edge group-hover:bg-primary group-focus-visible:bg-primary',
          columns ? 'h-8 w-1' : 'h-1 w-8',
        )}
      />
    </div>
  );
}
