import type { MessageFigures, MessageTopic } from '@docket/contracts/http/messages';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../ctx.ts';
import { DEAD, RETRYING } from './troubled.ts';
import { readUnservedQueues } from './unserved-queues.ts';

const depthStatement = prepare(
  'outbox_depths',
  `SELECT t.topic, coalesce(sum(o.unsent), 0)::int AS unsent, coalesce(sum(o.open), 0)::int AS open,
          extract(epoch FROM clock_timestamp() - min(o.oldest))::float8 AS oldest
     FROM (VALUES ('job'), ('event')) AS t(topic) LEFT JOIN (
       SELECT topic, count(*) AS unsent, count(*) FILTER (WHERE topic = 'job') AS open, min(created_at) AS oldest
         FROM outbox WHERE sent_at IS NULL AND dead_at IS NULL GROUP BY topic
       UNION ALL
       SELECT topic, 0, count(*), min(created_at)
         FROM outbox WHERE topic = 'job' AND done_at IS NULL AND sent_at IS NOT NULL AND dead_at IS NULL GROUP BY topic) o ON o.topic = t.topic
    GROUP BY t.topic ORDER BY t.topic DESC`,
).rows<{ topic: MessageTopic; unsent: number; open: number }>();

const troubledStatement = prepare(
  'outbox_by_name',
  `SELECT topic, name, count(*) FILTER (WHERE ${RETRYING})::int AS retrying, count(*) FILTER (WHERE ${DEAD})::int AS dead, min(dead_at) AS oldest_dead
     FROM outbox WHERE ((${DEAD}) OR (${RETRYING})) GROUP BY topic, name ORDER BY dead DESC, name`,
).rows<{ topic: MessageTopic; retrying: number; dead: number }>();

/** How the outbox stands. */
export async function readMessageFigures(ctx: Pick<Ctx, 'db'>): Promise<MessageFigures> {
  const [depths, troubled, unserved] = await Promise.all([
    depthStatement(ctx.db.pool, []),
    troubledStatement(ctx.db.pool, []),
    readUnservedQueues(ctx),
  ]);
  return {
    depths: depths.map(({ topic, unsent, open, oldest }) => ({
      topic,
      unsent,
      open: topic === 'job' ? open : null,
      oldestSeconds: oldest,
    })),
    troubled: troubled.map(({ oldest_dead: oldest, ...row }) => ({
      ...row,
      oldestDeadAt: oldest?.toISOString() ?? null,
    })),
    unserved,
  };
}

/** The same for an admin. @throws DocketError unauthenticated, forbidden */
export async function getMessageFigures(ctx: Ctx): Promise<MessageFigures> {
  requireRole(ctx, 'admin');
  return readMessageFigures(ctx);
}
