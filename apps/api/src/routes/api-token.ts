import * as contract from '@docket/contracts/http/api-token';
import { listCallbacks, readCallbackSecret } from '@docket/domain/callback/list';
import { createApiToken } from '@docket/domain/identity/token/create';
import { listApiTokens, revokeApiToken } from '@docket/domain/identity/token/list';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';
import { guarded } from './guarded.ts';

export function mountApiToken(mount: Mount, { throttle }: { readonly throttle: Throttle }): void {
  mount(contract.listApiTokens, ({ ctx }) => listApiTokens(ctx));
  mount(contract.createApiToken, ({ ctx, body, request }) =>
    guarded(throttle, ctx, request, body.password, () => createApiToken(ctx, body)),
  );
  mount(contract.revokeApiToken, async ({ ctx, params }) => {
    await revokeApiToken(ctx, params);
    return undefined;
  });
  mount(contract.getCallbackSecret, ({ ctx, params }) => readCallbackSecret(ctx, params));
  mount(contract.listCallbacks, ({ ctx, params }) => listCallbacks(ctx, params));
}
