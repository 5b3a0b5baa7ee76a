import type { listSetterJobs as listContract } from '@docket/contracts/http/setter';
import {
  cancelSetterJob,
  diffVersions,
  exportProblem,
  getTrials,
  listSetterJobs,
  listVersions,
  startSetterJob,
} from '@docket/contracts/http/setter';
import type { RouteBodyInput, RouteResponse } from '@docket/contracts/http/route';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { again } from '../../../lib/live/merge.ts';
import { useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { saveAnswer } from '../../../lib/save-answer.ts';
import { useAct } from '../../../lib/use-act.ts';

export type SetterJobs = RouteResponse<typeof listContract>;
type AskedJob = RouteBodyInput<typeof startSetterJob>;

const keyOf = (slug: string, what: string) => ['problems', 'setter', slug, what] as const;

/** What the programs did on the tests, read again when one more was tried. */
export function useTrials(slug: string) {
  return useLiveQuery(
    queryOptions({
      queryKey: keyOf(slug, 'trials'),
      queryFn: ({ signal }) => docket.call(getTrials, { params: { slug }, signal }),
      // Those that are tried one by one are told when the last of them is.
      refetchInterval: (query) => (query.state.data?.programs.some(({ status }) => status === null) ? 4_000 : false),
      staleTime: 0,
    }),
    { on: { 'problem.checked': (held) => again(held) } },
  );
}

/** The jobs there were, as those that run move on. */
export function useSetterJobs(slug: string) {
  return useLiveQuery(
    queryOptions({
      queryKey: keyOf(slug, 'jobs'),
      queryFn: ({ signal }) => docket.call(listSetterJobs, { params: { slug }, signal }),
      // Those of others are told to them alone.
      refetchInterval: (query) =>
        query.state.data?.data.some(({ finishedAt }) => finishedAt === null) ? 5_000 : false,
      staleTime: 0,
    }),
    {
      on: {
        'setter-job.updated': (held, { data }) => {
          const known = held.data.find(({ jobId }) => jobId === data.jobId);
          if (known === undefined || known.finishedAt !== null) return held;
          if (data.status !== 'RUNNING') return again(held);
          const { status, progress } = data;
          return { ...held, data: held.data.map((one) => (one === known ? { ...one, status, progress } : one)) };
        },
      },
    },
  );
}

export function versionsQuery(slug: string) {
  return queryOptions({
    queryKey: keyOf(slug, 'versions'),
    queryFn: ({ signal }) => docket.call(listVersions, { params: { slug }, signal }),
    staleTime: 0,
  });
}

export function diffQuery(slug: string, from: number, to: number) {
  return queryOptions({
    queryKey: [...keyOf(slug, 'diff'), from, to],
    queryFn: ({ signal }) => docket.call(diffVersions, { params: { slug }, query: { from, to }, signal }),
    staleTime: 60_000,
  });
}

/** Keys are UUIDs, or as many digits where the browser makes none. */
function uuidOf(key: string): string {
  const hex = key.replaceAll('-', '');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}

export function useStartJob(slug: string) {
  const queryClient = useQueryClient();
  return useAct({
    // The intent's key is the job's id: sent twice, it is started once.
    act: (body: AskedJob, key) => docket.call(startSetterJob, { params: { slug, jobId: uuidOf(key) }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(slug, 'jobs') }),
  });
}

export function useCancelJob(slug: string) {
  const queryClient = useQueryClient();
  return useAct({
    act: (jobId: string) => docket.call(cancelSetterJob, { params: { slug, jobId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(slug, 'jobs') }),
  });
}

export function useExport(slug: string) {
  return useAct({
    act: () => saveAnswer(exportProblem.path.replace(':slug', encodeURIComponent(slug)), `${slug}.zip`),
  });
}
