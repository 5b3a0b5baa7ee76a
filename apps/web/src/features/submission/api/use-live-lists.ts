import { applyToSummary } from '@docket/client/submission-state';
import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { listSubmissions } from '@docket/contracts/http/submissions';
import type { RouteResponse } from '@docket/contracts/http/route';
import { isFinal } from '@docket/contracts/judge/verdict';
import { useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { docket } from '../../../lib/docket.ts';
import { SUBMISSION_LISTS, type SubmissionFilter } from './queries.ts';

type Pages = InfiniteData<RouteResponse<typeof listSubmissions>, string | null>;

/** Keeps every list of submissions in step with the events, the solved marks with the verdicts, and faults with the checks. */
export function useLiveLists(): void {
  const queryClient = useQueryClient();
  useEffect(
    () =>
      docket.realtime.listen({
        event: (event) => {
          if (event.type === 'submission.updated') takeIn(queryClient, event);
          // The setter who looks at the page after an import sees the faults arrive.
          if (event.type === 'problem.checked')
            void queryClient.invalidateQueries({ queryKey: ['problems', 'one', event.data.slug] });
        },
        resync: (recovered) => {
          if (!recovered) void queryClient.invalidateQueries({ queryKey: SUBMISSION_LISTS });
        },
      }),
    [queryClient],
  );
}

function takeIn(queryClient: QueryClient, event: EventEnvelope<'submission.updated'>): void {
  for (const [key, pages] of queryClient.getQueriesData<Pages>({ queryKey: SUBMISSION_LISTS })) {
    if (pages === undefined) continue;
    const held = pages.pages.some((page) => page.data.some((line) => line.submissionId === event.data.submissionId));
    const filter = key[2] as SubmissionFilter | undefined;
    // A line that is new to the list, or that may no longer belong in it: ask the server.
    if (!held || filter?.status !== undefined) void queryClient.invalidateQueries({ queryKey: key, exact: true });
    if (held) {
      queryClient.setQueryData<Pages>(key, {
        ...pages,
        pages: pages.pages.map((page) => ({
          ...page,
          data: page.data.map((line) => applyToSummary(line, event.data, event.at)),
        })),
      });
    }
  }
  if (isFinal(event.data.status)) {
    void queryClient.invalidateQueries({ queryKey: ['problems', 'list'] });
    void queryClient.invalidateQueries({ queryKey: ['problems', 'one'] });
    void queryClient.invalidateQueries({ queryKey: ['profile'] });
  }
}
