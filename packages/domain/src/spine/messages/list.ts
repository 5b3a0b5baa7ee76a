import type { listMessages as contract, Message, MessageTopic } from '@docket/contracts/http/messages';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { z } from 'zod';
import { requireRole, type Ctx } from '../ctx.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { DEAD, RETRYING } from './troubled.ts';

const SUBJECTS = 10;
const cursorSchema = z.strictObject({ id: z.uuid() });
const ids = z.union([z.uuid().transform((id) => [id]), z.array(z.uuid())]);

type Row = {
  id: string;
  topic: MessageTopic;
  name: string;
  channel: string | null;
  payload: unknown;
  failures: number;
  crashes: number;
  reason: string | null;
  created_at: Date;
  next_at: Date | null;
  dead_at: Date | null;
};

const WHERE = { dead: DEAD, retrying: RETRYING, all: `((${DEAD}) OR (${RETRYING}))` };

/** The ids in a payload of ids, and nothing else that may be in one that is broken. */
function subjectsOf({ topic, payload }: Row): Message['subjects'] {
  if (topic === 'event' || typeof payload !== 'object' || payload === null) return [];
  const found = Object.entries(payload).flatMap(([field, value]) => {
    const parsed = ids.safeParse(value);
    return parsed.success ? parsed.data.map((id) => ({ field, id })) : [];
  });
  return found.slice(0, SUBJECTS);
}

function toMessage(row: Row): Message {
  return {
    messageId: row.id,
    topic: row.topic,
    name: row.name,
    state: row.dead_at === null ? 'retrying' : 'dead',
    channel: row.channel,
    subjects: subjectsOf(row),
    failures: row.failures,
    crashes: row.crashes,
    reason: row.reason,
    createdAt: row.created_at.toISOString(),
    nextAt: row.dead_at === null ? (row.next_at?.toISOString() ?? null) : null,
    deadAt: row.dead_at?.toISOString() ?? null,
  };
}

/** Jobs and events that make trouble, newest first. @throws DocketError unauthenticated, forbidden, invalid_request (cursor) */
export async function listMessages(
  ctx: Ctx,
  input: RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  requireRole(ctx, 'admin');
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const { rows } = await ctx.db.pool.query<Row>(
    `SELECT id, topic, name, channel, payload, failures, crashes, reason, created_at, next_at, dead_at FROM outbox
      WHERE ${WHERE[input.state ?? 'all']} AND ($1::uuid IS NULL OR id < $1) AND ($2::text IS NULL OR name = $2)
      ORDER BY id DESC LIMIT $3`,
    [after, input.name ?? null, input.limit + 1],
  );
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(toMessage),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}
