import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { formatScore, sentence } from '../../../lib/format.ts';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

/** Points by group of tests, for problems that have them. */
export function Subtasks({ subtasks }: { readonly subtasks: SubmissionDetail['subtasks'] }) {
  if (subtasks === undefined || subtasks.length === 0) return null;
  return (
    <RowList aria-label="Subtasks">
      {subtasks.map((subtask) => (
        <RowItem
          key={subtask.name}
          className="grid-cols-[1fr_auto] items-center gap-x-5 py-2.5! text-sm sm:grid-cols-[1fr_13rem_6rem_6rem]"
        >
          <p className="min-w-0">
            <span className="font-medium break-words">{subtask.name.replace(/^secret\//, '')}</span>
            {subtask.reason !== null && <span className="block text-muted">{sentence(subtask.reason)}</span>}
          </p>
          <div className="max-sm:order-last">
            {subtask.verdict === null ? (
              <span className="text-muted">not judged</span>
            ) : (
              <VerdictBadge status={subtask.verdict} />
            )}
          </div>
          <p className="text-right text-muted tabular-nums max-sm:order-last">
            {subtask.testsDone}/{subtask.testsTotal} tests
          </p>
          <p className="text-right text-base font-semibold tabular-nums">
            {formatScore(subtask.score, subtask.maxScore)}
          </p>
        </RowItem>
      ))}
    </RowList>
  );
}
