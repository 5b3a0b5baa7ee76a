import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { isFinal, STATUS_LABELS } from '@docket/contracts/judge/verdict';
import { useEffect, useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { formatBytes, formatMs, formatScore, sentence } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Fact } from '../../../ui/page.tsx';
import { timeOf } from '../test-time.ts';
import { announcement, describeSubmission, PARTIAL_SCORE, statusColour } from '../verdict-look.ts';
import { VerdictStamp } from './verdict-badge.tsx';

type SlipProps = {
  readonly submission: SubmissionDetail;
  readonly languageName: string;
  /** Takes less of the height, where more is to be seen below it. */
  readonly compact?: boolean;
};

/** The slip of one submission: the verdict on the stub, the facts beside the tear line. */
export function Slip({ submission, languageName, compact = false }: SlipProps) {
  const { status } = submission;
  const fresh = useSawItRunning(submission);
  const outOfTime = submission.tests.find((test) => test.verdict === 'TLE');
  const time = status === 'TLE' && outOfTime !== undefined ? timeOf(outOfTime) : undefined;
  return (
    <article className="relative grid grid-cols-[auto_1fr] box" aria-label="Verdict">
      <p role="status" className="sr-only">
        {announcement(submission)}
      </p>
      <div className={cx('grid place-items-center pr-1 pl-5', compact ? 'py-3 sm:px-5' : 'py-5 sm:px-7 sm:py-7')}>
        <VerdictStamp status={status} fresh={fresh} />
      </div>
      <div
        className={cx(
          'max-sm:contents sm:notched sm:relative sm:border-l-2 sm:border-dashed sm:border-edge/70 sm:pr-5 sm:pl-6',
          compact ? 'sm:py-3' : 'sm:py-5',
        )}
      >
        <div className="min-w-0 max-sm:self-center max-sm:p-4 max-sm:pr-5">
          <h2
            data-testid="verdict"
            data-verdict={status}
            className={cx('text-xl font-bold', isFinal(status) ? statusColour(status) : 'text-ink')}
          >
            {STATUS_LABELS[status]}
          </h2>
          <p className="text-pretty text-muted">{describeSubmission(submission)}</p>
          {submission.reason !== null && submission.reason !== PARTIAL_SCORE && status !== 'AC' && (
            <p className="mt-1 text-sm break-words">{sentence(submission.reason)}</p>
          )}
        </div>
        <dl
          className={
            'max-sm:notched-flat grid grid-cols-3 gap-x-4 gap-y-2 max-sm:relative max-sm:col-span-2 max-sm:border-t-2 max-sm:border-dashed max-sm:border-edge/70 max-sm:p-5 max-sm:pt-4 sm:flex sm:flex-wrap sm:gap-x-6 ' +
            (compact ? 'sm:mt-2' : 'sm:mt-4')
          }
        >
          {submission.score !== undefined && (
            <Fact label="Score">{formatScore(submission.score, submission.maxScore)}</Fact>
          )}
          {time === undefined ? (
            <Fact label="Time">{formatMs(submission.cpuMs)}</Fact>
          ) : (
            <Fact label={time.label}>
              {time.text} {time.limit !== null && <span className="font-normal text-muted">of {time.limit}</span>}
            </Fact>
          )}
          <Fact label="Memory">{formatBytes(submission.memoryBytes)}</Fact>
          <Fact label="Tests">
            {isFinal(status) ? submission.tests.filter((test) => test.verdict === 'AC').length : submission.testsDone}/
            {submission.testsTotal} <span className="font-normal text-muted">{isFinal(status) ? 'passed' : 'run'}</span>
          </Fact>
          <Fact label="Language">{languageName}</Fact>
          {submission.compile !== undefined && (
            <Fact label="Compiled">
              {submission.compile.cached ? 'from the cache' : formatMs(submission.compile.wallMs)}
            </Fact>
          )}
          <Fact label="Submitted">
            <Ago at={submission.submittedAt} />
          </Fact>
        </dl>
      </div>
    </article>
  );
}

/** Was this submission seen before its verdict, on this page? Then the verdict arrives; otherwise it is just there. */
function useSawItRunning(submission: SubmissionDetail): boolean {
  const key = `${submission.submissionId}/${submission.attempt}`;
  const [seen, setSeen] = useState<string>();
  const running = !isFinal(submission.status);
  useEffect(() => {
    if (running) setSeen(key);
  }, [key, running]);
  return seen === key;
}
