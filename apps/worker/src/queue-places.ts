import { userChannel, type EventEnvelope } from '@docket/contracts/events/envelope';
import type { QueueMoved } from '@docket/contracts/events/queue';
import type { Ctx } from '@docket/domain/ctx';
import { readCapacity } from '@docket/domain/judge/queue/capacity';
import { takeDuty } from '@docket/domain/judge/queue/duty';
import { movedPlaces, readPlaces } from '@docket/domain/judge/queue/places';
import { startPeriodic } from '@docket/queue/periodic';
import type { Publisher } from '@docket/queue/publish/publisher';
import { newId } from '@docket/runtime/id';

const EVERY_MS = 1_000;
/** After this long without a sign another worker takes over. */
const DUTY_SECONDS = 5;

function envelopeOf(ctx: Ctx, data: QueueMoved): EventEnvelope<'queue.moved'> {
  return { v: 1, id: newId(), type: 'queue.moved', at: ctx.clock.now().toISOString(), data };
}

/**
 * Tells people who wait where they stand, once a second at most and from one worker of all.
 * Without anybody waiting it costs one look at an empty index.
 */
export function startQueuePlaces(options: {
  readonly ctx: Ctx;
  readonly publisher: Publisher;
  readonly workerId: string;
}): { stop: () => Promise<void> } {
  const { ctx, publisher, workerId } = options;
  const told = new Map<string, number>();
  return startPeriodic('queue places', EVERY_MS, ctx.log, async () => {
    const places = await readPlaces(ctx);
    if (places.length === 0 && told.size === 0) return;
    if (!(await takeDuty(ctx, { name: 'queue places', holder: workerId, seconds: DUTY_SECONDS }))) {
      told.clear();
      return;
    }
    const moved = movedPlaces(told, places, await readCapacity(ctx));
    try {
      await publisher.publishMany(
        moved.map((data) => ({ channel: userChannel(data.userId), envelope: envelopeOf(ctx, data) })),
      );
    } catch (error) {
      // Redis is away; whoever waits hears of the next step.
      ctx.log.debug({ err: error }, 'places in the queue were not told');
    }
  });
}
