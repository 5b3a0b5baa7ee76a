import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';

/** A delivery that this process has for a while. Whoever took it out later has another `fence`. */
export type TakenDelivery = {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly url: string;
  readonly body: string;
  readonly secretNumber: number;
  readonly beforeUntil: Date | null;
  /** 1 for the first call since it was made or replayed. */
  readonly attempt: number;
  readonly fence: number;
};

/** Calls of one endpoint at a time. */
const EACH = 8;
/** Longer than a call may take. Who has died by then has lost them to the next. */
const LEASE_SECONDS = 60;

const takeStatement = prepare(
  'webhook_take_out',
  `UPDATE webhook_deliveries d SET attempts = d.attempts + 1, fence = d.fence + 1, next_try_at = clock_timestamp() + make_interval(secs => $2)
     FROM webhook_endpoints e
     CROSS JOIN LATERAL (SELECT o.id FROM webhook_deliveries o WHERE o.endpoint_id = e.id AND o.status = 'PENDING' AND o.next_try_at <= clock_timestamp()
       ORDER BY o.next_try_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS due
     CROSS JOIN LATERAL (SELECT v.body FROM webhook_deliveries w JOIN webhook_events v ON v.id = w.event_id WHERE w.id = due.id) AS told
    WHERE d.id = due.id AND e.status = 'ACTIVE' AND e.id <> ALL ($3::uuid[]) AND ($4::uuid IS NULL OR e.id = $4)
   RETURNING d.id, d.endpoint_id AS "endpointId", d.event_id AS "eventId", e.url, told.body, e.secret_number AS "secretNumber",
     e.before_until AS "beforeUntil", d.attempts AS attempt, d.fence`,
);

/**
 * Takes deliveries out that are due: of every endpoint a few, so that a slow one keeps nobody else waiting.
 * @param besides endpoints that are left alone @param only if given, this one alone
 */
export async function takeOutDeliveries(
  ctx: Pick<Ctx, 'db'>,
  { besides, only }: { readonly besides: readonly string[]; readonly only: string | null },
): Promise<TakenDelivery[]> {
  return takeStatement(ctx.db.pool, [EACH, LEASE_SECONDS, [...besides], only]);
}
