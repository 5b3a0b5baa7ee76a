import type { Request } from 'express';
import { DocketError } from '@docket/contracts/errors';
import * as contract from '@docket/contracts/http/api-token';
import { listCallbacks, readCallbackSecret } from '@docket/domain/callback/list';
import { createApiToken } from '@docket/domain/identity/token/create';
import { listApiTokens, revokeApiToken } from '@docket/domain/identity/token/list';
import { requireUser } from '@docket/domain/spine/ctx';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';
import { addressOf } from './identity.ts';

export function mountApiToken(mount: Mount, { throttle }: { readonly throttle: Throttle }): void {
  /** A password asked for again is guessed at no faster than at the log-in. */
  async function guarded<T>(userId: string, request: Request, work: () => Promise<T>): Promise<T> {
    const attempt = await throttle.login(() => Promise.resolve(userId), addressOf(request));
    try {
      const result = await work();
      await attempt.succeeded();
      return result;
    } catch (error) {
      if (!(error instanceof DocketError && error.code === 'wrong_password')) await attempt.undone();
      throw error;
    }
  }

  mount(contract.listApiTokens, ({ ctx }) => listApiTokens(ctx));
  mount(contract.createApiToken, ({ ctx, body, request }) =>
    guarded(requireUser(ctx).userId, request, () => createApiToken(ctx, body)),
  );
  mount(contract.revokeApiToken, async ({ ctx, params }) => {
    await revokeApiToken(ctx, params);
    return undefined;
  });
  mount(contract.getCallbackSecret, ({ ctx, params }) => readCallbackSecret(ctx, params));
  mount(contract.listCallbacks, ({ ctx, params }) => listCallbacks(ctx, params));
}
