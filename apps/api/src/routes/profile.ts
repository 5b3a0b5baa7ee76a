import * as contract from '@docket/contracts/http/profile';
import { changeProfile } from '@docket/domain/profile/change-profile';
import { listProfileContests } from '@docket/domain/profile/contests';
import { getProfileRecord } from '@docket/domain/profile/record';
import type { Mount } from '../http/mount.ts';

export function mountProfile(mount: Mount): void {
  mount(contract.getProfileRecord, ({ ctx, params }) => getProfileRecord(ctx, params));
  mount(contract.listProfileContests, ({ ctx, params, query }) => listProfileContests(ctx, { ...query, ...params }));
  mount(contract.changeProfile, ({ ctx, body }) => changeProfile(ctx, body));
}
