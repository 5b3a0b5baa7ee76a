import * as contract from '@docket/contracts/http/contest-package';
import { exportContestPackage } from '@docket/domain/ccs/package/export';
import { importContestPackage } from '@docket/domain/ccs/package/import';
import type { Mount } from '../http/mount.ts';

export function mountContestPackage(mount: Mount): void {
  mount(contract.exportContestPackage, async ({ ctx, params }) => {
    const { name, stream } = await exportContestPackage(ctx, params);
    return { type: 'application/zip', name, body: stream };
  });
  mount(contract.importContestPackage, ({ ctx, params, bytes }) => importContestPackage(ctx, { ...params, bytes }));
}
