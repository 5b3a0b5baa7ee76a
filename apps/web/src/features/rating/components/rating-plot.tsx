import { bandOf } from '@docket/contracts/contest/rating-bands';
import type { RatedContestRow } from '@docket/contracts/http/rating';
import { Link } from '@tanstack/react-router';
import { useId, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { formatDate, plural } from '../../../lib/format.ts';
import { ChartTable } from '../../../ui/bar-chart.tsx';
import { BAND_TEXT } from '../band-look.ts';
import { plotOf } from '../plot.ts';
import { changeText } from '../rating-words.ts';
import { RatingChange } from './rating-change.tsx';
import { RatingLabel } from './rating-label.tsx';

const HEIGHT = 208;

/** Somebody's rating over their contests. One contest is looked at, which arrows and the pointer choose; the same is there as a table. */
export function RatingPlot({ history }: { readonly history: readonly RatedContestRow[] }) {
  const id = useId();
  const [chosen, setChosen] = useState<number>();
  const at = Math.min(chosen ?? history.length - 1, history.length - 1);
  const looked = history[at];
  const { points, bands } = plotOf(history.map(({ endedAt, after }) => ({ at: Date.parse(endedAt), rating: after })));
  const [first, last] = [history[0], history.at(-1)];
  if (looked === undefined || first === undefined || last === undefined) return null;
  const summary = `Rating after ${plural(history.length, 'contest')}, from ${first.after} to ${last.after}`;
  const steer = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: history.length - 1 };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setChosen(Math.min(Math.max(next, 0), history.length - 1));
  };
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * 100;
    const distances = points.map((each) => Math.abs(each.x - x));
    setChosen(distances.indexOf(Math.min(...distances)));
  };
  return (
    <figure aria-labelledby={id} className="grid grid-cols-1 gap-3">
      <figcaption id={id} className="sr-only">
        {summary}
      </figcaption>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Contest"
        aria-valuemin={1}
        aria-valuemax={history.length}
        aria-valuenow={at + 1}
        aria-valuetext={words(looked)}
        aria-orientation="horizontal"
        onKeyDown={steer}
        className="rounded-lg"
      >
        <svg
          aria-hidden="true"
          width="100%"
          height={HEIGHT}
          className="block touch-pan-y"
          onPointerMove={point}
          onPointerDown={point}
        >
          {bands.map(({ band, top, bottom }) => (
            <g key={band.name} className={BAND_TEXT[band.name]}>
              <rect
                x="0"
                y={top * HEIGHT}
                width="100%"
                height={(bottom - top) * HEIGHT}
                className="fill-current opacity-10"
              />
              {(bottom - top) * HEIGHT > 18 && (
                <text x="6" y={top * HEIGHT + 14} className="fill-current text-[11px] font-medium">
                  {band.title}
                </text>
              )}
              {bottom < 1 && (
                <text
                  x="100%"
                  dx="-4"
                  y={bottom * HEIGHT - 3}
                  textAnchor="end"
                  className="fill-muted text-[11px] tabular-nums"
                >
                  {band.from}
                </text>
              )}
            </g>
          ))}
          {points.slice(1).map(({ x, y }, index) => {
            const from = points[index];
            return (
              from !== undefined && (
                <line
                  key={index}
                  x1={`${from.x}%`}
                  y1={from.y * HEIGHT}
                  x2={`${x}%`}
                  y2={y * HEIGHT}
                  className="stroke-ink"
                  strokeWidth="1.5"
                />
              )
            );
          })}
          {points.map(({ x, y }, index) => (
            <circle
              key={index}
              cx={`${x}%`}
              cy={y * HEIGHT}
              r={index === at ? 6 : 3.5}
              strokeWidth="2"
              className={cx('fill-current stroke-card', BAND_TEXT[bandOf(history[index]?.after ?? 0).name])}
            />
          ))}
        </svg>
      </div>
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-sm" data-testid="rated-contest">
        <RatingLabel rating={looked.after} className="text-base" />
        <RatingChange before={looked.before} after={looked.after} />
        <span className="min-w-0 wrap-anywhere">
          {looked.contest === null ? (
            'A contest that is not listed'
          ) : (
            <Link to="/contests/$slug/board" params={{ slug: looked.contest.slug }} className="link">
              {looked.contest.title}
            </Link>
          )}
        </span>
        <span className="text-muted">
          {formatDate(looked.endedAt)}
          {looked.place !== null && `, place ${looked.place} of ${looked.people ?? looked.place}`}, performed like{' '}
          {looked.performance}
        </span>
      </p>
      <ChartTable
        columns={['Contest', 'Ended', 'Place', 'Rating', 'Change', 'Performance']}
        rows={history.toReversed().map((row, index) => ({
          key: String(index),
          cells: [
            row.contest?.title ?? 'Not listed',
            formatDate(row.endedAt),
            row.place === null ? '–' : `${row.place} of ${row.people ?? row.place}`,
            String(row.after),
            changeText(row.before, row.after),
            String(row.performance),
          ],
        }))}
      />
    </figure>
  );
}

/** What the figure says of one contest, to be heard. */
function words({ contest, endedAt, before, after, place, people }: RatedContestRow): string {
  const name = contest?.title ?? 'a contest that is not listed';
  const stood = place === null ? '' : `, place ${place} of ${people ?? place}`;
  return `${formatDate(endedAt)}, ${name}${stood}: rating ${after}, ${bandOf(after).title}, ${changeText(before, after)}`;
}
