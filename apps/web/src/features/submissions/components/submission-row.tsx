import type { SubmissionSummary } from '@docket/contracts/http/submissions';
import { STATUS_LABELS } from '@docket/contracts/judge/verdict';
import { Link } from '@tanstack/react-router';
import { cx } from '../../../lib/class-names.ts';
import { formatBytes, formatMs } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

type RowProps = {
  readonly submission: SubmissionSummary;
  readonly languageName: string;
  readonly withProblem: boolean;
};

function SubmissionRow({ submission, languageName, withProblem }: RowProps) {
  return (
    <RowItem
      className={cx(
        'gap-x-4 text-sm hover:bg-sunken/60',
        withProblem ? 'sm:grid-cols-[15.5rem_1fr_10rem_4.5rem_5rem_6.5rem] sm:items-center' : 'grid-cols-[1fr_auto]',
      )}
    >
      {withProblem && <VerdictBadge status={submission.status} />}
      <Link
        to="/submissions/$id"
        params={{ id: submission.submissionId }}
        aria-label={withProblem ? undefined : `Submission: ${STATUS_LABELS[submission.status]}`}
        className={cx(ROW_LINK, withProblem && 'truncate text-base font-medium')}
      >
        {withProblem ? submission.problemTitle : <VerdictBadge status={submission.status} />}
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
    </RowItem>
  );
}

type RowsProps = {
  readonly submissions: readonly SubmissionSummary[];
  readonly languageName: (id: string) => string;
  readonly withProblem?: boolean;
};

export function SubmissionRows({ submissions, languageName, withProblem = true }: RowsProps) {
  return (
    <RowList>
      {submissions.map((submission) => (
        <SubmissionRow
          key={submission.submissionId}
          submission={submission}
          languageName={languageName(submission.language)}
          withProblem={withProblem}
        />
      ))}
    </RowList>
  );
}
