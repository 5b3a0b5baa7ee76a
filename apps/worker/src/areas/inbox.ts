import { BATCH, takeBatch, workOff } from '@docket/domain/inbox/drain';
import { readInboxFigures } from '@docket/domain/inbox/figures';
import type { InboxReactions } from '@docket/domain/inbox/reactions';
import { inboxReaders } from '@docket/domain/inbox/readers';
import { startPeriodic } from '@docket/queue/periodic';
import { Gauge } from '@docket/runtime/metrics';
import type { Platform } from '../platform.ts';

/** How often somebody looks: while events come, and when none has come for a while, ms. */
const BUSY_MS = 5;
const IDLE_MS = 100;
const BUSY_FOR_MS = 5_000;
/** Batches under way at a time: what comes while one waits for its provider does not wait for it. Few enough for all to get a connection in time. */
const BATCHES = 4;
const FIGURES_MS = 5_000;

/**
 * Takes what providers have called in out of the inbox. By polling and by itself: it goes on while Redis is away, and every worker of the area takes its share.
 * @param reactions what is looked at again because of an event
 */
export function startInbox(
  platform: Pick<Platform, 'log' | 'lifecycle' | 'metrics' | 'workerId' | 'ctxFor'>,
  reactions: InboxReactions,
): void {
  const { log, lifecycle, metrics, workerId, ctxFor } = platform;
  const ctx = ctxFor(workerId);
  const under = new Set<Promise<void>>();
  let lastCame = Number.NEGATIVE_INFINITY;
  const pause = () => (performance.now() - lastCame < BUSY_FOR_MS ? BUSY_MS : IDLE_MS);
  const drain = startPeriodic('inbox', pause, log, async () => {
    if (under.size >= BATCHES) await Promise.race(under);
    const taken = await takeBatch(ctx);
    if (taken.length === 0) return false;
    lastCame = performance.now();
    const work = workOff(ctx, taken, inboxReaders, reactions)
      .catch((error: unknown) => log.warn({ err: error, events: taken.length }, 'events of the inbox come again'))
      .finally(() => under.delete(work));
    under.add(work);
    return taken.length === BATCH;
  });
  lifecycle.onStop('inbox', async () => {
    await drain.stop();
    await Promise.all(under);
  });

  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers: [metrics] });
  const open = gauge('inbox_open', 'Events of providers that are to be taken out or tried again');
  const oldest = gauge('inbox_oldest_seconds', 'How long the first of them is past its time');
  const parked = gauge('inbox_parked', 'Parked events that no admin has looked at');
  const figures = startPeriodic('inbox figures', FIGURES_MS, log, async () => {
    const now = await readInboxFigures(ctx);
    open.set(now.open);
    oldest.set(now.oldestSeconds);
    parked.set(now.parked);
  });
  lifecycle.onStop('inbox figures', figures.stop);
}
