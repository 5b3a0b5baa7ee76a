import * as contract from '@docket/contracts/http/invariants';
import { checkInvariants } from '@docket/domain/invariants';
import type { Mount } from '../http/mount.ts';

export function mountInvariants(mount: Mount): void {
  mount(contract.getAdminInvariants, ({ ctx }) => checkInvariants(ctx));
  mount(contract.getInvariants, ({ ctx }) => checkInvariants(ctx));
}
