import type { ContestDetail } from '@docket/contracts/http/contest';
import { listBalloons, listPrints } from '@docket/contracts/http/contest-desk';
import {
  getContestRejudge,
  getJurySubmission,
  listContestAudit,
  listContestParticipants,
  listContestRejudges,
  listJurySubmissions,
} from '@docket/contracts/http/contest-jury';
import type { RouteQueryInput } from '@docket/contracts/http/route';
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { given } from '../../../lib/given.ts';
import { pace } from '../../../lib/live/connection.ts';
import { again } from '../../../lib/live/merge.ts';
import { useLiveInfiniteQuery } from '../../../lib/live/use-live-query.ts';
import { CONTESTS, contestKey } from './queries.ts';

type Filter<Route> = Omit<RouteQueryInput<Route>, 'cursor' | 'limit'>;
export type ParticipantFilter = Filter<typeof listContestParticipants>;
export type JurySubmissionFilter = Filter<typeof listJurySubmissions>;

const juryKey = (slug: string) => [...contestKey(slug), 'jury'] as const;
const first = { initialPageParam: null as string | null };
const next = {
  getNextPageParam: (page: { readonly meta: { readonly nextCursor: string | null } }) => page.meta.nextCursor,
};
const paged = (cursor: string | null, limit = 50) => ({ limit, ...given({ cursor: cursor ?? undefined }) });

export function participantsQuery(slug: string, filter: ParticipantFilter) {
  return infiniteQueryOptions({
    queryKey: [...juryKey(slug), 'participants', filter],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listContestParticipants, { params: { id: slug }, query: { ...filter, ...paged(pageParam) }, signal }),
    ...first,
    ...next,
    staleTime: 0,
    refetchInterval: 30_000,
  });
}

function jurySubmissionsQuery(slug: string, filter: JurySubmissionFilter) {
  return infiniteQueryOptions({
    queryKey: [...juryKey(slug), 'submissions', filter],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listJurySubmissions, { params: { id: slug }, query: { ...filter, ...paged(pageParam) }, signal }),
    ...first,
    ...next,
    staleTime: 0,
    refetchInterval: pace(30_000, 5_000),
  });
}

/** Submissions of a contest as they come: what changes on the jury's board has changed here, too. */
export function useJurySubmissions({ slug, contestId, jury }: ContestDetail, filter: JurySubmissionFilter) {
  return useLiveInfiniteQuery(jurySubmissionsQuery(slug, filter), {
    ...(jury === null ? {} : { channel: jury.channel }),
    on: { 'scoreboard.changed': (held, { data }) => (data.contestId === contestId ? again(held) : held) },
  });
}

/** One submission with its code. That it was read is kept in the records, so it is read once. */
export function jurySubmissionQuery(slug: string, submissionId: string) {
  return queryOptions({
    queryKey: [...juryKey(slug), 'submission', submissionId],
    queryFn: ({ signal }) => docket.call(getJurySubmission, { params: { id: slug, submissionId }, signal }),
    staleTime: Infinity,
  });
}

export function contestRejudgesQuery(slug: string) {
  return infiniteQueryOptions({
    queryKey: [...juryKey(slug), 'rejudges'],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listContestRejudges, { params: { id: slug }, query: paged(pageParam), signal }),
    ...first,
    ...next,
    staleTime: 0,
    refetchInterval: 10_000,
  });
}

/** What a rejudge would change; asked for while it judges, because others of the jury than who began it are told of nothing. */
export function contestRejudgeQuery(slug: string, rejudgeId: string) {
  return queryOptions({
    queryKey: [...juryKey(slug), 'rejudge', rejudgeId],
    queryFn: ({ signal }) => docket.call(getContestRejudge, { params: { id: slug, rejudgeId }, signal }),
    staleTime: 0,
    refetchInterval: (query) => (query.state.data?.rejudge.status === 'RUNNING' ? 2_000 : 30_000),
  });
}

export type QueueState = 'queued' | 'claimed' | 'done';

export function balloonsQuery(slug: string, state: QueueState) {
  return infiniteQueryOptions({
    queryKey: [...juryKey(slug), 'balloons', state],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listBalloons, { params: { id: slug }, query: { state, ...paged(pageParam) }, signal }),
    ...first,
    ...next,
    staleTime: 0,
    refetchInterval: 10_000,
  });
}

export function printsQuery(slug: string, state: QueueState) {
  return infiniteQueryOptions({
    queryKey: [...juryKey(slug), 'prints', state],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listPrints, { params: { id: slug }, query: { state, ...paged(pageParam) }, signal }),
    ...first,
    ...next,
    staleTime: 0,
    refetchInterval: 10_000,
  });
}

export function auditQuery(slug: string) {
  return infiniteQueryOptions({
    queryKey: [...juryKey(slug), 'audit'],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listContestAudit, { params: { id: slug }, query: paged(pageParam), signal }),
    ...first,
    ...next,
    staleTime: 0,
  });
}

/** After an act of the jury all that is known of the contest may be another. */
export function useForgetContest() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: CONTESTS });
}
