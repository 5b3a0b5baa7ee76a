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

/** Calls taken out at a time, and of one token, so that one with slow addresses keeps nobody else waiting. */
const AT_ONCE = 32;
const EACH = 8;
/** Longer than a call may take. Who has died by then has lost it to the next. */
const LEASE_SECONDS = 60;

// What is over the task itself says: nothing has to be written when it ends. A token that was revoked calls nobody.
const takeStatement = prepare(
  'judge_callbacks_take',
  `UPDATE judge_callbacks c SET attempts = c.attempts + 1, fence = c.fence + 1, next_try_at = clock_timestamp() + make_interval(secs => $1)
     FROM (SELECT o.task_id, row_number() OVER (PARTITION BY o.token_id ORDER BY o.next_try_at) AS place
             FROM (SELECT p.task_id, p.token_id, p.next_try_at FROM judge_callbacks p
                     JOIN judge_tasks t ON t.id = p.task_id AND t.status = 'ENDED'
                     JOIN api_tokens k ON k.id = p.token_id AND k.revoked_at IS NULL
                    WHERE p.status = 'PENDING' AND p.next_try_at <= clock_timestamp()
                    ORDER BY p.next_try_at LIMIT $2 FOR UPDATE OF p SKIP LOCKED) o) due
     JOIN judge_callbacks d ON d.task_id = due.task_id JOIN users u ON u.id = d.user_id
    WHERE c.task_id = due.task_id AND due.place <= $3
   RETURNING c.task_id AS "taskId", c.kind, c.user_id AS "userId", u.username::text, c.token_id AS "tokenId", c.url, c.attempts AS attempt, c.fence`,
).rows<{ kind: Callback['kind']; username: string }>();

/** Takes calls out that are due: what they are about is over. */
export function takeOutCallbacks(ctx: Pick<Ctx, 'db'>): Promise<TakenCallback[]> {
  return takeStatement(ctx.db.pool, [LEASE_SECONDS, AT_ONCE, EACH]);
}
