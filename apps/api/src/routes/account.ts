import * as contract from '@docket/contracts/http/account';
import { deleteAccount } from '@docket/domain/account/delete-account';
import { exportAccount } from '@docket/domain/account/export-account';
import { endOtherSessions, endSession, listSessions } from '@docket/domain/identity/session/list-sessions';
import { changeAccount } from '@docket/domain/identity/user/change-account';
import { changePassword } from '@docket/domain/identity/user/change-password';
import { confirmEmail, keepEmail, sendConfirmation } from '@docket/domain/identity/user/confirm-email';
import { forgotPassword } from '@docket/domain/identity/user/forgot-password';
import { resetPassword } from '@docket/domain/identity/user/reset-password';
import { getOwnProfile } from '@docket/domain/profile/get-own-profile';
import { reactions } from '@docket/domain/reactions';
import { requireUser } from '@docket/domain/spine/ctx';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';
import { guarded } from './guarded.ts';
import { addressOf } from './identity.ts';

export function mountAccount(mount: Mount, { throttle }: { readonly throttle: Throttle }): void {
  mount(contract.changeAccount, async ({ ctx, body, request }) => {
    if (body.email === undefined) await changeAccount(ctx, body);
    else
      await guarded(throttle, ctx, request, body.password, async () => {
        await throttle.confirmation(requireUser(ctx).userId);
        await changeAccount(ctx, body);
      });
    return getOwnProfile(ctx);
  });
  mount(contract.confirmEmail, async ({ ctx, body, request }) => {
    await throttle.signUp(addressOf(request));
    return confirmEmail(ctx, body);
  });
  mount(contract.sendConfirmation, async ({ ctx }) => {
    await throttle.confirmation(requireUser(ctx).userId);
    await sendConfirmation(ctx);
    return undefined;
  });
  mount(contract.keepEmail, async ({ ctx }) => {
    await keepEmail(ctx);
    return undefined;
  });
  mount(contract.changePassword, async ({ ctx, body, request }) => {
    await guarded(throttle, ctx, request, body.password, () => changePassword(ctx, body));
    return undefined;
  });
  mount(contract.forgotPassword, async ({ ctx, body, request }) => {
    await throttle.reset(body.email, addressOf(request));
    await forgotPassword(ctx, body);
    return undefined;
  });
  mount(contract.resetPassword, async ({ ctx, body, request }) => {
    await throttle.signUp(addressOf(request));
    await resetPassword(ctx, body);
    return undefined;
  });
  mount(contract.listSessions, ({ ctx }) => listSessions(ctx));
  mount(contract.endSession, async ({ ctx, params }) => {
    await endSession(ctx, params);
    return undefined;
  });
  mount(contract.endOtherSessions, async ({ ctx }) => {
    await endOtherSessions(ctx);
    return undefined;
  });
  mount(contract.deleteAccount, async ({ ctx, body, request }) => {
    await guarded(throttle, ctx, request, body.password, () => deleteAccount(ctx, body, reactions));
    return undefined;
  });
  mount(contract.exportAccount, async ({ ctx }) => {
    const { name, stream } = exportAccount(ctx);
    return { type: 'application/zip', name, body: stream };
  });
}
