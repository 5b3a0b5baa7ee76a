import type { StayPrice } from '@docket/contracts/hotel/stay';
import type { ReactNode } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { MINUS } from '../../../lib/format.ts';
import { formatMoney } from '../../../lib/money.ts';
import { dayWords } from '../days.ts';
import { nightsIn, segmentsOf, storyOf, type Segment, type StoryLine } from '../price-story.ts';

const PARTS: Readonly<Record<Segment['what'], { readonly word: string; readonly look: string }>> = {
  base: { word: 'Base price', look: 'bg-primary' },
  more: { word: 'Added by the rules', look: 'bg-limit' },
  tax: { word: 'Taxes and fees', look: 'bg-note' },
  off: {
    word: 'Taken off',
    look: 'border border-dashed border-ok bg-[repeating-linear-gradient(45deg,transparent_0_4px,color-mix(in_oklab,var(--color-ok)_35%,transparent)_4px_8px)]',
  },
};

/** How the price of a stay came about, so that whoever pays it can add it up. */
export function PriceStory({ price }: { readonly price: StayPrice }) {
  const { currency, rooms } = price;
  return (
    <StoryTable
      lines={storyOf(price)}
      total={`Total${rooms.length > 1 ? ` for ${rooms.length} rooms` : ''}`}
      totalMinor={price.totalMinor}
      currency={currency}
    >
      <details className="text-sm">
        <summary className="link inline-flex min-h-8 items-center pointer-coarse:min-h-10">Night by night</summary>
        <table className="mt-1 w-full">
          <caption className="sr-only">Each night, without taxes that are added</caption>
          <tbody>
            {nightsIn(price).map(({ night, priceMinor }) => (
              <tr key={night}>
                <th scope="row" className="py-0.5 text-left font-normal text-muted">
                  {dayWords(night)}
                </th>
                <td className="py-0.5 text-right tabular-nums">{formatMoney(priceMinor, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </StoryTable>
  );
}

type StoryTableProps = {
  readonly lines: readonly StoryLine[];
  /** What the last line is called. */
  readonly total: string;
  readonly totalMinor: number;
  readonly currency: string;
  /** What tells it in more detail. */
  readonly children?: ReactNode;
};

/** Lines of a price that add up to its total, with the same as a bar. */
export function StoryTable({ lines, total, totalMinor, currency, children }: StoryTableProps) {
  const money = (minor: number) => formatMoney(minor, currency);
  return (
    <div className="grid gap-3" data-testid="price-story">
      <Bar segments={segmentsOf(lines)} />
      <table className="w-full text-sm">
        <caption className="sr-only">How this price comes about</caption>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.kind} ${line.label} ${line.included}`}>
              <th scope="row" className="py-0.5 pr-4 text-left font-normal wrap-anywhere">
                {line.label}
                {line.included && <span className="text-muted"> (in the price)</span>}
              </th>
              <td
                className={cx(
                  'py-0.5 text-right whitespace-nowrap tabular-nums',
                  line.included && 'text-muted',
                  line.amountMinor < 0 && 'text-ok',
                )}
              >
                {signed(line, money)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t border-line font-semibold">
            <th scope="row" className="pt-1.5 text-left">
              {total}
            </th>
            <td className="pt-1.5 text-right tabular-nums">{money(totalMinor)}</td>
          </tr>
        </tfoot>
      </table>
      {children}
    </div>
  );
}

/** The first line is what all begins with; the others say whether they add or take off. */
function signed(
  { kind, amountMinor, included }: { readonly kind: string; readonly amountMinor: number; readonly included: boolean },
  money: (minor: number) => string,
): string {
  if (amountMinor < 0) return `${MINUS}${money(-amountMinor)}`;
  return kind === 'base' || included ? money(amountMinor) : `+${money(amountMinor)}`;
}

/** The same as a bar; what it shows is in the lines below it, too. */
function Bar({ segments }: { readonly segments: readonly Segment[] }) {
  return (
    <div aria-hidden="true" className="grid gap-1.5">
      <div className="flex h-3 gap-0.5 overflow-hidden rounded-full">
        {segments.map(({ what, share }) => (
          <span key={what} className={cx('min-w-1', PARTS[what].look)} style={{ flexGrow: share * 1000 }} />
        ))}
      </div>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        {segments.map(({ what }) => (
          <span key={what} className="flex items-center gap-1.5">
            <span className={cx('size-2.5 rounded-sm', PARTS[what].look)} />
            {PARTS[what].word}
          </span>
        ))}
      </p>
    </div>
  );
}
