import type { SubmissionSummary } from '@docket/contracts/http/submission';
import { Link } from '@tanstack/react-router';
import { cx } from '../../../lib/class-names.ts';
import { formatBytes, formatMs, formatScore } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { clockThatRanOut } from '../test-time.ts';
import { VerdictBadge } from './verdict-badge.tsx';

type RowProps = {
  readonly submission: SubmissionSummary;
  readonly languageName: string;
  readonly withProblem: boolean;
};

function SubmissionRow({ submission, languageName, withProblem }: RowProps) {
  const points =
    submission.score === undefined ? undefined : `${formatScore(submission.score, submission.maxScore)} points`;
  return (
    <RowItem
      className={cx(
        'gap-x-4 text-sm hover:bg-accent-soft/50',
        withProblem
          ? 'grid-cols-[auto_minmax(0,1fr)] lg:grid-cols-[12.5rem_minmax(0,1fr)_8.5rem_4.5rem_4.5rem_6rem] lg:items-center'
          : 'grid-cols-[1fr_auto]',
      )}
    >
      {withProblem && <VerdictBadge status={submission.status} quiet />}
      <Link
        to="/submissions/$id"
        params={{ id: submission.submissionId }}
        className={cx(ROW_LINK, withProblem && 'truncate font-medium')}
      >
        {withProblem ? (
          submission.problemTitle
        ) : (
          <>
            <span className="sr-only">Submission: </span>
            <VerdictBadge status={submission.status} />
          </>
        )}
      </Link>
      {withProblem ? (
        <p className="flex flex-wrap gap-x-4 text-muted tabular-nums max-lg:col-span-2 lg:contents">
          <span className="truncate">
            {languageName}
            {points !== undefined && <span> · {points}</span>}
          </span>
          <span className="lg:text-right">{timeShown(submission)}</span>
          <span className="lg:text-right">{formatBytes(submission.memoryBytes)}</span>
          <span className="lg:text-right">
            <Ago at={submission.submittedAt} />
          </span>
        </p>
      ) : (
        <p className="flex gap-x-4 text-muted tabular-nums">
          {points !== undefined && <span>{points}</span>}
          <span className="max-sm:hidden">{languageName}</span>
          <span>{timeShown(submission)}</span>
          <Ago at={submission.submittedAt} />
        </p>
      )}
    </RowItem>
  );
}

/** CPU time; where the other clock ran out, it would be taken for the reason and is not. */
function timeShown({ status, reason, cpuMs }: SubmissionSummary): string {
  const ranOut = status === 'TLE' ? clockThatRanOut({ verdict: status, reason }) : undefined;
  return ranOut === 'wall' ? 'wall time' : formatMs(cpuMs);
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
