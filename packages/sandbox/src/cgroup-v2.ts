import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

/** Of a group that was given to us whole, the part that the processes found in it move to. */
const LEAF = 'docket-services';
/** A process that is being made while its group is emptied is found by the next look. */
const MOVES = 20;

/** The one hierarchy, as this process sees it. */
export type Unified = {
  readonly mount: string;
  /** Directory of the group this process lives in; undefined where the mount does not show it. */
  readonly own: string | undefined;
  /** What is mounted is the group of a container, not the root of the machine. */
  readonly namespaced: boolean;
};

/**
 * Reads `/proc/self/mountinfo` and `/proc/self/cgroup` (cgroups(7)): paths in the latter are relative to the root of our
 * cgroup namespace, and the mount may show only a part of that.
 */
export async function findUnified(): Promise<Unified | undefined> {
  const [mounts, groups] = await Promise.all(
    ['/proc/self/mountinfo', '/proc/self/cgroup'].map((path) => readFile(path, 'utf8').catch(() => '')),
  );
  const place = locateUnified(mounts ?? '', groups ?? '');
  // The root of the machine is the only group without a type.
  return place && { ...place, namespaced: await exists(join(place.mount, 'cgroup.type')) };
}

/**
 * The mount of cgroup v2 and our own group in it, from the text of those two files. Of several places the first, which is
 * not somebody's chroot; of several mounts there the last, which covers the others.
 */
export function locateUnified(mountinfo: string, groups: string): Omit<Unified, 'namespaced'> | undefined {
  const mounts = mountinfo
    .split('\n')
    .filter((line) => / - cgroup2 /.test(line))
    .map((line) => line.split(' '));
  const [, , , root, mount] = mounts.findLast((fields) => fields[4] === mounts[0]?.[4]) ?? [];
  if (root === undefined || mount === undefined) return undefined;
  const path = /^0::(\/.*)$/m.exec(groups)?.[1]?.replace(/ \(deleted\)$/, '');
  // A path that leads upwards lies outside of our namespace.
  if (path === undefined || [root, path].some((place) => place.split('/').includes('..')))
    return { mount, own: undefined };
  const below = relative(root, path);
  return { mount, own: below.split('/').includes('..') ? undefined : join(mount, below) };
}

/**
 * Finds a group below which boxes may have theirs, makes `parent` in it and passes memory and pids down. In this order: our
 * own group, where whoever made it (systemd with `Delegate=yes`) says that it is ours; the root of what is mounted.
 * Comes back with the group, or with what is missing in plain words.
 */
export async function openUnified(
  unified: Unified,
  parent: string,
  isDelegated: (group: string) => Promise<boolean>,
): Promise<{ readonly path: string } | { readonly lack: string }> {
  const { mount, namespaced } = unified;
  // A worker that was started by one whose processes had moved.
  const own = unified.own !== undefined && basename(unified.own) === LEAF ? dirname(unified.own) : unified.own;
  if (own !== undefined && own !== mount && (await isDelegated(own))) {
    const lack = await prepare(own, parent, true);
    return lack === undefined ? { path: own } : { lack };
  }
  const lack = await prepare(mount, parent, namespaced);
  return lack === undefined ? { path: mount } : { lack: `${lack}; ${howToDelegate(own, namespaced)}` };
}

function howToDelegate(own: string | undefined, namespaced: boolean): string {
  if (namespaced || own === undefined) return 'a container needs its cgroup mounted writable, or use SANDBOX=docker';
  return `our own group ${own} is not delegated to us either: start the worker as root, as a service with Delegate=yes, or by systemd-run --user --scope --property=Delegate=yes`;
}

/** Undefined when boxes can have groups below `group/parent`, else why not. */
async function prepare(group: string, parent: string, mayMove: boolean): Promise<string | undefined> {
  try {
    if (!(await words(group, 'cgroup.controllers')).includes('memory'))
      return `no memory controller reaches ${group} (see its cgroup.controllers)`;
    await makeGroup(join(group, parent));
    // Controllers reach a child only when each level above it passes them on.
    await passDown(group, mayMove);
    await passDown(join(group, parent), false);
    // All of that may be the work of another worker, whose rights are not ours.
    await access(join(group, parent), constants.W_OK);
    return undefined;
  } catch (error) {
    return explain(group, errorCode(error) ?? String(error));
  }
}

async function passDown(group: string, mayMove: boolean): Promise<void> {
  const offered = await words(group, 'cgroup.controllers');
  for (let attempt = 0; ; attempt++) {
    const passed = await words(group, 'cgroup.subtree_control');
    const wanted = ['memory', 'pids'].filter((name) => offered.includes(name) && !passed.includes(name));
    if (wanted.length === 0) return;
    try {
      await writeFile(join(group, 'cgroup.subtree_control'), wanted.map((name) => `+${name}`).join(' '));
      return;
    } catch (error) {
      // A group that passes controllers down has no processes of its own, except for the root of the machine.
      if (errorCode(error) !== 'EBUSY' || !mayMove || attempt >= MOVES) throw error;
      await moveProcesses(group, join(group, LEAF));
    }
  }
}

async function moveProcesses(from: string, to: string): Promise<void> {
  await makeGroup(to);
  for (const pid of await words(from, 'cgroup.procs')) {
    // 0 stands for one outside our view, and would be taken for us.
    if (pid === '0') continue;
    await writeFile(join(to, 'cgroup.procs'), pid).catch((error: unknown) => {
      if (errorCode(error) !== 'ESRCH') throw error;
    });
  }
}

/** Not `recursive`, which hides that a file system is read-only. */
async function makeGroup(path: string): Promise<void> {
  await mkdir(path).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
}

function explain(group: string, code: string): string {
  if (code === 'EROFS') return `${group} is mounted read-only`;
  if (code === 'EACCES' || code === 'EPERM') return `${group} may not be written by uid ${process.getuid?.()}`;
  if (code === 'EBUSY') return `${group} has processes of its own and can therefore not pass controllers down`;
  return `${group} cannot be prepared (${code})`;
}

async function words(group: string, file: string): Promise<string[]> {
  return (await readFile(join(group, file), 'utf8')).split(/\s+/).filter(Boolean);
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
