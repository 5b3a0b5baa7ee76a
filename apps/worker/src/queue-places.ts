import { userChannel, type EventData, type EventEnvelope } from '@docket/contracts/events/envelope';
import type { Ctx } from '@docket/domain/spine/ctx';
import { readCapacity } from '@docket/domain/judge/queue/capacity';
import { takeDuty } from '@docket/domain/spine/duty';
import { movedPlaces, readPlaces, type Told as ToldPlace } from '@docket/domain/judge/queue/places';
import { movedRejudges } from '@docket/domain/judge/rejudge/progress';
import { startPeriodic } from '@docket/queue/periodic';
import type { Publisher } from '@docket/queue/publish/publisher';
import { newId } from '@docket/runtime/id';

const EVERY_MS = 1_000;
/** After this long without a sign another worker takes over. */
const DUTY_SECONDS = 5;

type Herald = {
  readonly ctx: Ctx;
  readonly publisher: Publisher;
  readonly workerId: string;
};

type Told = EventEnvelope<'queue.moved' | 'rejudge.updated'>;

async function tell(herald: Herald, events: readonly Told[]): Promise<void> {
  try {
    await herald.publisher.publishMany(
      events.map((envelope) => ({ channel: userChannel(envelope.data.userId), envelope })),
    );
  } catch (error) {
    // Redis is away; whoever waits hears of the next step.
    herald.ctx.log.debug({ err: error }, 'places in the queue were not told');
  }
}

/**
 * Tells people who wait where they stand, and setters how their rejudges come along: once a second at most, and from one worker
 * of all. With nothing in the queue it costs a look at an empty index.
 */
export function startQueuePlaces(herald: Herald): { stop: () => Promise<void> } {
  const { ctx, workerId } = herald;
  const head = () => ({ v: 1 as const, id: newId(), at: ctx.clock.now().toISOString() });
  const movedTo = (data: EventData<'queue.moved'>): Told => ({ ...head(), type: 'queue.moved', data });
  const rejudged = (data: EventData<'rejudge.updated'>): Told => ({
    ...head(),
    type: 'rejudge.updated',
    data,
  });
  const places = new Map<string, ToldPlace>();
  const rejudges = new Map<string, number>();
  /** One round more after the last task was taken up, for what ended since. */
  let idle = true;

  return startPeriodic('queue places', EVERY_MS, ctx.log, async () => {
    const waiting = await readPlaces(ctx);
    const moving = await movedRejudges(ctx, rejudges);
    if (waiting.length === 0 && moving.length === 0 && idle) return;
    idle = waiting.length === 0 && moving.length === 0;
    if (!(await takeDuty(ctx, { name: 'queue places', holder: workerId, seconds: DUTY_SECONDS }))) {
      places.clear();
      return;
    }
    const moved = movedPlaces(places, waiting, await readCapacity(ctx));
    await tell(herald, [...moved.map(movedTo), ...moving.map(rejudged)]);
  });
}
