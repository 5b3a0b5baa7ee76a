import { readFileSync } from 'node:fs';
import type { Pool } from '@docket/db/pool';
import { descendants, listProcesses } from './processes.ts';

/** USER_HZ: what /proc counts CPU time in, on every Linux there is. */
const TICKS_PER_SECOND = 100;

function fieldsOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** CPU seconds that a process has used; `withEnded` adds those of its children that ended. */
function cpuOf(pid: number, withEnded: boolean): number {
  try {
    const fields = fieldsOf(pid).slice(11, withEnded ? 15 : 13);
    return fields.reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
  } catch {
    // It ended meanwhile; its parent counts it from now on.
    return 0;
  }
}

/** CPU seconds of a process and all that it started. */
export async function cpuOfTree(pid: number): Promise<number> {
  const below = descendants(await listProcesses(), pid);
  return [pid, ...below.map((each) => each.pid)].reduce((sum, each) => sum + cpuOf(each, true), 0);
}

/** Process id of the server behind a pool: the parent of whoever answers. */
export async function postmasterOf(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return Number(fieldsOf(rows[0]?.pid ?? 0)[1]);
}

/** CPU seconds that each of the processes uses while `work` runs. */
export async function cpuDuring<T>(
  pids: Readonly<Record<string, number>>,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly seconds: ReadonlyMap<string, number> }> {
  const look = async (): Promise<Map<string, number>> => {
    const found = new Map<string, number>();
    for (const [name, pid] of Object.entries(pids)) found.set(name, await cpuOfTree(pid));
    return found;
  };
  const before = await look();
  const result = await work();
  const after = await look();
  return { result, seconds: new Map([...after].map(([name, used]) => [name, used - (before.get(name) ?? 0)])) };
}
