import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Ctx } from '../../spine/ctx.ts';

/** What was measured earlier says nothing of a machine whose neighbours have changed since. */
const KEPT_SECONDS = 3_600;

const noteStatement = prepare(
  'machine_speed_note',
  `WITH old AS (DELETE FROM machine_speeds WHERE measured_at < clock_timestamp() - make_interval(secs => $5))
   INSERT INTO machine_speeds (id, machine, program, cpu_ms, measured_at) VALUES ($1, $2, $3, $4, clock_timestamp())`,
);

/** Notes the CPU time in ms that the program took on a machine. */
export async function noteMachineSpeed(
  ctx: Pick<Ctx, 'db'>,
  measured: { readonly machine: string; readonly program: string; readonly cpuMs: number },
): Promise<void> {
  const { machine, program, cpuMs } = measured;
  await noteStatement(ctx.db.pool, [newId(), machine, program, cpuMs, KEPT_SECONDS]);
}

const bestStatement = prepare(
  'machine_speed_best',
  `SELECT min(cpu_ms) AS least FROM machine_speeds
    WHERE machine = $1 AND program = $2 AND measured_at >= clock_timestamp() - make_interval(secs => $3)`,
);

/**
 * The least that any worker of the machine measured within the last hour, ms; null: none did. Whatever else goes on there can only add,
 * and workers of one machine are to agree.
 */
export async function machineSpeed(
  ctx: Pick<Ctx, 'db'>,
  of: { readonly machine: string; readonly program: string },
): Promise<number | null> {
  const [row] = await bestStatement(ctx.db.pool, [of.machine, of.program, KEPT_SECONDS]);
  return row?.least ?? null;
}
