import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { isFinal } from '@docket/contracts/judge/verdict';
import { again } from '../../../lib/live/merge.ts';
import { useLiveInfiniteQuery, useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { problemQuery, problemsQuery, type ProblemFilter } from './queries.ts';

/** A list of problems, with the solved marks as verdicts come. */
export function useProblems(filter: ProblemFilter, limit?: number) {
  return useLiveInfiniteQuery(problemsQuery(filter, limit), { on: { 'submission.updated': afterVerdict } });
}

/** One problem, with its solved mark as verdicts come; the setter who looks at it after an import sees the faults arrive. */
export function useProblem(slug: string) {
  return useLiveQuery(problemQuery(slug), {
    on: {
      'submission.updated': afterVerdict,
      'problem.checked': (held, { data }) => (data.slug === held.slug ? again(held) : held),
    },
  });
}

/** What a verdict changes in it, only the server knows. */
function afterVerdict<Data>(held: Data, { data }: EventEnvelope<'submission.updated'>) {
  return isFinal(data.status) ? again(held) : held;
}
