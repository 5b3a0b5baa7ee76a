import { execFile } from 'node:child_process';
import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { waitFor } from '@docket/testing/wait';
import { descendants, listProcesses, memoryOf } from './processes.ts';
import type { Stack } from './stack.ts';

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

/** What a process has open; TCP connections apart, because pools open and close them as they are needed. */
async function countOpen(pid: number): Promise<{ readonly files: number; readonly connections: number }> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/${pid}/net/${name}`, 'utf8')));
  const inodes = new Set(tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)[9] ?? '')));
  const open = await readdir(`/proc/${pid}/fd`);
  // One that was closed meanwhile is not open.
  const links = await Promise.all(open.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => undefined)));
  const there = links.filter((link) => link !== undefined);
  const connections = there.filter((link) => inodes.has(/^socket:\[(\d+)\]$/.exec(link)?.[1] ?? '-')).length;
  return { files: there.length - connections, connections };
}

/** What services are started with, so that `liveHeap` can ask them. */
export function liveHeapEnv(folder: string): Readonly<Record<string, string>> {
  const module = fileURLToPath(import.meta.resolve('./live-heap.ts'));
  return { LIVE_HEAP_FOLDER: folder, NODE_OPTIONS: `--expose-gc --import=${module}` };
}

/** Bytes that a service holds on to: what is left when all has been collected. Its memory says little, since that is given back late if ever. */
export async function liveHeap(pid: number, folder: string): Promise<number> {
  const file = join(folder, String(pid));
  await rm(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  return await waitFor('the live heap', () => readFile(file, 'utf8').then(Number, () => false as const), {
    timeoutMs: 10_000,
  });
}

/** Counts everything a stack could leave behind, and the memory of its services. */
export async function footprint(
  stack: Stack,
  options: { readonly backend: 'docker' | 'bubblewrap'; readonly tmp: string; readonly heaps: string },
): Promise<Footprint> {
  const { worker } = stack.services;
  const all = await listProcesses();
  const found = new Map<string, number>();
  for (const [name, service] of Object.entries(stack.services)) {
    found.set(`processes below ${name}`, descendants(all, service.pid).length);
    const { files, connections } = await countOpen(service.pid);
    found.set(`open files of ${name}`, files);
    found.set(`connections of ${name}`, connections);
  }
  if (options.backend === 'docker') found.set('containers', await countContainers(worker.pid));
  found.set('cgroups', await countCgroups(worker.pid));
  found.set('mounts', await countMounts(worker.pid, [stack.installation.dataDir, options.tmp]));
  found.set('files below the data folder', await countFiles(stack.installation.dataDir));
  found.set('temporary files', await countFiles(options.tmp));
  for (const [name, service] of Object.entries(stack.services)) {
    found.set(`live heap of ${name}`, await liveHeap(service.pid, options.heaps));
    found.set(`memory of ${name}`, await memoryOf(service.pid, 'Private_Dirty'));
  }
  return found;
}

/** The lowest of several looks, name by name: memory between two collections, and boxes that are just being made, are no leak. */
export function lowest(looks: readonly Footprint[]): Footprint {
  const low = new Map<string, number>();
  for (const look of looks)
    for (const [name, value] of look) low.set(name, Math.min(value, low.get(name) ?? Number.POSITIVE_INFINITY));
  return low;
}
