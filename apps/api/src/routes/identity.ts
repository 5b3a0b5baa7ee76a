import { DocketError } from '@docket/contracts/errors';
import * as contract from '@docket/contracts/http/identity';
import { endUserSessions } from '@docket/domain/identity/session/end-user-sessions';
import { login, loginAccount } from '@docket/domain/identity/session/login';
import { logout } from '@docket/domain/identity/session/logout';
import { createUser } from '@docket/domain/identity/user/create-user';
import { reactions } from '@docket/domain/reactions';
import { disableUser } from '@docket/domain/identity/user/disable-user';
import { getOwnProfile } from '@docket/domain/profile/get-own-profile';
import { getProfile } from '@docket/domain/profile/get-profile';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';

export function mountIdentity(mount: Mount, { throttle }: { readonly throttle: Throttle }): void {
  mount(contract.createUser, async ({ ctx, body, request }) => {
    await throttle.signUp(addressOf(request));
    return createUser(ctx, body);
  });

  mount(contract.login, async ({ ctx, body, request }) => {
    const attempt = await throttle.login(() => loginAccount(ctx, body), addressOf(request));
    try {
      const caller = { userAgent: request.headers['user-agent'], address: addressOf(request) };
      const session = await login(ctx, { ...body, ...caller }, reactions);
      await attempt.succeeded();
      return session;
    } catch (error) {
      if (!(error instanceof DocketError && error.code === 'invalid_credentials')) await attempt.undone();
      throw error;
    }
  });

  mount(contract.logout, async ({ ctx, body }) => {
    await logout(ctx, body);
    return undefined;
  });
  mount(contract.endUserSessions, ({ ctx, params }) => endUserSessions(ctx, params));
  mount(contract.disableUser, async ({ ctx, params }) => {
    await disableUser(ctx, params, reactions);
    return undefined;
  });
  mount(contract.getOwnProfile, ({ ctx }) => getOwnProfile(ctx));
  mount(contract.getProfile, ({ ctx, params }) => getProfile(ctx, params));
}

/** Where a request came from, as far as proxies in front are trusted. */
export function addressOf(request: { readonly ip?: string | undefined }): string {
  return request.ip ?? 'unknown';
}
