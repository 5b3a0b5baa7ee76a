import { sampleQueue, SAMPLE_SECONDS } from '@docket/domain/judge/queue/samples';
import { takeDuty } from '@docket/domain/spine/duty';
import type { Ctx } from '@docket/domain/spine/ctx';
import { startPeriodic } from '@docket/queue/periodic';

/** One worker at a time notes how the queue is, whatever its areas: what waits for a judge is of interest when there is none. */
export function startQueueSamples(ctx: Ctx, workerId: string): { stop: () => Promise<void> } {
  return startPeriodic('queue samples', SAMPLE_SECONDS * 1_000, ctx.log, async () => {
    if (await takeDuty(ctx, { name: 'queue-samples', holder: workerId, seconds: 2 * SAMPLE_SECONDS }))
      await sampleQueue(ctx);
  });
}
