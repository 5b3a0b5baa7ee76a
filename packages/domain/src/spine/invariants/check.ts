import type { Invariant, InvariantReport } from '@docket/contracts/http/invariants';
import { transaction } from '@docket/db/client';
import { z } from 'zod';
import { requireRole, type Ctx } from '../ctx.ts';
import { GRACE_SECONDS, type Rule } from './rule.ts';

const EXAMPLES = 5;
/** Recomputing reads everything there is; a large installation takes longer than ordinary statements may. */
const TIMEOUT_MS = 300_000;

const storedExamples: z.ZodType<Invariant['examples']> = z.array(z.record(z.string(), z.unknown()));

/**
 * Recomputes from the rows, in one snapshot of the database, what must hold whatever has crashed.
 * @throws DocketError unauthenticated, forbidden
 */
export async function checkRules(ctx: Ctx, rules: readonly Rule[]): Promise<InvariantReport> {
  requireRole(ctx, 'admin');
  const invariants = await transaction(ctx.db.pool, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
    const found: Invariant[] = [];
    for (const { name, checks, violations } of rules) {
      const before = performance.now();
      const withGrace = violations.includes('$1');
      const { rows } = await client.query<{ n: number; examples: unknown }>(
        `WITH v AS (${violations})
         SELECT (SELECT count(*)::int FROM v) AS n,
                (SELECT coalesce(jsonb_agg(to_jsonb(e)), '[]') FROM (SELECT * FROM v LIMIT ${EXAMPLES}) e) AS examples`,
        withGrace ? [GRACE_SECONDS] : [],
      );
      const count = rows[0]?.n ?? 0;
      found.push({
        name,
        checks,
        note: null,
        asked: true,
        ok: count === 0,
        violations: count,
        examples: storedExamples.parse(rows[0]?.examples ?? []),
        ms: performance.now() - before,
      });
    }
    return found;
  });
  return { at: ctx.clock.now().toISOString(), ok: invariants.every(({ ok }) => ok), invariants };
}
