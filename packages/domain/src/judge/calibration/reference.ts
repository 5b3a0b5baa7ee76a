import { DocketError } from '@docket/contracts/errors';
import type { JudgeReference } from '@docket/contracts/http/queue';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';

// Who set it may find later, when less goes on beside, that it is faster than it said; what an admin set stays as it is.
const agreeStatement = prepare(
  'agree_on_reference',
  `INSERT INTO judge_references AS r (program, cpu_ms, host) VALUES ($1, $2, $3)
   ON CONFLICT (program) DO UPDATE
     SET cpu_ms = CASE WHEN r.host = excluded.host AND r.set_by IS NULL THEN least(r.cpu_ms, excluded.cpu_ms) ELSE r.cpu_ms END
   RETURNING r.cpu_ms`,
);

/**
 * The CPU time in ms that the program takes on the fleet's reference host. Whoever asks first becomes that host, with what
 * it measured; it may correct itself downwards later. What an admin chose stays.
 */
export async function agreeOnReference(
  ctx: Pick<Ctx, 'db'>,
  measured: { readonly program: string; readonly cpuMs: number; readonly host: string },
): Promise<number> {
  const [row] = await agreeStatement(ctx.db.pool, [measured.program, measured.cpuMs, measured.host]);
  if (row === undefined) throw new Error('the reference was neither set nor found');
  return row.cpu_ms;
}

type Row = { program: string; cpu_ms: number; host: string; username: string | null; set_at: Date };

/** What the hosts of the fleet are compared with; null before the first worker has measured. */
export async function getReference(ctx: Pick<Ctx, 'db'>): Promise<JudgeReference | null> {
  const { rows } = await ctx.db.pool.query<Row>(
    `SELECT r.program, r.cpu_ms, r.host, u.username, r.set_at
       FROM judge_references r LEFT JOIN users u ON u.id = r.set_by ORDER BY r.set_at DESC LIMIT 1`,
  );
  const [row] = rows;
  return row === undefined
    ? null
    : { program: row.program, cpuMs: row.cpu_ms, host: row.host, setBy: row.username, setAt: row.set_at.toISOString() };
}

/**
 * Makes a worker's host the one that limits are meant for. Workers take it up within a minute.
 * @throws DocketError unauthenticated, forbidden; not_found for a worker that is unknown or has measured nothing
 */
export async function chooseReference(ctx: Ctx, input: { readonly workerId: string }): Promise<JudgeReference> {
  requireRole(ctx, 'admin');
  const { rowCount } = await ctx.db.pool.query(
    `INSERT INTO judge_references AS r (program, cpu_ms, host, set_by, set_at)
     SELECT w.report #>> '{calibration,program}', (w.report #>> '{calibration,measuredMs}')::float8, w.host, $2, clock_timestamp()
       FROM workers w WHERE w.id = $1 AND (w.report #>> '{calibration,measuredMs}')::float8 > 0
     ON CONFLICT (program) DO UPDATE
       SET cpu_ms = excluded.cpu_ms, host = excluded.host, set_by = excluded.set_by, set_at = excluded.set_at`,
    [input.workerId, ctx.actor.kind === 'user' ? ctx.actor.userId : null],
  );
  const reference = rowCount === 0 ? null : await getReference(ctx);
  if (reference === null) throw new DocketError('not_found', 'That worker is not known or has not measured its host.');
  ctx.log.warn({ workerId: input.workerId, cpuMs: reference.cpuMs }, 'an admin chose the reference host');
  return reference;
}
