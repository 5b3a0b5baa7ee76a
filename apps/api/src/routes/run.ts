import * as contract from '@docket/contracts/http/run';
import { requireUser } from '@docket/domain/spine/ctx';
import { askForCallback, checkCallback } from '@docket/domain/callback/ask';
import { createRun } from '@docket/domain/judge/run/create';
import { getRun } from '@docket/domain/judge/run/get';
import type { ApiSettings } from '@docket/runtime/settings/services';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';
import type { Waits } from '../waits.ts';

/** Nobody waits for more answers at a time than this. */
const RUNS_WAITING_PER_USER = 10;

type Needs = {
  readonly throttle: Throttle;
  readonly waits: Waits;
  readonly config: Pick<ApiSettings, 'QUEUE_DEPTH_LIMIT'>;
};

export function mountRun(mount: Mount, { throttle, waits, config }: Needs): void {
  const limits = { depthLimit: config.QUEUE_DEPTH_LIMIT, userDepthLimit: RUNS_WAITING_PER_USER };

  mount(
    contract.createRun,
    async ({ ctx, body, query, idempotencyKey, onReplay, request }) => {
      const { userId } = requireUser(ctx);
      await throttle.submission(userId);
      const { callbackUrl, ...asked } = body;
      const to = checkCallback(ctx, callbackUrl);
      const wait = query.wait === 'true' ? await waits.open(userId) : undefined;
      try {
        const accepted = await createRun(ctx, { ...asked, idempotencyKey, onReplay, ...limits });
        await askForCallback(ctx, to, { id: accepted.runId, kind: 'run' });
        if (!((await wait?.until(accepted.runId, request)) ?? false)) return accepted;
        return { ...accepted, result: await getRun(ctx, { id: accepted.runId }) };
      } finally {
        wait?.close();
      }
    },
    { key: 'verb' },
  );
  mount(contract.getRun, ({ ctx, params }) => getRun(ctx, params));
}
