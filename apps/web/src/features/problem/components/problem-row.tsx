import type { ProblemSummary } from '@docket/contracts/http/problem';
import { Link } from '@tanstack/react-router';
import { formatShare } from '../../../lib/format.ts';
import { ROW_LINK, RowItem } from '../../../ui/row-list.tsx';
import { DifficultyLabel } from './difficulty.tsx';
import { SolvedMark } from './solved-mark.tsx';

/** The same columns for rows and their heads. */
const COLUMNS =
  'grid-cols-[1.25rem_1fr_auto] gap-x-3 sm:grid-cols-[1.25rem_minmax(0,1fr)_6rem_7.5rem] md:grid-cols-[1.25rem_minmax(12rem,2fr)_minmax(0,2fr)_6rem_8rem] sm:gap-x-4';

export function ProblemRow({ problem }: { readonly problem: ProblemSummary }) {
  const share = problem.acceptance;
  return (
    <RowItem className={`${COLUMNS} items-center hover:bg-accent-soft/50`}>
      <SolvedMark solved={problem.solved} />
      <Link to="/problems/$slug" params={{ slug: problem.slug }} className={`truncate font-medium ${ROW_LINK}`}>
        {problem.title}
      </Link>
      <p className="truncate text-sm text-muted max-md:hidden">{problem.tags.join(', ')}</p>
      <DifficultyLabel difficulty={problem.difficulty} />
      <p className="hidden grid-cols-[1fr_2.5rem] items-center gap-2 text-right text-sm text-muted tabular-nums sm:grid">
        <span className="sr-only">Acceptance: </span>
        <span aria-hidden="true" className="h-1 overflow-hidden rounded-full bg-sunken">
          {share !== null && (
            <span className="block h-full rounded-full bg-primary" style={{ width: `${share * 100}%` }} />
          )}
        </span>
        {formatShare(share)}
      </p>
    </RowItem>
  );
}

export function ProblemRows({ problems }: { readonly problems: readonly ProblemSummary[] }) {
  return (
    <div className="overflow-hidden box">
      <div
        aria-hidden="true"
        className={`caption ${COLUMNS} hidden border-b border-line bg-sunken/50 px-4 py-1.5 sm:grid`}
      >
        <span />
        <span>Problem</span>
        <span className="max-md:hidden">Tags</span>
        <span>Difficulty</span>
        <span className="text-right">Acceptance</span>
      </div>
      <ul className="divide-y divide-line">
        {problems.map((problem) => (
          <ProblemRow key={problem.problemId} problem={problem} />
        ))}
      </ul>
    </div>
  );
}
