import { STATUS_LABELS, isFinal, type SubmissionStatus } from '@docket/contracts/judge/verdict';
import { cx } from '../../../lib/class-names.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Spinner } from '../../../ui/button.tsx';
import { statusCode, statusColour, statusTone } from '../verdict-look.ts';

/** A verdict in a line of text: its letters in a box, and its name. */
export function VerdictBadge({
  status,
  quiet = false,
}: {
  readonly status: SubmissionStatus;
  readonly quiet?: boolean;
}) {
  return (
    <span className={cx('inline-flex items-center gap-2', statusColour(status))} data-verdict={status}>
      <Badge tone={statusTone(status)} aria-hidden="true">
        {isFinal(status) ? statusCode(status) : <Spinner />}
      </Badge>
      <span className={cx('font-medium', quiet && 'max-sm:sr-only')}>{STATUS_LABELS[status]}</span>
    </span>
  );
}

/** The verdict as the stamp on a slip. It falls when it arrives, not when the page is opened on an old one. */
export function VerdictStamp({ status, fresh }: { readonly status: SubmissionStatus; readonly fresh: boolean }) {
  const final = isFinal(status);
  return (
    <span
      key={status}
      aria-hidden="true"
      className={cx(
        'stamp grid min-h-14 min-w-20 place-items-center px-3 text-2xl sm:min-h-16 sm:min-w-24 sm:text-3xl',
        statusColour(status),
        final ? fresh && 'animate-stamp' : 'animate-pulse-soft border-dashed outline-transparent',
      )}
    >
      {statusCode(status)}
    </span>
  );
}
