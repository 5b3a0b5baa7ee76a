import * as contract from '@docket/contracts/http/setter';
import { exportProblem } from '@docket/domain/judge/package/export-problem';
import { getTrials } from '@docket/domain/judge/package/trials';
import { diffVersions } from '@docket/domain/judge/problem/diff-versions';
import { listVersions } from '@docket/domain/judge/problem/versions';
import { cancelSetterJob } from '@docket/domain/judge/setter/jobs';
import { listSetterJobs } from '@docket/domain/judge/setter/list';
import { startSetterJob } from '@docket/domain/judge/setter/start';
import type { Mount } from '../http/mount.ts';

export function mountSetter(mount: Mount): void {
  mount(contract.exportProblem, async ({ ctx, params, query }) => ({
    type: 'application/zip',
    ...(await exportProblem(ctx, { ...params, ...query })),
  }));
  mount(contract.listVersions, ({ ctx, params }) => listVersions(ctx, params));
  mount(contract.diffVersions, ({ ctx, params, query }) => diffVersions(ctx, { ...params, ...query }));
  mount(contract.getTrials, ({ ctx, params, query }) => getTrials(ctx, { ...params, ...query }));
  mount(contract.listSetterJobs, ({ ctx, params }) => listSetterJobs(ctx, params));
  mount(contract.startSetterJob, ({ ctx, params, body }) => startSetterJob(ctx, { ...params, asked: body }));
  mount(contract.cancelSetterJob, async ({ ctx, params }) => {
    await cancelSetterJob(ctx, params);
    return undefined;
  });
}
