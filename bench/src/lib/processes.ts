import { readdir, readFile } from 'node:fs/promises';

/** A process as the kernel tells of it. */
export type ProcessInfo = { readonly pid: number; readonly parent: number; readonly name: string };

/** All processes of this machine that can be seen from here. */
export async function listProcesses(): Promise<ProcessInfo[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const seen = await Promise.all(
    pids.map(async (pid): Promise<ProcessInfo | undefined> => {
      try {
        const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
        const close = stat.lastIndexOf(')');
        const [, parent] = stat.slice(close + 2).split(' ');
        return { pid: Number(pid), parent: Number(parent), name: stat.slice(stat.indexOf('(') + 1, close) };
      } catch {
        // It ended meanwhile.
        return undefined;
      }
    }),
  );
  return seen.filter((one) => one !== undefined);
}

/** Those below a process, however deep. */
export function descendants(all: readonly ProcessInfo[], of: number): ProcessInfo[] {
  const children = all.filter(({ parent }) => parent === of);
  return children.flatMap((child) => [child, ...descendants(all, child.pid)]);
}

/** A figure of `smaps_rollup`, in bytes: `Pss` counts shared pages by share, `Rss` in full. */
export async function memoryOf(pid: number, what: 'Pss' | 'Rss' | 'Private_Dirty'): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kib = new RegExp(`^${what}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1];
  if (kib === undefined) throw new Error(`/proc/${pid}/smaps_rollup says nothing of ${what}`);
  return Number(kib) * 1024;
}
