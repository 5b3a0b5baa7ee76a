import type { EventData } from '@docket/contracts/events/envelope';
import type { listRejudges, RejudgeDetail } from '@docket/contracts/http/rejudges';
import type { RouteResponse } from '@docket/contracts/http/route';
import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useEffect } from 'react';
import { docket } from '../../../lib/docket.ts';
import { REJUDGE_LISTS, rejudgeKey } from './queries.ts';

type Pages = InfiniteData<RouteResponse<typeof listRejudges>, string | null>;
type Moved = EventData<'rejudge.updated'>;

/** Keeps rejudges on the screen in step with their events. */
export function useLiveRejudges(): void {
  const queryClient = useQueryClient();
  useEffect(
    () =>
      docket.realtime.listen({
        event: (event) => {
          if (event.type !== 'rejudge.updated') return;
          const { rejudgeId, status } = event.data;
          queryClient.setQueryData<RejudgeDetail>(rejudgeKey(rejudgeId), (held) => held && advance(held, event.data));
          queryClient.setQueryData<Pages>(
            REJUDGE_LISTS,
            (held) =>
              held && {
                ...held,
                pages: held.pages.map((page) => ({
                  ...page,
                  data: page.data.map((line) => (line.rejudgeId === rejudgeId ? advance(line, event.data) : line)),
                })),
              },
          );
          // The list of changes comes with the next read.
          if (status !== 'RUNNING') void queryClient.invalidateQueries({ queryKey: rejudgeKey(rejudgeId) });
        },
        resync: (recovered) => {
          if (!recovered) void queryClient.invalidateQueries({ queryKey: ['rejudges'] });
        },
      }),
    [queryClient],
  );
}

/** A late event takes nothing back. */
function advance<T extends Pick<RejudgeDetail, 'status' | 'judged' | 'changed' | 'total'>>(held: T, moved: Moved): T {
  if (moved.judged < held.judged || (held.status !== 'RUNNING' && moved.status === 'RUNNING')) return held;
  const { status, judged, changed, total, matrix } = moved;
  return { ...held, status, judged, changed, total, ...('matrix' in held ? { matrix } : {}) };
}
