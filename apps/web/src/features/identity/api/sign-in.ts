import {
  askToLogin,
  beginProviderAct,
  beginProviderLogin,
  endProvider,
  getSignIn,
  loginWithPasskey,
} from '@docket/contracts/http/sign-in';
import { queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { offerPasskeys, usePasskeyOf } from '../../../lib/passkeys.ts';
import { useAct } from '../../../lib/use-act.ts';

/** What this tab keeps while its person is at a provider: what comes back counts only with it. */
const ATTEMPT = 'docket.provider-attempt';

/** How people can log in here. */
export function signInQuery() {
  return queryOptions({
    queryKey: ['sign-in'],
    queryFn: ({ signal }) => docket.call(getSignIn, { signal }),
    staleTime: Infinity,
  });
}

export async function logInByPasskey() {
  const { challengeId, options } = await docket.call(askToLogin);
  return docket.call(loginWithPasskey, { body: { challengeId, response: await usePasskeyOf(options) } });
}

/** The same with a passkey that is chosen among what the browser fills in. @returns undefined when none was */
export async function logInByOffered() {
  const { challengeId, options } = await docket.call(askToLogin);
  const response = await offerPasskeys(options);
  return response && docket.call(loginWithPasskey, { body: { challengeId, response } });
}

type Wish = {
  readonly provider: string;
  readonly purpose: 'login' | 'link' | 'confirm';
  readonly next?: string | undefined;
};

/** Goes to a provider's page, from where `/login/return/<provider>` goes on. */
export function useProvider() {
  return useAct({
    act: async ({ provider, purpose, next }: Wish) => {
      const params = { provider };
      const page = next === undefined ? {} : { next };
      const { url, attempt } =
        purpose === 'login'
          ? await docket.call(beginProviderLogin, { params, body: page })
          : await docket.call(beginProviderAct, { params, body: { purpose, ...page } });
      sessionStorage.setItem(ATTEMPT, attempt);
      window.location.assign(url);
    },
  });
}

/** What this tab has begun at a provider; it is told once. Undefined in any other tab. */
export function takeAttempt(): string | undefined {
  const attempt = sessionStorage.getItem(ATTEMPT) ?? undefined;
  sessionStorage.removeItem(ATTEMPT);
  return attempt;
}

/** Takes in what a provider has led back with, to the address that is its own. */
export function returnFromProvider(attempt: string, provider: string, query: string) {
  return docket.call(endProvider, { body: { attempt, provider, query } });
}
