import * as contract from '@docket/contracts/http/run';
import { requireUser } from '@docket/domain/spine/ctx';
import { createRun } from '@docket/domain/judge/run/create';
import { getRun } from '@docket/domain/judge/run/get';
import type { ApiSettings } from '@docket/runtime/settings/services';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';

/** Nobody waits for more answers at a time than this. */
const RUNS_WAITING_PER_USER = 10;

type Needs = { readonly throttle: Throttle; readonly config: Pick<ApiSettings, 'QUEUE_DEPTH_LIMIT'> };

export function mountRun(mount: Mount, { throttle, config }: Needs): void {
  const limits = { depthLimit: config.QUEUE_DEPTH_LIMIT, userDepthLimit: RUNS_WAITING_PER_USER };

  mount(
    contract.createRun,
    async ({ ctx, body, idempotencyKey, onReplay }) => {
      await throttle.submission(requireUser(ctx).userId);
      return createRun(ctx, { ...body, idempotencyKey, onReplay, ...limits });
    },
    { key: 'verb' },
  );
  mount(contract.getRun, ({ ctx, params }) => getRun(ctx, params));
}
