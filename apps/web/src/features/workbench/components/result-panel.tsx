import type { ProblemDetail } from '@docket/contracts/http/problem';
import { Link } from '@tanstack/react-router';
import { Failure, Loading } from '../../../ui/states.tsx';
import { useSession } from '../../../lib/session.ts';
import { useSubmissions, type useSubmission } from '../../submission/api/use-submissions.ts';
import { CancelButton } from '../../submission/components/cancel-button.tsx';
import { Feedback } from '../../submission/components/feedback.tsx';
import { OutputBlock } from '../../submission/components/output-block.tsx';
import { Slip } from '../../submission/components/slip.tsx';
import { Subtasks } from '../../submission/components/score.tsx';
import { SubmissionRows } from '../../submission/components/submission-row.tsx';
import { TestStrip } from '../../submission/components/test-strip.tsx';
import { firstFailure } from '../../submission/verdict-look.ts';
import { useLanguages } from '../../problem/api/use-languages.ts';

type ResultPanelProps = {
  readonly problem: ProblemDetail;
  readonly live: ReturnType<typeof useSubmission>;
  readonly watching: boolean;
  /** Makes a case of one's own of an input; undefined when there are as many as may be. */
  readonly keep: ((input: string) => void) | undefined;
};

/** The submission being watched, and the ones before it. */
export function ResultPanel({ problem, live, watching, keep }: ResultPanelProps) {
  const session = useSession();
  return (
    <section aria-label="Result" className="grid gap-6 p-4 sm:p-5">
      <h2 className="sr-only">Result</h2>
      {watching && <Watched live={live} problem={problem} keep={keep} />}
      {session === undefined ? (
        !watching && <p className="text-sm text-muted">Log in to submit; verdicts appear here.</p>
      ) : (
        <Earlier problem={problem} />
      )}
    </section>
  );
}

function Watched({ live, problem, keep }: Pick<ResultPanelProps, 'live' | 'problem' | 'keep'>) {
  const { nameOf } = useLanguages();
  const { submission, error, retry } = live;
  if (submission === undefined)
    return error === null ? <Loading label="Loading the submission" /> : <Failure error={error} retry={retry} />;
  const failed = firstFailure(submission.tests);
  const sample = failed?.sample
    ? problem.samples.find(({ name, hidden }) => name === failed.name && hidden !== true)
    : undefined;
  return (
    <div className="grid gap-4">
      {error !== null && <Failure error={error} retry={retry} />}
      <Slip submission={submission} languageName={nameOf(submission.language)} compact />
      {/* What went wrong comes before what went well: it is to be seen without scrolling. */}
      {submission.compileLog !== null && submission.compileLog !== '' && (
        <OutputBlock title="Compiler messages" text={submission.compileLog} what="compiler messages" />
      )}
      {failed !== undefined && (
        <Feedback
          test={failed}
          interactive={problem.judging?.interactive === true}
          sample={sample}
          signature={problem.function?.signature}
          keep={
            sample === undefined || sample.shortened === true || keep === undefined
              ? undefined
              : () => keep(sample.input)
          }
        />
      )}
      <Subtasks subtasks={submission.subtasks} />
      {submission.status !== 'CE' && <TestStrip submission={submission} />}
      <div className="flex flex-wrap items-center justify-between gap-3 text-sm">
        <Link to="/submissions/$id" params={{ id: submission.submissionId }} className="link">
          Code and evidence of this submission
        </Link>
        <CancelButton submission={submission} />
      </div>
    </div>
  );
}

function Earlier({ problem }: { readonly problem: ProblemDetail }) {
  const { nameOf } = useLanguages();
  const earlier = useSubmissions({ problemId: problem.problemId }, 5);
  const shown = earlier.data?.pages[0]?.data ?? [];
  if (earlier.isLoadingError) return <Failure error={earlier.error} retry={() => void earlier.refetch()} />;
  if (earlier.isPending) return <Loading label="Loading your submissions" lines={2} />;
  if (shown.length === 0)
    return (
      <p className="text-sm text-muted">
        Nothing submitted yet. Write your program, then submit; it is judged test by test, here.
      </p>
    );
  return (
    <div className="grid gap-2">
      <div className="flex items-baseline justify-between">
        <h2 className="caption">Your submissions to this problem</h2>
        <Link to="/submissions" search={{ problemId: problem.slug }} className="link text-sm">
          All
        </Link>
      </div>
      <SubmissionRows submissions={shown} languageName={nameOf} withProblem={false} />
    </div>
  );
}
