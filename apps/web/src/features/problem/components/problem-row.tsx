import type { ProblemSummary } from '@docket/contracts/http/problems';
import { Link } from '@tanstack/react-router';
import { formatShare } from '../../../lib/format.ts';
import { ROW_LINK, RowItem } from '../../../ui/row-list.tsx';
import { DifficultyLabel } from './difficulty.tsx';
import { SolvedMark } from './solved-mark.tsx';

export function ProblemRow({ problem }: { readonly problem: ProblemSummary }) {
  return (
    <RowItem className="grid-cols-[1.5rem_1fr_auto] items-center gap-x-3 hover:bg-sunken/60 sm:grid-cols-[1.5rem_1fr_6.5rem_4.5rem] sm:gap-x-4">
      <SolvedMark solved={problem.solved} />
      <div className="min-w-0">
        <Link to="/problems/$slug" params={{ slug: problem.slug }} className={`block truncate font-medium ${ROW_LINK}`}>
          {problem.title}
        </Link>
        {problem.tags.length > 0 && <p className="truncate text-sm text-muted">{problem.tags.join(' · ')}</p>}
      </div>
      <DifficultyLabel difficulty={problem.difficulty} />
      <p className="hidden text-right text-sm text-muted tabular-nums sm:block">
        <span className="sr-only">Acceptance: </span>
        {formatShare(problem.acceptance)}
      </p>
    </RowItem>
  );
}

export function ProblemRows({ problems }: { readonly problems: readonly ProblemSummary[] }) {
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-card">
      <div
        aria-hidden="true"
        className="caption hidden grid-cols-[1.5rem_1fr_6.5rem_4.5rem] gap-x-4 border-b border-line px-5 py-2 sm:grid"
      >
        <span />
        <span>Problem</span>
        <span>Difficulty</span>
        <span className="text-right">Accepted</span>
      </div>
      <ul className="divide-y divide-line">
        {problems.map((problem) => (
          <ProblemRow key={problem.problemId} problem={problem} />
        ))}
      </ul>
    </div>
  );
}
