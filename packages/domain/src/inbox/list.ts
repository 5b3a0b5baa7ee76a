import { DocketError } from '@docket/contracts/errors';
import type {
  getInboxEvent as getContract,
  InboxEvent,
  InboxKind,
  InboxStatus,
  listInbox as listContract,
} from '@docket/contracts/http/inbox';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';

const cursorSchema = z.strictObject({ id: z.uuid() });

type Row = {
  id: string;
  provider: string;
  event_id: string;
  status: InboxStatus;
  type: string | null;
  kind: InboxKind | null;
  reference: string | null;
  attempts: number;
  error: string | null;
  parked_by: string | null;
  bytes: number;
  received_at: Date;
  next_try_at: Date;
  done_at: Date | null;
};

const COLUMNS = `id, provider, event_id, status, type, kind, reference, attempts, error, parked_by, octet_length(body) AS bytes, received_at, next_try_at, done_at`;

const oneStatement = prepare('inbox_one', `SELECT ${COLUMNS}, headers, body FROM inbox_events WHERE id = $1`).rows<{
  status: InboxStatus;
  kind: InboxKind | null;
  headers: Record<string, string>;
  bytes: number;
}>();

function toEvent(row: Row): InboxEvent {
  return {
    inboxId: row.id,
    provider: row.provider,
    eventId: row.event_id,
    status: row.status,
    type: row.type,
    kind: row.kind,
    reference: row.reference,
    attempts: row.attempts,
    error: row.error,
    parkedBy: row.parked_by,
    bytes: row.bytes,
    receivedAt: row.received_at.toISOString(),
    nextTryAt: row.done_at === null ? row.next_try_at.toISOString() : null,
    doneAt: row.done_at?.toISOString() ?? null,
  };
}

/** What providers have called in, newest first. @throws DocketError unauthenticated, forbidden, invalid_request (cursor) */
export async function listInbox(
  ctx: Ctx,
  input: RouteQuery<typeof listContract>,
): Promise<RouteResponse<typeof listContract>> {
  requireRole(ctx, 'admin');
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  // Only what is asked for stands in the statement, so that its index is found.
  const wheres: string[] = [];
  const values: unknown[] = [];
  const where = (text: (n: string) => string, value: unknown): void => {
    if (value === undefined || value === null) return;
    values.push(value);
    wheres.push(text(`$${values.length}`));
  };
  where((n) => `id < ${n}::uuid`, after);
  where((n) => `status = ${n}`, input.status);
  where((n) => `provider = ${n}`, input.provider);
  where((n) => `(event_id = ${n} OR reference = ${n})`, input.search);
  const { rows } = await ctx.db.pool.query<Row>(
    `SELECT ${COLUMNS} FROM inbox_events ${wheres.length === 0 ? '' : `WHERE ${wheres.join(' AND ')}`}
      ORDER BY id DESC LIMIT ${input.limit + 1}`,
    values,
  );
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(toEvent),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}

function textOf(body: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** One event as it came; what its reference names other areas know. @throws DocketError unauthenticated, forbidden, not_found */
export async function getInboxEvent(
  ctx: Ctx,
  { id }: { readonly id: string },
): Promise<Omit<RouteResponse<typeof getContract>, 'paymentId' | 'withdrawalId'>> {
  requireRole(ctx, 'admin');
  const [row] = await oneStatement(ctx.db.pool, [id]);
  if (row === undefined) throw new DocketError('not_found', 'There is no such event, or it is gone since.');
  const text = textOf(row.body);
  return {
    ...toEvent(row),
    headers: row.headers,
    body: text ?? row.body.toString('base64'),
    encoding: text === undefined ? 'base64' : 'text',
  };
}
