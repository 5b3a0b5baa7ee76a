import {
  endOtherSessions,
  endSession,
  exportAccount,
  keepEmail,
  listSessions,
  sendConfirmation,
} from '@docket/contracts/http/account';
import { getOwnProfile } from '@docket/contracts/http/identity';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { saveAnswer } from '../../../lib/save-answer.ts';
import { useAct } from '../../../lib/use-act.ts';

export function accountQuery() {
  return queryOptions({
    queryKey: ['account'],
    queryFn: ({ signal }) => docket.call(getOwnProfile, { signal }),
    staleTime: 0,
  });
}

export function sessionsQuery() {
  return queryOptions({
    queryKey: ['account', 'sessions'],
    queryFn: async ({ signal }) => (await docket.call(listSessions, { signal })).data,
    staleTime: 0,
  });
}

/** Ends one session by its id, or without one all others. */
export function useEndSessions() {
  const queryClient = useQueryClient();
  return useAct({
    act: (id: string | undefined) =>
      id === undefined ? docket.call(endOtherSessions) : docket.call(endSession, { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['account', 'sessions'] }),
  });
}

export function useExport() {
  return useAct({ act: () => saveAnswer(exportAccount.path, 'docket-account.zip') });
}

/** Has the link that confirms the address sent once more. */
export function useSendConfirmation() {
  return useAct({ act: () => docket.call(sendConfirmation) });
}

/** Calls off a change of the address. */
export function useKeepEmail() {
  const queryClient = useQueryClient();
  return useAct({
    act: () => docket.call(keepEmail),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: accountQuery().queryKey, exact: true }),
  });
}
