import type { SubmissionSummary } from '@docket/contracts/http/submissions';
import { Link } from '@tanstack/react-router';
import { cx } from '../../../lib/class-names.ts';
import { formatBytes, formatMs } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

type RowProps = {
  readonly submission: SubmissionSummary;
  readonly languageName: string;
  readonly withProblem: boolean;
};

function SubmissionRow({ submission, languageName, withProblem }: RowProps) {
  return (
    <li
      className={cx(
        'relative grid gap-x-4 gap-y-1 px-4 py-3 text-sm hover:bg-sunken/60 sm:px-5',
        withProblem ? 'sm:grid-cols-[15.5rem_1fr_10rem_4.5rem_5rem_6.5rem] sm:items-center' : 'grid-cols-[1fr_auto]',
      )}
    >
      <VerdictBadge status={submission.status} />
      <Link
        to="/submissions/$id"
        params={{ id: submission.submissionId }}
        aria-label={`Submission to ${submission.problemTitle}`}
        className={cx(
          'truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-link',
          withProblem ? 'text-base font-medium' : 'sr-only',
        )}
      >
        {submission.problemTitle}
      </Link>
      {withProblem ? (
        <p className="flex flex-wrap gap-x-4 text-muted tabular-nums sm:contents">
          <span className="truncate">{languageName}</span>
          <span className="sm:text-right">{formatMs(submission.cpuMs)}</span>
          <span className="sm:text-right">{formatBytes(submission.memoryBytes)}</span>
          <span className="sm:text-right">
            <Ago at={submission.submittedAt} />
          </span>
        </p>
      ) : (
        <p className="flex gap-x-4 text-muted tabular-nums">
          <span className="max-sm:hidden">{languageName}</span>
          <span>{formatMs(submission.cpuMs)}</span>
          <Ago at={submission.submittedAt} />
        </p>
      )}
    </li>
  );
}

type RowsProps = {
  readonly submissions: readonly SubmissionSummary[];
  readonly languageName: (id: string) => string;
  readonly withProblem?: boolean;
};

export function SubmissionRows({ submissions, languageName, withProblem = true }: RowsProps) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-card">
      {submissions.map((submission) => (
        <SubmissionRow
          key={submission.submissionId}
          submission={submission}
          languageName={languageName(submission.language)}
          withProblem={withProblem}
        />
      ))}
    </ul>
  );
}
