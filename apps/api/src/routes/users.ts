import * as contract from '@docket/contracts/http/users';
import { enableUser } from '@docket/domain/identity/user/disable-user';
import { getUser, listUsers } from '@docket/domain/identity/user/list-users';
import { setRole } from '@docket/domain/identity/user/set-role';
import type { Mount } from '../http/mount.ts';

export function mountUsers(mount: Mount): void {
  mount(contract.listUsers, ({ ctx, query }) => listUsers(ctx, query));
  mount(contract.getUser, ({ ctx, params }) => getUser(ctx, params));
  mount(contract.setUserRole, async ({ ctx, params, body }) => {
    await setRole(ctx, { userId: params.userId, role: body.role });
    return undefined;
  });
  mount(contract.enableUser, async ({ ctx, params }) => {
    await enableUser(ctx, params);
    return undefined;
  });
}
