import {
  applyQueueMoved,
  applySubmissionEvent,
  applyToSummary,
  hasGap,
  mergeSnapshot,
} from '@docket/client/submission-state';
import type { listSubmissions, SubmissionDetail } from '@docket/contracts/http/submission';
import type { RouteResponse } from '@docket/contracts/http/route';
import { isFinal } from '@docket/contracts/judge/verdict';
import type { InfiniteData } from '@tanstack/react-query';
import type { Live } from '../../../lib/live/follow.ts';
import { again } from '../../../lib/live/merge.ts';
import { hasLine, mapLines } from '../../../lib/live/pages.ts';
import { useLiveInfiniteQuery, useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { submissionQuery, submissionsQuery, type SubmissionFilter } from './queries.ts';

/** A list of submissions, with the verdicts as they come. */
export function useSubmissions(filter: SubmissionFilter, limit?: number) {
  return useLiveInfiniteQuery(submissionsQuery(filter, limit), list(filter));
}

/** One submission as it moves on, also when it is judged anew. Without an id there is none. */
export function useSubmission(id: string | undefined) {
  const query = useLiveQuery({ ...submissionQuery(id ?? ''), enabled: id !== undefined }, one);
  return { submission: query.data, error: query.error, retry: () => void query.refetch() };
}

const one: Live<SubmissionDetail> = {
  on: {
    'submission.updated': (held, { data, at }) => {
      if (data.submissionId !== held.submissionId) return held;
      const next = applySubmissionEvent(held, data, at);
      // Evidence comes with a read only.
      return next !== held && (hasGap(next) || isFinal(next.status)) ? again(next) : next;
    },
    'queue.moved': (held, { data }) => applyQueueMoved(held, data),
  },
  read: mergeSnapshot,
};

const list = (filter: SubmissionFilter): Live<InfiniteData<RouteResponse<typeof listSubmissions>, string | null>> => ({
  on: {
    'submission.updated': (held, { data, at }) => {
      const known = hasLine(held, (line) => line.submissionId === data.submissionId);
      const next = known ? mapLines(held, (line) => applyToSummary(line, data, at)) : held;
      // A line that is new to the list, or that may no longer belong in it: ask the server.
      return !known || filter.status !== undefined ? again(next) : next;
    },
  },
});
