import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Stack } from './stack.ts';
import { descendants, listProcesses, memoryOf } from './processes.ts';

const run = promisify(execFile);

/** What a stack occupies at a moment: counts, and bytes where the name says memory. */
export type Footprint = ReadonlyMap<string, number>;

async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  return entries.length;
}

/** Groups that the worker made for its boxes, in every hierarchy. Their names hold its process id. */
async function countCgroups(workerPid: number): Promise<number> {
  let count = 0;
  const walk = async (folder: string, depth: number): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      if (!entry.isDirectory()) continue;
      if (entry.name.includes(`-${workerPid}-`)) count += 1;
      if (depth < 4) await walk(join(folder, entry.name), depth + 1);
    }
  };
  await walk('/sys/fs/cgroup', 0);
  return count;
}

async function countContainers(workerPid: number): Promise<number> {
  const { stdout } = await run('docker', ['ps', '--all', '--quiet', '--filter', `label=docket.pid=${workerPid}`]);
  return stdout.split('\n').filter((line) => line !== '').length;
}

/** Mounts that the worker sees on its data or its temporary files. */
async function countMounts(workerPid: number, folders: readonly string[]): Promise<number> {
  const mounts = await readFile(`/proc/${workerPid}/mountinfo`, 'utf8');
  return mounts.split('\n').filter((line) => folders.some((folder) => line.includes(folder))).length;
}

/** Counts everything a stack could leave behind, and the memory of its services. */
export async function footprint(
  stack: Stack,
  options: { readonly backend: 'docker' | 'bubblewrap'; readonly tmp: string },
): Promise<Footprint> {
  const { worker } = stack.services;
  const all = await listProcesses();
  const found = new Map<string, number>();
  for (const [name, service] of Object.entries(stack.services)) {
    found.set(`processes below ${name}`, descendants(all, service.pid).length);
    found.set(`open files of ${name}`, (await readdir(`/proc/${service.pid}/fd`)).length);
  }
  if (options.backend === 'docker') found.set('containers', await countContainers(worker.pid));
  found.set('cgroups', await countCgroups(worker.pid));
  found.set('mounts', await countMounts(worker.pid, [stack.installation.dataDir, options.tmp]));
  found.set('files below the data folder', await countFiles(stack.installation.dataDir));
  found.set('temporary files', await countFiles(options.tmp));
  for (const [name, service] of Object.entries(stack.services))
    found.set(`memory of ${name}`, await memoryOf(service.pid, 'Private_Dirty'));
  return found;
}

/** The lowest of several looks, name by name: memory between two collections, and boxes that are just being made, are no leak. */
export function lowest(looks: readonly Footprint[]): Footprint {
  const low = new Map<string, number>();
  for (const look of looks)
    for (const [name, value] of look) low.set(name, Math.min(value, low.get(name) ?? Number.POSITIVE_INFINITY));
  return low;
}
