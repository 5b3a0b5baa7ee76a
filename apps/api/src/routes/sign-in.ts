import type { Request } from 'express';
import * as contract from '@docket/contracts/http/sign-in';
import { addPasskey, askToAddPasskey } from '@docket/domain/identity/passkey/add';
import { askPasskey } from '@docket/domain/identity/passkey/check';
import { confirmWithPasskey, loginWithPasskey } from '@docket/domain/identity/passkey/login';
import { removePasskey, renamePasskey } from '@docket/domain/identity/passkey/manage';
import { beginAtProvider } from '@docket/domain/identity/provider/begin';
import { finishAtProvider } from '@docket/domain/identity/provider/finish';
import { unlinkProvider } from '@docket/domain/identity/provider/link';
import type { LoginProvider } from '@docket/domain/identity/provider/port';
import { confirmWithPassword } from '@docket/domain/identity/user/confirm-password';
import { getWaysIn } from '@docket/domain/identity/user/ways-in';
import { reactions } from '@docket/domain/reactions';
import { requireUser } from '@docket/domain/spine/ctx';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';
import { guarded } from './guarded.ts';
import { addressOf } from './identity.ts';

type Needs = { readonly throttle: Throttle; readonly loginProviders: readonly LoginProvider[] };

/** What a session is remembered by. */
const callerOf = (request: Request) => ({ userAgent: request.headers['user-agent'], address: addressOf(request) });

export function mountSignIn(mount: Mount, { throttle, loginProviders: providers }: Needs): void {
  mount(contract.getSignIn, async ({ ctx: { settings } }) => ({
    origin: settings.home,
    passkeys: settings.passkeys === undefined ? null : { rpId: settings.passkeys.rpId },
    providers: providers.map(({ provider, name }) => ({ provider, name })),
  }));
  mount(contract.getWaysIn, ({ ctx }) => getWaysIn(ctx));

  mount(contract.askToAddPasskey, async ({ ctx, request }) => {
    await throttle.signIn(addressOf(request));
    return askToAddPasskey(ctx);
  });
  mount(contract.addPasskey, ({ ctx, body }) => addPasskey(ctx, body));
  mount(contract.renamePasskey, ({ ctx, params, body }) => renamePasskey(ctx, { ...params, ...body }));
  mount(contract.removePasskey, async ({ ctx, params }) => {
    await removePasskey(ctx, params);
    return undefined;
  });

  mount(contract.askToLogin, async ({ ctx, request }) => {
    await throttle.signIn(addressOf(request));
    return askPasskey(ctx, 'login', undefined);
  });
  mount(contract.loginWithPasskey, ({ ctx, body, request }) =>
    loginWithPasskey(ctx, { ...body, ...callerOf(request) }, reactions),
  );

  mount(contract.confirmWithPassword, async ({ ctx, body, request }) => {
    await guarded(throttle, ctx, request, body.password, () => confirmWithPassword(ctx, body));
    return undefined;
  });
  mount(contract.askToConfirm, async ({ ctx, request }) => {
    await throttle.signIn(addressOf(request));
    return askPasskey(ctx, 'confirm', requireUser(ctx));
  });
  mount(contract.confirmWithPasskey, async ({ ctx, body }) => {
    await confirmWithPasskey(ctx, body);
    return undefined;
  });

  mount(contract.beginProviderLogin, async ({ ctx, params, body, request }) => {
    await throttle.signIn(addressOf(request));
    return beginAtProvider(ctx, { ...params, ...body, purpose: 'login' }, providers);
  });
  mount(contract.beginProviderAct, async ({ ctx, params, body, request }) => {
    await throttle.signIn(addressOf(request));
    return beginAtProvider(ctx, { ...params, ...body }, providers);
  });
  mount(contract.endProvider, ({ ctx, body, request }) =>
    finishAtProvider(
      ctx,
      { ...body, ...callerOf(request) },
      { providers, reactions, mayCreate: () => throttle.signUp(addressOf(request)) },
    ),
  );
  mount(contract.unlinkProvider, async ({ ctx, params }) => {
    await unlinkProvider(ctx, params);
    return undefined;
  });
}
