import { mkdir, readFile, readdir, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findUnified, openUnified } from './cgroup-v2.ts';

/** Where the runner finds its cgroup inside a box; only its own uid may enter. */
export const CGROUP_IN_BOX = '/cg';
/** The same on v2. A level deeper, because what is bound somewhere brings its own mode, which lets everybody in. */
export const UNIFIED_IN_BOX = '/cg/unified';
const PARENT = 'docket';
const V1_CONTROLLERS = ['memory', 'cpuacct', 'pids'] as const;

/** A directory on the host and where it appears in the box. */
export type Bind = { readonly host: string; readonly box: string };
/** The cgroup of one box: on v1 what to bind into it, on v2 its one directory; and how to remove it when the box is gone. */
export type BoxCgroup = {
  readonly binds: readonly Bind[];
  readonly directory?: string;
  readonly remove: () => Promise<void>;
};

/** The hierarchies of a machine, and the group below which the boxes' groups are made. `namespaced`: paths are a container's own. */
export type CgroupHost = { readonly parent: string } & (
  | { readonly version: 1; readonly hierarchies: readonly { readonly controller: string; readonly path: string }[] }
  | { readonly version: 2; readonly path: string; readonly namespaced: boolean }
);

/** Directories a box's cgroup lives in, by cgroup version. For an engine on another file system the usual mount points are assumed. */
export function cgroupBinds(host: CgroupHost, box: string): Bind[] {
  if (host.version === 2) return [{ host: join(host.path, host.parent, box), box: UNIFIED_IN_BOX }];
  return host.hierarchies.map(({ controller, path }) => ({
    host: join(path, host.parent, box),
    box: join(CGROUP_IN_BOX, controller),
  }));
}

/**
 * Finds where this process may make groups for boxes, and makes the parent of all of them. Comes back with what is missing,
 * in plain words, where the kernel or our rights say no: boxes then meter by sampling.
 * `isDelegated` tells of a group on v2 whether whoever made it gave it to us.
 */
export async function openCgroups(
  isDelegated: (group: string) => Promise<boolean> = async () => false,
): Promise<CgroupHost | { readonly lack: string }> {
  const hierarchies = await findHierarchies();
  if (hierarchies.length > 0) {
    const host: CgroupHost = { parent: PARENT, version: 1, hierarchies };
    // Programs have the uid of a worker that is not root, and could change their own group.
    if (process.getuid?.() !== 0) return { lack: 'cgroup v1 holds programs only where the worker is root' };
    try {
      for (const root of roots(host)) await mkdir(root, { recursive: true });
      return host;
    } catch (error) {
      return { lack: `cgroup v1 cannot be written: ${error instanceof Error ? error.message : String(error)}` };
    }
  }
  const unified = await findUnified();
  if (!unified) return { lack: 'no cgroup file system is mounted here' };
  const opened = await openUnified(unified, PARENT, isDelegated);
  return 'lack' in opened ? opened : { parent: PARENT, version: 2, path: opened.path, namespaced: unified.namespaced };
}

/** The mounts of v1 that are needed; none where memory or CPU is not among them. */
async function findHierarchies(): Promise<{ controller: string; path: string }[]> {
  const hierarchies: { controller: string; path: string }[] = [];
  for (const line of (await readFile('/proc/self/mountinfo', 'utf8').catch(() => '')).split('\n')) {
    const fields = line.split(' ');
    const separator = fields.indexOf('-');
    const path = fields[4];
    if (separator < 0 || path === undefined || fields[separator + 1] !== 'cgroup') continue;
    const options = fields[separator + 3]?.split(',') ?? [];
    // The first mount of each: the same hierarchy may be mounted again for somebody's chroot.
    for (const controller of V1_CONTROLLERS)
      if (options.includes(controller) && !hierarchies.some((h) => h.controller === controller))
        hierarchies.push({ controller, path });
  }
  const has = (controller: string): boolean => hierarchies.some((h) => h.controller === controller);
  return has('memory') && has('cpuacct') ? hierarchies : [];
}

function roots(host: CgroupHost): string[] {
  return host.version === 2
    ? [join(host.path, host.parent)]
    : host.hierarchies.map(({ path }) => join(path, host.parent));
}

/** The parents of all boxes' cgroups, and where a sweeper finds them. */
export function cgroupParents(host: CgroupHost): Bind[] {
  if (host.version === 2) return [{ host: join(host.path, host.parent), box: CGROUP_IN_BOX }];
  return host.hierarchies.map(({ controller, path }) => ({
    host: join(path, host.parent),
    box: join(CGROUP_IN_BOX, controller),
  }));
}

/** Makes the cgroup of one box. */
export async function createBoxCgroup(host: CgroupHost, box: string): Promise<BoxCgroup> {
  const binds = cgroupBinds(host, box);
  for (const bind of binds) await mkdir(bind.host, { recursive: true });
  const remove = (): Promise<void> => removeBoxCgroup(host, box);
  if (host.version === 1) return { binds, remove };
  return { binds: [], directory: join(host.path, host.parent, box), remove };
}

/** Removes a box's cgroup; its processes must be gone, which the kernel may take a moment to notice. */
export async function removeBoxCgroup(host: CgroupHost, box: string): Promise<void> {
  for (const root of roots(host)) {
    for (const path of [join(root, box, 'run'), join(root, box)]) await removeWhenEmpty(path);
  }
}

async function removeWhenEmpty(path: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      await rmdir(path);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error) || error.code !== 'EBUSY') return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** Removes what processes that are gone left behind: box names start with the owner's boot id and pid. */
export async function removeOrphanCgroups(host: CgroupHost): Promise<number> {
  const orphans = new Set<string>();
  for (const root of roots(host)) {
    for (const name of await readdir(root).catch(() => []))
      if (/^[0-9a-f]{8}-\d+-/.test(name) && !(await ownerLives(name))) orphans.add(name);
  }
  for (const name of orphans) await removeBoxCgroup(host, name);
  return orphans.size;
}

async function ownerLives(box: string): Promise<boolean> {
  const [boot, pid] = box.split('-');
  return (
    boot === (await bootId()) &&
    (await stat(`/proc/${pid}`).then(
      () => true,
      () => false,
    ))
  );
}

/** First eight hex digits of this boot's id. */
export async function bootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '00000000')).slice(0, 8);
}
