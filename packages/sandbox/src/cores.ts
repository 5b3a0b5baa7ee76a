import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';

/** The number of the core that programs of a slot run on. */
export type CoreOf = (slot: number) => number;

/**
 * Gives the slots of a sandbox their cores, of those that its boxes may use. What it returns is asked whenever a box is made or given
 * back, so that a slot may be moved to another core while the worker runs.
 */
export type ChooseCores = (cores: readonly number[]) => Promise<CoreOf>;

/** For a sandbox that has its machine to itself: one core after the other. */
export const inTurn: ChooseCores = (cores) => Promise.resolve((slot) => cores[slot % cores.length] ?? 0);

/** Numbers in a list as the kernel writes it (`0-3,8`), ascending. */
export function parseCoreList(list: string): number[] {
  return list
    .trim()
    .split(',')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [first = 0, last = first] = part.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, n) => first + n);
    });
}

/** The cores that this process may use, by the machine's numbers (proc(5), `Cpus_allowed_list`). */
export async function coresHere(): Promise<number[]> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1];
  return list === undefined ? Array.from({ length: availableParallelism() }, (_, n) => n) : parseCoreList(list);
}

/** Names the machine to all who run on it, containers too: they share its kernel, and this boot of it. */
export async function machineId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
}
