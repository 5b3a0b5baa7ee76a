import type { listContests as route } from '@docket/contracts/http/contest';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { instant } from '@docket/contracts/time/instant';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import { searchWords } from '../spine/search-words.ts';
import type { ContestRow } from './rows.ts';
import { toSummary } from './view.ts';

// Those to come in the order in which they come, the others with the latest first.
const listStatement = prepare(
  'contests',
  `SELECT c.id, c.slug, c.title, c.format, s.open_at, s.close_at, s.over_at, s.paused_at, c.finalised_at, c.duration_minutes, c.visibility, c.registration,
          c.team_size, c.rated, me.status AS mine,
          (SELECT count(*)::int FROM contest_participants p WHERE p.contest_id = c.id AND p.status = 'registered' AND p.kind <> 'virtual' AND NOT p.hidden) AS participants
     FROM contests c JOIN judge_scopes s ON s.id = c.id
     LEFT JOIN LATERAL (SELECT p.status FROM contest_members m JOIN contest_participants p ON p.id = m.participant_id
                         WHERE m.contest_id = c.id AND m.user_id = $1) me ON true
    WHERE s.kind = 'contest'
      AND CASE $2 WHEN 'mine' THEN me.status IS NOT NULL AND c.visibility <> 'DRAFT' OR EXISTS (SELECT FROM judge_scope_staff f WHERE f.scope_id = c.id AND f.user_id = $1)
                  ELSE c.visibility = 'LISTED' END
      AND CASE $2 WHEN 'running' THEN s.open_at <= $3 AND (s.over_at > $3 OR s.paused_at IS NOT NULL)
                  WHEN 'coming' THEN s.open_at > $3 WHEN 'past' THEN s.over_at <= $3 AND s.paused_at IS NULL ELSE true END
      AND NOT EXISTS (SELECT FROM unnest($4::text[]) AS w(word) WHERE lower(c.title) NOT LIKE '%' || lower(w.word) || '%')
      AND ($5::timestamptz IS NULL OR CASE WHEN $2 = 'coming' THEN (s.open_at, c.id) > ($5, $6::uuid) ELSE (s.open_at, c.id) < ($5, $6::uuid) END)
    ORDER BY CASE WHEN $2 = 'coming' THEN s.open_at END, s.open_at DESC, CASE WHEN $2 = 'coming' THEN c.id END, c.id DESC LIMIT $7`,
).rows<
  Pick<
    ContestRow,
    | 'id'
    | 'slug'
    | 'title'
    | 'format'
    | 'open_at'
    | 'close_at'
    | 'over_at'
    | 'team_size'
    | 'rated'
    | 'visibility'
    | 'registration'
  > & {
    mine: 'pending' | 'registered' | 'rejected' | 'disqualified' | null;
    participants: number;
  }
>();

const cursorSchema = z.object({ at: instant, id: z.uuid() });

/**
 * Contests that are listed, or those that the caller takes part in or runs. Guests have none of their own.
 * @throws DocketError `invalid_request` for a cursor of another list
 */
export async function listContests(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  input: RouteQuery<typeof route>,
): Promise<RouteResponse<typeof route>> {
  const now = ctx.clock.now();
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor);
  const rows = await listStatement(ctx.db.pool, [
    ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    input.when,
    now,
    searchWords(input.q),
    after?.at ?? null,
    after?.id ?? null,
    input.limit + 1,
  ]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map((row) => toSummary(row, row, now)),
    meta: {
      nextCursor:
        rows.length > input.limit && last !== undefined
          ? encodeCursor({ at: last.open_at.toISOString(), id: last.id })
          : null,
    },
  };
}
