import { finalVerdicts, STATUS_LABELS, type SubmissionStatus } from '@docket/contracts/judge/verdict';
import { cx } from '../../../lib/class-names.ts';
import { statusCode, statusTone } from '../../submission/verdict-look.ts';
import { TONE_TEXT } from '../../../ui/tone.ts';

type ShareProps = {
  readonly name: string;
  readonly counts: Readonly<Record<string, number>>;
  /** The most of all rows, which has the whole width. */
  readonly most: number;
};

/** How tries ended, as one bar in the colours of the verdicts, with the figures beside it. */
export function VerdictShare({ name, counts, most }: ShareProps) {
  const known = [...finalVerdicts, 'pending' as const].flatMap((verdict) => {
    const count = counts[verdict] ?? 0;
    return count === 0 ? [] : [{ verdict, count }];
  });
  const total = known.reduce((sum, { count }) => sum + count, 0);
  return (
    <tr className="border-t border-line align-middle">
      <th scope="row" className="py-1.5 pr-3 text-left font-medium whitespace-nowrap">
        {name}
      </th>
      <td className="w-full py-1.5">
        <div
          aria-hidden="true"
          className="flex h-3.5 gap-px overflow-hidden rounded"
          style={{ width: `${(total / Math.max(1, most)) * 100}%` }}
        >
          {known.map(({ verdict, count }) => (
            <span
              key={verdict}
              className={cx('bg-current', verdict === 'pending' ? 'text-edge' : TONE_TEXT[statusTone(verdict)])}
              style={{ flexGrow: count, flexBasis: 0, minWidth: 2 }}
            />
          ))}
        </div>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-muted tabular-nums">
          {known.map(({ verdict, count }) => (
            <span key={verdict}>
              <abbr title={wordOf(verdict)} className="no-underline">
                {verdict === 'pending' ? 'pending' : statusCode(verdict)}
              </abbr>{' '}
              {count}
            </span>
          ))}
          {total === 0 && 'no tries'}
        </p>
      </td>
      <td className="py-1.5 pl-3 text-right tabular-nums">{total}</td>
    </tr>
  );
}

function wordOf(verdict: SubmissionStatus | 'pending'): string {
  return verdict === 'pending' ? 'Not known yet' : STATUS_LABELS[verdict];
}
