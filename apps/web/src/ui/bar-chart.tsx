import { useId, type ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';

export type Bar = {
  readonly key: string;
  /** What it stands for, in words, such as `20 to 30 ms`. */
  readonly label: string;
  /** Null: nothing is known, which is not the same as none; a gap is left. */
  readonly value: number | null;
  /** Drawn in another colour, and said so in the table. */
  readonly mark?: string | undefined;
  /** Besides the value, such as what it came to. */
  readonly note?: string | undefined;
};

type BarChartProps = {
  readonly title: string;
  /** The matter of the chart in a sentence, which a screen reader hears instead of the drawing. */
  readonly summary: string;
  /** Beside the title: a figure, or a choice. */
  readonly aside?: ReactNode;
  readonly bars: readonly Bar[];
  /** Heads of the two columns of the table. */
  readonly columns: readonly [string, string];
  readonly format: (value: number) => string;
  /** Below its two ends, on the left and on the right. */
  readonly ends: readonly [ReactNode, ReactNode];
  /** A bar is no wider than this, in rem. */
  readonly widest?: number;
};

const HEIGHT = 96;

/** Figures in a row as bars, with the same as a table for who would rather read than look. */
export function BarChart({ title, summary, aside, bars, columns, format, ends, widest = 2 }: BarChartProps) {
  const id = useId();
  const top = Math.max(0, ...bars.map(({ value }) => value ?? 0));
  const gap = bars.length > 60 ? 0 : 1;
  return (
    <figure aria-labelledby={id} className="box grid grid-cols-1 gap-2 px-4 py-3">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm">
        <span id={id} className="font-semibold">
          {title}
        </span>
        <span className="text-muted">{aside}</span>
      </figcaption>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2">
        <svg
          role="img"
          aria-label={summary}
          viewBox={`0 0 ${Math.max(1, bars.length) * 10} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-24 w-full border-b border-line"
          style={{ maxWidth: `${Math.max(1, bars.length) * widest}rem` }}
        >
          {bars.map(({ key, label, value, mark, note }, index) => {
            if (value === null) return null;
            const height = value === 0 ? 0 : Math.max(2, (value / Math.max(top, 1e-9)) * (HEIGHT - 2));
            return (
              <g key={key}>
                <rect
                  x={index * 10 + gap}
                  y={HEIGHT - height}
                  width={10 - 2 * gap}
                  height={height}
                  className={cx('fill-current', mark === undefined ? 'text-primary' : 'text-limit')}
                />
                {/* The whole column can be pointed at, however low its bar is. */}
                <rect x={index * 10} y="0" width="10" height={HEIGHT} fill="transparent">
                  <title>{`${label}: ${said(format(value), mark, note)}`}</title>
                </rect>
              </g>
            );
          })}
        </svg>
        <p aria-hidden="true" className="grid content-between text-right text-xs text-muted tabular-nums">
          <span>{format(top)}</span>
          <span>{format(0)}</span>
        </p>
        <p
          aria-hidden="true"
          className="flex justify-between gap-4 pt-1 text-xs text-muted"
          // Of a few bars the ends have more to say than there is room below them.
          style={{ maxWidth: `${Math.max(14, bars.length * widest)}rem` }}
        >
          <span>{ends[0]}</span>
          {bars.length > 1 && <span className="text-right">{ends[1]}</span>}
        </p>
      </div>
      <ChartTable
        columns={columns}
        rows={bars.flatMap(({ key, label, value, mark, note }) =>
          value === null ? [] : [{ key, cells: [label, said(format(value), mark, note)] }],
        )}
      />
    </figure>
  );
}

function said(value: string, ...more: readonly (string | undefined)[]): string {
  return [value, ...more].filter((part) => part !== undefined).join(', ');
}

type ChartTableProps = {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
};

/** What a chart shows, to be read. */
export function ChartTable({ columns, rows }: ChartTableProps) {
  return (
    <details className="text-sm">
      <summary className="w-fit text-muted hover:text-ink">As a table</summary>
      <div className="mt-2 max-h-64 overflow-auto" tabIndex={0} role="group" aria-label="Table">
        <table className="w-full max-w-md text-left tabular-nums">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" className="caption py-1 pr-4">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key} className="border-t border-line">
                {cells.map((cell, index) => (
                  <td key={columns[index]} className="py-1 pr-4">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
