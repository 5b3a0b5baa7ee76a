import { changeProblem, deleteProblem, listSetProblems, type SetProblem } from '@docket/contracts/http/problem';
import type { RouteBodyInput, RouteQueryInput } from '@docket/contracts/http/route';
import { infiniteQueryOptions, keepPreviousData, useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { again } from '../../../lib/live/merge.ts';
import { useLiveInfiniteQuery } from '../../../lib/live/use-live-query.ts';
import { useAct } from '../../../lib/use-act.ts';

export type SetProblemFilter = Pick<RouteQueryInput<typeof listSetProblems>, 'whose' | 'status' | 'q'>;

const SET_PROBLEMS = ['problems', 'set'] as const;

function setProblemsQuery(filter: SetProblemFilter) {
  return infiniteQueryOptions({
    queryKey: [...SET_PROBLEMS, filter],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listSetProblems, {
        query: { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    placeholderData: keepPreviousData,
    // Programs that are being tried of what others imported are told to them alone.
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.data.some(({ programs }) => programs.open > 0)) === true
        ? 5_000
        : false,
    staleTime: 0,
  });
}

/** What the caller sets, as its programs are tried. */
export function useSetProblems(filter: SetProblemFilter) {
  return useLiveInfiniteQuery(setProblemsQuery(filter), { on: { 'problem.checked': (held) => again(held) } });
}

/** Publishes, archives or brings back; everything that shows problems is read again. */
export function useChangeProblem() {
  const queryClient = useQueryClient();
  return useAct({
    act: ({
      slug,
      status,
    }: {
      readonly slug: string;
      readonly status: RouteBodyInput<typeof changeProblem>['status'];
    }) => docket.call(changeProblem, { params: { slug }, body: { status } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['problems'] }),
  });
}

export function useDeleteProblem() {
  const queryClient = useQueryClient();
  return useAct({
    act: ({ slug }: Pick<SetProblem, 'slug'>) => docket.call(deleteProblem, { params: { slug } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['problems'] }),
  });
}
