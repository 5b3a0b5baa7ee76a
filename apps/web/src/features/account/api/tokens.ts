import {
  createApiToken,
  getCallbackSecret,
  listApiTokens,
  listCallbacks,
  revokeApiToken,
} from '@docket/contracts/http/api-token';
import type { RouteBodyInput } from '@docket/contracts/http/route';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';

export function tokensQuery() {
  return queryOptions({
    queryKey: ['account', 'tokens'],
    queryFn: async ({ signal }) => (await docket.call(listApiTokens, { signal })).data,
    staleTime: 0,
  });
}

export function createToken(body: RouteBodyInput<typeof createApiToken>) {
  return docket.call(createApiToken, { body });
}

export function useRevokeToken() {
  const queryClient = useQueryClient();
  return useAct({
    act: (id: string) => docket.call(revokeApiToken, { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tokensQuery().queryKey }),
  });
}

/** What calls are verified with that a token asked for, and the last of them. */
export function callsQuery(id: string) {
  return queryOptions({
    queryKey: ['account', 'tokens', id, 'calls'],
    queryFn: async ({ signal }) => {
      const [{ secret }, { data }] = await Promise.all([
        docket.call(getCallbackSecret, { params: { id }, signal }),
        docket.call(listCallbacks, { params: { id }, signal }),
      ]);
      return { secret, calls: data };
    },
    staleTime: 0,
  });
}
