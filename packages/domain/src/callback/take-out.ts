import type { Callback } from '@docket/contracts/http/api-token';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';

/** A call that this process has for a while. Whoever takes it out later has another `fence`. */
export type TakenCallback = {
  readonly taskId: string;
  readonly kind: Callback['kind'];
  readonly userId: string;
  readonly username: string;
  readonly tokenId: string;
  readonly url: string;
  /** 1 for the first call. */
  readonly attempt: number;
  readonly fence: number;
};

/** Calls taken out at a time. */
const AT_ONCE = 32;
/** Of one user at a time, so that one with slow addresses keeps nobody else waiting. */
const CALLS_EACH = 8;
/** Longer than a call may take. Who has died by then has lost it to the next. */
const LEASE_SECONDS = 60;

// What is over the task itself says: nothing has to be written when it ends. A token that was revoked or has expired calls nobody. Users are found by steps
// from one to the next in the index, and of each only the first few that are due are looked at: however many somebody has, the others come with them.
const takeStatement = prepare(
  'judge_callbacks_take',
  `WITH RECURSIVE owners AS (
     (SELECT p.user_id FROM judge_callbacks p WHERE p.status = 'PENDING' ORDER BY p.user_id LIMIT 1)
     UNION ALL
     SELECT (SELECT p.user_id FROM judge_callbacks p WHERE p.status = 'PENDING' AND p.user_id > o.user_id ORDER BY p.user_id LIMIT 1)
       FROM owners o WHERE o.user_id IS NOT NULL
   ), due AS (
     SELECT l.task_id, u.username, l.next_try_at, row_number() OVER (PARTITION BY o.user_id ORDER BY l.next_try_at) + b.calls AS place
       FROM owners o JOIN users u ON u.id = o.user_id
       CROSS JOIN LATERAL (SELECT coalesce(max(w.calls), 0) AS calls FROM unnest($4::uuid[], $5::int[]) AS w(user_id, calls) WHERE w.user_id = o.user_id) b
      CROSS JOIN LATERAL (SELECT p.task_id, p.next_try_at FROM judge_callbacks p
              JOIN judge_tasks t ON t.id = p.task_id AND t.status = 'ENDED'
              JOIN api_tokens k ON k.id = p.token_id AND k.revoked_at IS NULL AND k.expires_at > clock_timestamp()
             WHERE p.user_id = o.user_id AND p.status = 'PENDING' AND p.next_try_at <= clock_timestamp()
             ORDER BY p.next_try_at LIMIT greatest(0, $2 - b.calls) FOR UPDATE OF p SKIP LOCKED) l
      ORDER BY place, l.next_try_at LIMIT $3
   )
   UPDATE judge_callbacks c SET attempts = c.attempts + 1, fence = c.fence + 1, next_try_at = clock_timestamp() + make_interval(secs => $1)
     FROM due WHERE c.task_id = due.task_id
   RETURNING c.task_id AS "taskId", c.kind, c.user_id AS "userId", due.username::text, c.token_id AS "tokenId", c.url, c.attempts AS attempt, c.fence`,
).rows<{ kind: Callback['kind']; username: string }>();

/**
 * Takes calls out that are due: what they are about is over. Everybody's first before anybody's second, and of nobody more than what is left of their share.
 * @param underWay calls by the user whose they are
 */
export function takeOutCallbacks(
  ctx: Pick<Ctx, 'db'>,
  underWay: ReadonlyMap<string, number>,
): Promise<TakenCallback[]> {
  return takeStatement(ctx.db.pool, [LEASE_SECONDS, CALLS_EACH, AT_ONCE, [...underWay.keys()], [...underWay.values()]]);
}
