import * as contract from '@docket/contracts/http/submission';
import { requireUser } from '@docket/domain/spine/ctx';
import { cancelSubmission } from '@docket/domain/judge/submission/cancel';
import { getSubmission } from '@docket/domain/judge/submission/get';
import { listSubmissions } from '@docket/domain/judge/submission/list';
import { submitSubmission } from '@docket/domain/judge/submission/submit';
import type { ApiSettings } from '@docket/runtime/settings/services';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';

type Needs = {
  readonly throttle: Throttle;
  readonly config: Pick<ApiSettings, 'QUEUE_DEPTH_LIMIT' | 'QUEUE_DEPTH_PER_USER'>;
};

export function mountSubmission(mount: Mount, { throttle, config }: Needs): void {
  const limits = { depthLimit: config.QUEUE_DEPTH_LIMIT, userDepthLimit: config.QUEUE_DEPTH_PER_USER };

  mount(
    contract.createSubmission,
    async ({ ctx, body, idempotencyKey, onReplay }) => {
      await throttle.submission(requireUser(ctx).userId);
      return submitSubmission(ctx, { ...body, idempotencyKey, onReplay, ...limits });
    },
    { key: 'verb' },
  );
  mount(contract.listSubmissions, ({ ctx, query }) => listSubmissions(ctx, query));
  mount(contract.getSubmission, ({ ctx, params }) => getSubmission(ctx, params));
  mount(contract.cancelSubmission, async ({ ctx, params }) => {
    await cancelSubmission(ctx, params);
    return undefined;
  });
}
