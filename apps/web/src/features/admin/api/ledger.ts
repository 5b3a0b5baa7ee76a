import { getStatement, getTransfer, listAccounts, type AccountRole } from '@docket/contracts/http/ledger';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';

export function accountsQuery(role: AccountRole | undefined) {
  return infiniteQueryOptions({
    queryKey: ['ledger', 'accounts', role ?? ''] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.call(listAccounts, {
        query: {
          limit: 50,
          ...(role === undefined ? {} : { role }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    staleTime: 0,
  });
}

export function statementQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['ledger', 'statement', id] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.call(getStatement, {
        params: { id },
        query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    staleTime: 0,
  });
}

export function transferQuery(id: string) {
  return queryOptions({
    queryKey: ['ledger', 'transfer', id] as const,
    queryFn: ({ signal }) => docket.call(getTransfer, { params: { id }, signal }),
    staleTime: 0,
  });
}
