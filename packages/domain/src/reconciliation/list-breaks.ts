import type {
  getBreakFigures as figuresContract,
  listBreaks as listContract,
} from '@docket/contracts/http/reconciliation';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { AGE_HOURS, ageBucket, type AgeBucket, type BreakType } from '@docket/contracts/reconciliation/break';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import { BREAK_COLUMNS, BREAK_TABLES, toBreak, type BreakRow } from './break-rows.ts';

const HOUR_MS = 3_600_000;

/** Moved after `from` and not after `to`; null: without an end. */
type Span = { readonly from: Date | null; readonly to: Date | null };

const openStatement = prepare(
  'breaks_open',
  `SELECT ${BREAK_COLUMNS} FROM ${BREAK_TABLES} WHERE b.status = 'OPEN' AND ($1::uuid IS NULL OR b.id > $1) AND ($2::text IS NULL OR b.type = $2)
      AND ($3::timestamptz IS NULL OR b.since > $3) AND ($4::timestamptz IS NULL OR b.since <= $4) ORDER BY b.id LIMIT $5`,
).rows<BreakRow>();
const endedStatement = prepare(
  'breaks_ended',
  `SELECT ${BREAK_COLUMNS} FROM ${BREAK_TABLES} WHERE b.status = $1 AND ($2::uuid IS NULL OR b.id < $2) AND ($3::text IS NULL OR b.type = $3)
      AND ($4::timestamptz IS NULL OR b.since > $4) AND ($5::timestamptz IS NULL OR b.since <= $5) ORDER BY b.id DESC LIMIT $6`,
).rows<BreakRow>();
const figuresStatement = prepare(
  'breaks_figures',
  `SELECT b.type, width_bucket(extract(epoch FROM $1::timestamptz - b.since)::float8 / 3600, $2::float8[]) AS bucket, count(*)::int AS count
     FROM reconciliation_breaks b WHERE b.status = 'OPEN' GROUP BY 1, 2 ORDER BY 1, 2`,
).rows<{ type: BreakType; bucket: number; count: number }>();
const matchedStatement = prepare(
  'entries_matched',
  `SELECT count(*)::int AS matched FROM bank_entries WHERE status IN ('MATCHED', 'CONTRA', 'FEE')`,
).rows<{ matched: number }>();
const feedsStatement = prepare(
  'statement_feeds',
  'SELECT provider, currency, account, covered_until FROM statement_feeds ORDER BY provider, currency',
);
const schedulesStatement = prepare(
  'statement_schedules',
  'SELECT provider, fetched_at, next_fetch_at, failure FROM statement_schedules ORDER BY provider',
);

function spanOf(age: AgeBucket | undefined, now: Date): Span {
  if (age === undefined) return { from: null, to: null };
  const at = ageBucket.options.indexOf(age);
  const before = ageBucket.options[at - 1];
  const ago = (hours: number | null): Date | null =>
    hours === null ? null : new Date(now.getTime() - hours * HOUR_MS);
  return { from: ago(AGE_HOURS[age]), to: before === undefined ? null : ago(AGE_HOURS[before]) };
}

/** Breaks of a status, type and age. @throws DocketError unauthenticated, forbidden, invalid_request (cursor) */
export async function listBreaks(
  ctx: Ctx,
  { status, type, age, cursor, limit }: RouteQuery<typeof listContract>,
): Promise<RouteResponse<typeof listContract>> {
  requireRole(ctx, 'admin');
  const after = cursor === undefined ? null : decodeCursor(z.strictObject({ id: z.uuid() }), cursor).id;
  const { from, to } = spanOf(age, ctx.clock.now());
  const rest = [after, type ?? null, from, to, limit + 1] as const;
  const rows =
    status === 'OPEN' ? await openStatement(ctx.db.pool, rest) : await endedStatement(ctx.db.pool, [status, ...rest]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(toBreak),
    meta: { nextCursor: rows.length > limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}

/** Figures of the page: open breaks by type and age, and how far statements are read. @throws DocketError unauthenticated, forbidden */
export async function breakFigures(ctx: Ctx): Promise<RouteResponse<typeof figuresContract>> {
  requireRole(ctx, 'admin');
  const { pool } = ctx.db;
  const now = ctx.clock.now();
  const hours = ageBucket.options.map((age) => AGE_HOURS[age]).filter((each) => each !== null);
  const open = await figuresStatement(pool, [now, hours]);
  const [matched] = await matchedStatement(pool, []);
  const feeds = await feedsStatement(pool, []);
  const schedules = await schedulesStatement(pool, []);
  return {
    at: now.toISOString(),
    open: open.map(({ type, bucket, count }) => ({ type, age: ageBucket.options[bucket] ?? 'older', count })),
    matched: matched?.matched ?? 0,
    feeds: feeds.map(({ provider, currency, account, covered_until: until }) => ({
      provider,
      currency,
      account,
      coveredUntil: until?.toISOString() ?? null,
    })),
    fetches: schedules.map(({ provider, fetched_at: at, next_fetch_at: next, failure }) => ({
      provider,
      fetchedAt: at?.toISOString() ?? null,
      nextFetchAt: next.toISOString(),
      failure,
    })),
  };
}
