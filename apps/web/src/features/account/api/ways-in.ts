import {
  addPasskey,
  askToAddPasskey,
  askToConfirm,
  confirmWithPasskey,
  confirmWithPassword,
  getWaysIn,
  removePasskey,
  renamePasskey,
  unlinkProvider,
} from '@docket/contracts/http/sign-in';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { makePasskey, usePasskeyOf } from '../../../lib/passkeys.ts';
import { useAct } from '../../../lib/use-act.ts';

/** How one can log in to the account. */
export function waysInQuery() {
  return queryOptions({
    queryKey: ['account', 'ways-in'],
    queryFn: ({ signal }) => docket.call(getWaysIn, { signal }),
    staleTime: 0,
  });
}

/** Has the account a password to ask for? Until that is known it is taken to have one. */
export function useHasPassword(): boolean {
  return useQuery(waysInQuery()).data?.password !== false;
}

function useChange() {
  const queryClient = useQueryClient();
  return { onSuccess: () => queryClient.invalidateQueries({ queryKey: waysInQuery().queryKey }) };
}

export function useAddPasskey() {
  return useAct({
    act: async (name: string) => {
      const { challengeId, options } = await docket.call(askToAddPasskey);
      return docket.call(addPasskey, { body: { challengeId, name, response: await makePasskey(options) } });
    },
    ...useChange(),
  });
}

export function useRenamePasskey() {
  return useAct({
    act: ({ id, name }: { readonly id: string; readonly name: string }) =>
      docket.call(renamePasskey, { params: { id }, body: { name } }),
    ...useChange(),
  });
}

export function useRemovePasskey() {
  return useAct({ act: (id: string) => docket.call(removePasskey, { params: { id } }), ...useChange() });
}

export function useUnlink() {
  return useAct({ act: (id: string) => docket.call(unlinkProvider, { params: { id } }), ...useChange() });
}

export function confirmByPassword(password: string) {
  return docket.call(confirmWithPassword, { body: { password } });
}

export async function confirmByPasskey() {
  const { challengeId, options } = await docket.call(askToConfirm);
  return docket.call(confirmWithPasskey, { body: { challengeId, response: await usePasskeyOf(options) } });
}
