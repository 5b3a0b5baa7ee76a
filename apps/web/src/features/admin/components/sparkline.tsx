import { cx } from '../../../lib/class-names.ts';

const WIDTH = 176;
const HEIGHT = 40;
const STEP = WIDTH / 89;

type SparklineProps = {
  readonly values: readonly number[];
  readonly label: string;
  /** Shown on a phone too while there is nothing to see. */
  readonly always?: boolean;
  /** Its height. */
  readonly className?: string;
};

/** A line of figures over time, the newest at the right; its scale is its own highest. */
export function Sparkline({ values, label, always = false, className = 'h-10' }: SparklineProps) {
  const top = Math.max(1, ...values);
  const points = values.map((value, index) => {
    const x = WIDTH - (values.length - 1 - index) * STEP;
    return `${x.toFixed(1)},${(HEIGHT - 2 - (value / top) * (HEIGHT - 6)).toFixed(1)}`;
  });
  const first = WIDTH - (values.length - 1) * STEP;
  return (
    <svg
      role="img"
      aria-label={`${label}: now ${values.at(-1) ?? 0}, at most ${values.length === 0 ? 0 : Math.max(...values)} in the last minutes`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cx(
        'w-full text-primary',
        className,
        !always && values.every((value) => value === 0) && 'max-lg:hidden',
      )}
    >
      <path d={`M0 ${HEIGHT - 2}H${WIDTH}`} className="stroke-line" strokeWidth="1" vectorEffect="non-scaling-stroke" />
      {values.length > 1 && (
        <>
          <polygon
            points={`${first.toFixed(1)},${HEIGHT - 2} ${points.join(' ')} ${WIDTH},${HEIGHT - 2}`}
            fill="currentColor"
            opacity="0.16"
          />
          <polyline
            points={points.join(' ')}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
    </svg>
  );
}
