import { useEffect, useRef } from 'react';
import { plural } from '../../../lib/format.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { ChartTable } from '../../../ui/bar-chart.tsx';
import { calendarOf, WEEKS } from '../calendar.ts';

const STEP = 13;
const SIZE = 11;
const TOP = 16;
/** Opacity of the accent by level; days without any are the ground. */
const SHADES = [0, 0.3, 0.5, 0.75, 1] as const;

type HeatMapProps = {
  readonly activity: readonly { readonly day: string; readonly submissions: number }[];
};

/** A year of submissions, a square a day. On a phone it scrolls, and shows the latest weeks first. */
export function HeatMap({ activity }: HeatMapProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { weeks, months, total, activeDays } = calendarOf(activity, serverClock.now());
  useEffect(() => {
    if (frame.current !== null) frame.current.scrollLeft = frame.current.scrollWidth;
  }, []);
  return (
    <section aria-labelledby="activity" className="box grid gap-3 p-4 sm:p-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="activity" className="text-lg font-bold">
          Activity
        </h2>
        <p className="text-sm text-muted">
          {plural(total, 'submission')} on {plural(activeDays, 'day')} in the last year
        </p>
      </div>
      <div ref={frame} className="overflow-x-auto" tabIndex={0} role="group" aria-label="Submissions by day">
        <svg
          role="img"
          aria-label={`${plural(total, 'submission')} on ${plural(activeDays, 'day')} in the last year`}
          viewBox={`0 0 ${WEEKS * STEP} ${TOP + 7 * STEP}`}
          className="h-27 min-w-170 text-primary"
        >
          {months.map(({ week, name }) => (
            // The name of a month that has just begun would not fit to the right of it.
            <text
              key={week}
              x={week > WEEKS - 3 ? WEEKS * STEP : week * STEP}
              y="10"
              textAnchor={week > WEEKS - 3 ? 'end' : 'start'}
              className="fill-muted text-[10px]"
            >
              {name}
            </text>
          ))}
          {weeks.flatMap((week, column) =>
            week.map(({ day, count, level }, row) => (
              <rect
                key={day}
                x={column * STEP}
                y={TOP + row * STEP}
                width={SIZE}
                height={SIZE}
                rx="2"
                className={level === 0 ? 'fill-sunken stroke-line' : 'fill-current'}
                opacity={level === 0 ? 1 : SHADES[level]}
              >
                <title>{`${day}: ${plural(count, 'submission')}`}</title>
              </rect>
            )),
          )}
        </svg>
      </div>
      {activity.length > 0 && (
        <ChartTable
          columns={['Day', 'Submissions']}
          rows={activity.toReversed().map(({ day, submissions }) => ({ key: day, cells: [day, String(submissions)] }))}
        />
      )}
    </section>
  );
}
