import type { ProblemSummary } from '@docket/contracts/http/problems';
import { Link } from '@tanstack/react-router';
import { formatShare } from '../../../lib/format.ts';
import { DifficultyLabel } from './difficulty.tsx';
import { SolvedMark } from './solved-mark.tsx';

export function ProblemRow({ problem }: { readonly problem: ProblemSummary }) {
  return (
    <li className="relative grid grid-cols-[1.5rem_1fr_auto] items-center gap-x-3 gap-y-0.5 px-4 py-3 hover:bg-sunken/60 sm:grid-cols-[1.5rem_1fr_6.5rem_4.5rem] sm:gap-x-4 sm:px-5">
      <SolvedMark solved={problem.solved} />
      <div className="min-w-0">
        {/* The link covers the whole row; the row stays one stop for the keyboard. */}
        <Link
          to="/problems/$slug"
          params={{ slug: problem.slug }}
          className="block truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-link"
        >
          {problem.title}
        </Link>
        {problem.tags.length > 0 && <p className="truncate text-sm text-muted">{problem.tags.join(' · ')}</p>}
      </div>
      <DifficultyLabel difficulty={problem.difficulty} />
      <p className="hidden text-right text-sm text-muted tabular-nums sm:block">
        <span className="sr-only">Acceptance: </span>
        {formatShare(problem.acceptance)}
      </p>
    </li>
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
