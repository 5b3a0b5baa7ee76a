import type { login } from '@docket/contracts/http/identity';
import type { RouteResponse } from '@docket/contracts/http/route';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { canUsePasskeys, PasskeyRefused, stopOfferingPasskeys } from '../../../lib/passkeys.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Failure } from '../../../ui/states.tsx';
import { logInByOffered, logInByPasskey, signInQuery, useProvider } from '../api/sign-in.ts';

/** Challenges are good for ten minutes; a page that lies open asks for another before. */
const OFFER_AGAIN_MS = 8 * 60_000;

type Props = {
  readonly next: string | undefined;
  readonly onDone: (session: RouteResponse<typeof login>) => void;
};

/** Logging in without a password. Nothing where there is nothing to offer. */
export function OtherWays({ next, onDone }: Props) {
  const offered = useQuery(signInQuery());
  const passkey = useAct({ act: logInByPasskey, onSuccess: onDone });
  const provider = useProvider();
  const origin = offered.data?.origin;
  const providers = offered.data?.providers ?? [];
  const rpId = offered.data?.passkeys?.rpId;
  const usable = rpId !== undefined && canUsePasskeys(rpId);
  useOffer(usable && !passkey.isPending, onDone);
  if (!usable && providers.length === 0) return null;
  const error = passkey.error ?? provider.error;
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      {usable && (
        <Button busy={passkey.isPending} onClick={() => !passkey.isPending && passkey.mutate()}>
          Log in with a passkey
        </Button>
      )}
      {providers.map(({ provider: slug, name }) =>
        origin === window.location.origin ? (
          <Button
            key={slug}
            busy={provider.isPending && provider.variables.provider === slug}
            onClick={() => provider.mutate({ provider: slug, purpose: 'login', next })}
          >
            Log in with {name}
          </Button>
        ) : (
          // Providers lead back to the app's own address alone, where what this tab keeps would not be.
          <a
            key={slug}
            href={`${origin}/login${next === undefined ? '' : `?next=${encodeURIComponent(next)}`}`}
            className={buttonClass('secondary')}
          >
            Log in with {name}
          </a>
        ),
      )}
      {error instanceof PasskeyRefused ? (
        <p role="alert" className="text-sm text-bad">
          {error.message}
        </p>
      ) : (
        error !== null && <Failure error={error} />
      )}
    </div>
  );
}

/** Offers passkeys among what the browser fills in, while the page is open. */
function useOffer(on: boolean, onDone: Props['onDone']) {
  const done = useEffectEvent(onDone);
  useEffect(() => {
    if (!on) return undefined;
    let left = false;
    const offer = async () => {
      const session = await logInByOffered().catch(() => undefined);
      if (session !== undefined && !left) done(session);
    };
    void offer();
    const again = setInterval(() => void offer(), OFFER_AGAIN_MS);
    return () => {
      left = true;
      clearInterval(again);
      stopOfferingPasskeys();
    };
  }, [on]);
}
