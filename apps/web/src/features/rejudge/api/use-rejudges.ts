import type { EventData } from '@docket/contracts/events/envelope';
import type { listRejudges, RejudgeDetail } from '@docket/contracts/http/rejudge';
import type { RouteResponse } from '@docket/contracts/http/route';
import type { InfiniteData } from '@tanstack/react-query';
import { again, type Merges } from '../../../lib/live/merge.ts';
import { mapLines } from '../../../lib/live/pages.ts';
import { useLiveInfiniteQuery, useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { rejudgeQuery, rejudgesQuery } from './queries.ts';

type Pages = InfiniteData<RouteResponse<typeof listRejudges>, string | null>;
type Moved = EventData<'rejudge.updated'>;

/** The rejudges there were, as those that run move on. */
export function useRejudges() {
  return useLiveInfiniteQuery(rejudgesQuery(), { on: ofList });
}

/** One rejudge as it moves on. */
export function useRejudge(id: string) {
  return useLiveQuery(rejudgeQuery(id), { on: ofOne });
}

const ofList: Merges<Pages> = {
  'rejudge.updated': (held, { data }) =>
    mapLines(held, (line) => (line.rejudgeId === data.rejudgeId ? advance(line, data) : line)),
};

const ofOne: Merges<RejudgeDetail> = {
  'rejudge.updated': (held, { data }) => {
    if (data.rejudgeId !== held.rejudgeId) return held;
    const next = advance(held, data);
    // The list of changes comes with the next read.
    return data.status === 'RUNNING' ? next : again(next);
  },
};

/** A late event takes nothing back. */
function advance<T extends Pick<RejudgeDetail, 'status' | 'judged' | 'changed' | 'total'>>(held: T, moved: Moved): T {
  if (moved.judged < held.judged || (held.status !== 'RUNNING' && moved.status === 'RUNNING')) return held;
  const { status, judged, changed, total, matrix } = moved;
  return { ...held, status, judged, changed, total, ...('matrix' in held ? { matrix } : {}) };
}
