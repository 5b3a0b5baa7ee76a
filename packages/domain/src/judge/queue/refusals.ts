import { DocketError } from '@docket/contracts/errors';
import type { Ctx } from '../../spine/ctx.ts';
import { readCapacity, waitSeconds } from './capacity.ts';

/** From how many waiting on new work of a kind is refused: in all, and of one user. */
export type DepthLimits = { readonly depthLimit: number; readonly userDepthLimit: number };

/** Why the queue takes nothing in, as `admit_work` says it. */
export const QUEUE_REFUSALS = ['draining', 'queue_full', 'user_queue_full'] as const;
export type QueueRefusal = (typeof QUEUE_REFUSALS)[number];

/** For work that comes while the queue is being drained. */
export function draining(): DocketError {
  return new DocketError('queue_draining', 'The judge is taking in nothing new at the moment; try again in a minute.', {
    retryAfter: 60,
  });
}

/**
 * The error for work that the queue did not take in.
 * @param what the work, such as `submission`
 * @param ahead how many it would have had before it
 */
export async function queueRefused(
  ctx: Pick<Ctx, 'db'>,
  why: QueueRefusal,
  sent: { readonly what: string; readonly userDepthLimit: number; readonly ahead: number | null },
): Promise<DocketError> {
  switch (why) {
    case 'user_queue_full':
      return new DocketError(
        'queue_full',
        `You already have ${sent.userDepthLimit} ${sent.what}s waiting; wait for some to be done.`,
        { retryAfter: 10 },
      );
    case 'queue_full': {
      const wait = waitSeconds(await readCapacity(ctx), sent.ahead ?? 0);
      return new DocketError('queue_full', `Too many ${sent.what}s are waiting; try again in a moment.`, {
        retryAfter: Math.max(1, Math.min(60, Math.ceil(wait / 10))),
      });
    }
    case 'draining':
      return draining();
    default:
      return why satisfies never;
  }
}
