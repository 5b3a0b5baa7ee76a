import type { loginWithPasskey as route } from '@docket/contracts/http/sign-in';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import type { SignInSettings } from '@docket/runtime/settings/sign-in';
import { requireUser, type CtxWith } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { accountClosed, startSession, type Caller } from '../session/start-session.ts';
import { noteConfirmed } from '../user/confirm-password.ts';
import type { UserReactions } from '../user/reactions.ts';
import { checkPasskey, usePasskey } from './check.ts';
import { refused } from './forms.ts';

/**
 * Starts a session with a passkey, which says itself whose it is.
 * @throws DocketError `passkeys_off`, `challenge_gone`, `passkey_unknown`, `passkey_refused`, `account_closed`
 */
export async function loginWithPasskey(
  ctx: CtxWith<SignInSettings>,
  input: RouteBody<typeof route> & Caller,
  reactions: UserReactions,
): Promise<RouteResponse<typeof route>> {
  const { challengeId, response, ...caller } = input;
  const answered = await checkPasskey(ctx, 'login', null, { challengeId, response });
  const { userId } = answered;
  const confirmedAt = ctx.clock.now();
  return change(ctx, async (tx) => {
    const open = await usePasskey(ctx, tx, answered);
    const session = open
      ? await startSession(ctx, tx, { userId, way: 'passkey', caller, confirmedAt }, reactions)
      : undefined;
    if (session === undefined) throw accountClosed();
    return session;
  });
}

/**
 * Notes that the caller has proved who they are, with a passkey of theirs.
 * @throws DocketError `unauthenticated`, `passkeys_off`, `challenge_gone`, `passkey_unknown`, `passkey_refused`, also for somebody else's
 */
export async function confirmWithPasskey(ctx: CtxWith<SignInSettings>, input: RouteBody<typeof route>): Promise<void> {
  const user = requireUser(ctx);
  const answered = await checkPasskey(ctx, 'confirm', user.sessionId, input);
  if (answered.userId !== user.userId) throw refused();
  await change(ctx, (tx) => usePasskey(ctx, tx, answered));
  await noteConfirmed(ctx, ctx.clock.now());
}
