import type { Availability, ShowTime } from '@docket/contracts/http/show';
import { Link } from '@tanstack/react-router';
import { cx } from '../../../lib/class-names.ts';
import { formatMoney } from '../../../lib/money.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { offsetWords, whenIn } from '../../../lib/zoned.ts';

const LOOKS: Record<Availability, { readonly bars: number; readonly tone: string; readonly word: string }> = {
  available: { bars: 3, tone: 'text-ok', word: 'seats free' },
  few: { bars: 1, tone: 'text-limit', word: 'few left' },
  sold_out: { bars: 0, tone: 'text-muted', word: 'sold out' },
};

/** A show's time as a button: when, from what price, and whether there are seats. */
export function ShowTimeButton({ show }: { readonly show: ShowTime }) {
  const look = LOOKS[show.availability];
  const notYet = Date.parse(show.saleOpensAt) > serverClock.now();
  const gone = show.availability === 'sold_out' && !notYet;
  return (
    <Link
      to="/shows/$id"
      params={{ id: show.showId }}
      data-testid="show-time"
      className={cx(
        'grid min-h-(--row) min-w-20 content-center rounded-md border px-2.5 py-1 hover:border-primary hover:bg-accent-soft',
        gone ? 'border-dashed border-edge/70 text-muted' : 'border-edge/70 bg-card',
      )}
    >
      <span className="flex items-center justify-between gap-3">
        <span className={cx('font-mono font-semibold tabular-nums', gone && 'line-through')}>
          {show.localTime}
          {show.offsetChanges && <span className="text-xs font-normal"> {offsetWords(show.offset)}</span>}
        </span>
        {!notYet && <Bars of={look.bars} tone={look.tone} />}
      </span>
      <span className={cx('text-xs', notYet || gone || show.availability === 'available' ? 'text-muted' : look.tone)}>
        {notYet ? (
          `on sale ${whenIn(show.city.timezone, show.saleOpensAt)}`
        ) : show.availability === 'available' ? (
          <>
            from {formatMoney(show.fromPriceMinor, show.currency)}
            <span className="sr-only">, {look.word}</span>
          </>
        ) : (
          look.word
        )}
      </span>
    </Link>
  );
}

/** How many seats there are, as the bars of a signal. The words beside it say the same. */
function Bars({ of, tone }: { readonly of: number; readonly tone: string }) {
  return (
    <svg viewBox="0 0 14 10" width="14" height="10" aria-hidden="true" className={tone}>
      {[0, 1, 2].map((bar) => (
        <rect
          key={bar}
          x={bar * 5 + 0.5}
          y={6.5 - bar * 3}
          width="3"
          height={3 + bar * 3}
          rx="0.5"
          fill={bar < of ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="0.8"
        />
      ))}
    </svg>
  );
}
