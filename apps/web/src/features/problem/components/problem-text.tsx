import type { ProblemDetail } from '@docket/contracts/http/problem';
import { Link } from '@tanstack/react-router';
import { formatBytes, formatMs, formatScore, formatShare } from '../../../lib/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Fact } from '../../../ui/page.tsx';
import { DifficultyLabel } from './difficulty.tsx';
import { Faults } from './faults.tsx';
import { Samples } from './samples.tsx';
import { SolvedMark } from './solved-mark.tsx';
import { useStatement } from '../api/use-statement.ts';
import { Attachments } from './attachments.tsx';
import { LanguageChoice, StatementBody } from './statement-reader.tsx';

const NO_FILES: NonNullable<ProblemDetail['files']> = [];
const NO_SHOWN: NonNullable<ProblemDetail['shownSamples']> = [];
const NO_INTERACTIONS: NonNullable<ProblemDetail['interactions']> = [];

type ProblemTextProps = {
  readonly problem: ProblemDetail;
  /** Another than the published one. */
  readonly version?: number;
};

export function ProblemText({ problem, version }: ProblemTextProps) {
  const { judging, faults, files = NO_FILES } = problem;
  const statement = useStatement(problem, version);
  return (
    <article className="mx-auto max-w-3xl px-4 py-6 sm:px-8 sm:py-8">
      <div className="flex items-start gap-3">
        <h1 className="grow text-2xl font-bold" {...(statement.language === null ? {} : { lang: statement.language })}>
          {statement.title}
        </h1>
        {problem.solved !== null && problem.solved !== 'untouched' && (
          <span className="mt-1.5">
            <SolvedMark solved={problem.solved} />
          </span>
        )}
      </div>
      <dl className="mt-4 mb-6 grid grid-cols-3 gap-x-4 sm:flex sm:flex-wrap sm:gap-x-6 gap-y-2 border-y border-dashed border-edge/60 py-3 text-sm">
        <Fact label="Difficulty">
          <DifficultyLabel difficulty={problem.difficulty} />
        </Fact>
        <Fact label="Time limit">{formatMs(problem.limits.cpuMs)}</Fact>
        <Fact label="Memory limit">{formatBytes(problem.limits.memoryBytes)}</Fact>
        <Fact label="Tests">{problem.tests}</Fact>
        {judging?.interactive === true && <Fact label="Kind">Interactive</Fact>}
        {problem.function !== undefined && (
          <Fact label="Kind">{problem.function.signature.kind === 'class' ? 'Class' : 'Function'}</Fact>
        )}
        {judging !== undefined && judging.passes > 1 && <Fact label="Passes">Up to {judging.passes}</Fact>}
        {judging?.kind === 'scoring' && (
          <Fact label="Points">{judging.maxScore === null ? 'Unbounded' : formatScore(judging.maxScore, null)}</Fact>
        )}
        <Fact label="Accepted">{formatShare(problem.acceptance)}</Fact>
      </dl>
      {problem.status !== undefined && problem.status !== 'PUBLISHED' && (
        <Notice
          tone="note"
          className="mb-6"
          title={problem.status === 'ARCHIVED' ? 'This problem is archived' : 'This problem is not published'}
        >
          <p>
            Only those who set it and admins see it.{' '}
            <Link to="/admin/problems" className="link">
              My problems
            </Link>
          </p>
        </Notice>
      )}
      {faults !== undefined && faults.length > 0 && <Faults faults={faults} />}
      <LanguageChoice statement={statement} />
      <StatementBody statement={statement} files={files} />
      <Samples
        samples={problem.samples}
        interactions={problem.interactions ?? NO_INTERACTIONS}
        shownSamples={problem.shownSamples ?? NO_SHOWN}
        interactive={judging?.interactive === true}
        signature={problem.function?.signature}
      />
      <Attachments files={files} />
      <footer className="mt-8 grid gap-3 text-sm text-muted">
        {problem.tags.length > 0 && (
          <ul aria-label="Tags" className="flex flex-wrap gap-2">
            {problem.tags.map((tag) => (
              <li key={tag}>
                <Link
                  to="/problems"
                  search={{ tag: [tag] }}
                  className="block rounded-full border border-line px-3 py-0.5 hover:border-edge hover:text-ink"
                >
                  {tag}
                </Link>
              </li>
            ))}
          </ul>
        )}
        {(problem.author !== null || problem.source !== null) && (
          <p>
            {problem.author !== null && `By ${problem.author}. `}
            {problem.source !== null && `From ${problem.source}.`}
          </p>
        )}
      </footer>
    </article>
  );
}
