import { readMessageFigures } from '@docket/domain/spine/messages/figures';
import type { Ctx } from '@docket/domain/spine/ctx';
import { TtlCache } from '@docket/domain/spine/ttl-cache';
import { Gauge, type Registry } from '@docket/runtime/metrics';

/** Several scrapers cost one look. */
const CACHE_MS = 2_000;

/**
 * How the outbox stands, read when somebody asks: of the api and not of the workers, because it must be seen when no worker lives.
 * Every api says the same; take the greatest. While the database is away they keep their last values.
 */
export function registerMessageMetrics(metrics: Registry, ctx: Pick<Ctx, 'db'>): void {
  const cache = new TtlCache<void>({ ttlMs: CACHE_MS, max: 1 });
  const gauge = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [metrics],
      collect: () => cache.get('all', () => renew()).catch(() => undefined),
    });
  const depth = gauge('outbox_depth', 'Messages that are not in Redis yet (unsent), and jobs not done (open)', [
    'topic',
    'state',
  ]);
  const oldest = gauge('outbox_oldest_seconds', 'Age of the oldest message that is unsent or open', ['topic']);
  const retrying = gauge('outbox_retrying', 'Messages that failed and are tried again', ['topic', 'name']);
  const dead = gauge('outbox_dead', 'Dead messages that nobody has decided about', ['topic', 'name']);
  const unserved = gauge('queue_unserved_jobs', 'Jobs that wait on a queue without a living worker', ['queue']);

  async function renew(): Promise<void> {
    const figures = await readMessageFigures(ctx);
    for (const each of [retrying, dead, unserved]) each.reset();
    for (const { topic, unsent, open, oldestSeconds } of figures.depths) {
      depth.set({ topic, state: 'unsent' }, unsent);
      if (open !== null) depth.set({ topic, state: 'open' }, open);
      oldest.set({ topic }, oldestSeconds ?? 0);
    }
    for (const { topic, name, ...n } of figures.troubled) {
      retrying.set({ topic, name }, n.retrying);
      dead.set({ topic, name }, n.dead);
    }
    for (const { queue, waiting } of figures.unserved) unserved.set({ queue }, waiting);
  }
}
