import { DocketError } from '@docket/contracts/errors';
import * as contract from '@docket/contracts/http/submission';
import { requireUser } from '@docket/domain/spine/ctx';
import { askForCallback, checkCallback } from '@docket/domain/callback/ask';
import { cancelSubmission } from '@docket/domain/judge/submission/cancel';
import { getSubmission } from '@docket/domain/judge/submission/get';
import { listSubmissions } from '@docket/domain/judge/submission/list';
import { submitSubmission } from '@docket/domain/judge/submission/submit';
import { reactions } from '@docket/domain/reactions';
import type { ApiSettings } from '@docket/runtime/settings/services';
import type { Mount } from '../http/mount.ts';
import { toProblem } from '../http/problem.ts';
import { parseIdempotencyKey } from '../http/validate.ts';
import type { Waits } from '../waits.ts';
import { oneByOne } from './one-by-one.ts';
import type { Throttle } from '../http/throttle.ts';

type Needs = {
  readonly throttle: Throttle;
  readonly waits: Waits;
  readonly config: Pick<ApiSettings, 'QUEUE_DEPTH_LIMIT' | 'QUEUE_DEPTH_PER_USER'>;
};

export function mountSubmission(mount: Mount, { throttle, waits, config }: Needs): void {
  const limits = { depthLimit: config.QUEUE_DEPTH_LIMIT, userDepthLimit: config.QUEUE_DEPTH_PER_USER };

  mount(
    contract.createSubmission,
    async ({ ctx, body, query, idempotencyKey, onReplay, request }) => {
      const { userId } = requireUser(ctx);
      await throttle.submission(userId);
      const to = checkCallback(ctx, body.callbackUrl);
      const wait = query.wait === 'true' ? await waits.open(userId) : undefined;
      try {
        const accepted = await submitSubmission(ctx, { ...body, idempotencyKey, onReplay, ...limits });
        await askForCallback(ctx, to, { id: accepted.submissionId, kind: 'submission' });
        if (!((await wait?.until(accepted.submissionId, request)) ?? false)) return accepted;
        return { ...accepted, result: await getSubmission(ctx, { id: accepted.submissionId }) };
      } finally {
        wait?.close();
      }
    },
    { key: 'verb' },
  );
  mount(contract.createSubmissions, async ({ ctx, body, request }) => {
    const { userId } = requireUser(ctx);
    const key = parseIdempotencyKey(request.headers['idempotency-key']);
    const data = await oneByOne(body.submissions, key, async (one, idempotencyKey) => {
      await throttle.submission(userId);
      const to = checkCallback(ctx, one.callbackUrl);
      const accepted = await submitSubmission(ctx, { ...one, idempotencyKey, ...limits });
      await askForCallback(ctx, to, { id: accepted.submissionId, kind: 'submission' });
      return accepted;
    });
    return { data: data.map((each) => (each instanceof DocketError ? { error: told(each) } : each)) };
  });
  mount(contract.listSubmissions, ({ ctx, query }) => listSubmissions(ctx, query));
  mount(contract.getSubmission, ({ ctx, params }) => getSubmission(ctx, params, reactions));
  mount(contract.cancelSubmission, async ({ ctx, params }) => {
    await cancelSubmission(ctx, params);
    return undefined;
  });
}

/** A refusal within an answer, whose request has one id for all. */
function told(error: DocketError) {
  const { requestId: _, type: __, ...problem } = toProblem(error, '');
  return problem;
}
