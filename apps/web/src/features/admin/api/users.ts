import type { Role } from '@docket/contracts/access';
import { disableUser, endUserSessions } from '@docket/contracts/http/identity';
import { enableUser, getUser, listUsers, setUserRole, type UserState } from '@docket/contracts/http/users';
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { given } from '../../../lib/given.ts';
import { useAct } from '../../../lib/use-act.ts';

const USERS = ['admin', 'users'] as const;

/** As it stands in the address of the page. */
export type UserFilter = { readonly q?: string; readonly role?: Role; readonly state?: UserState };

export function usersQuery({ q, role, state }: UserFilter) {
  const filter = given({ search: q, role, state });
  return infiniteQueryOptions({
    queryKey: [...USERS, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listUsers, { query: pageParam === null ? filter : { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    staleTime: 0,
  });
}

export function userQuery(userId: string) {
  return queryOptions({
    queryKey: [...USERS, 'one', userId],
    queryFn: ({ signal }) => docket.call(getUser, { params: { userId }, signal }),
    staleTime: 0,
  });
}

/** What an admin can do about an account. */
export type UserAct =
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'disable' }
  | { readonly kind: 'enable' }
  | { readonly kind: 'sessions' };

export function useUserAct(userId: string) {
  const queryClient = useQueryClient();
  const params = { userId };
  return useAct({
    act: async (what: UserAct): Promise<void> => {
      if (what.kind === 'role') await docket.call(setUserRole, { params, body: { role: what.role } });
      else if (what.kind === 'disable') await docket.call(disableUser, { params });
      else if (what.kind === 'enable') await docket.call(enableUser, { params });
      else await docket.call(endUserSessions, { params });
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: USERS }),
  });
}
