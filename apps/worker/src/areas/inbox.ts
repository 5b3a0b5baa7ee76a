import { drainInbox } from '@docket/domain/inbox/drain';
import { readInboxFigures } from '@docket/domain/inbox/figures';
import type { InboxReactions } from '@docket/domain/inbox/reactions';
import { inboxReaders } from '@docket/domain/inbox/readers';
import { startPeriodic } from '@docket/queue/periodic';
import { Gauge } from '@docket/runtime/metrics';
import type { Platform } from '../platform.ts';

/** How often somebody looks while nothing comes, ms. */
const IDLE_MS = 100;
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
  const drain = startPeriodic('inbox', IDLE_MS, log, () => drainInbox(ctx, inboxReaders, reactions));
  lifecycle.onStop('inbox', drain.stop);

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
