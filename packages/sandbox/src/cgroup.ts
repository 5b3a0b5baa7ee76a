import { mkdir, readFile, readdir, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the runner finds its cgroup inside a box; only its own uid may enter. */
export const CGROUP_IN_BOX = '/cg';
const PARENT = 'docket';
const V1_CONTROLLERS = ['memory', 'cpuacct', 'pids'] as const;

/** A directory on the host and where it appears in the box. */
export type Bind = { readonly host: string; readonly box: string };
/** The cgroup of one box: what to bind into it, and how to remove it when the box is gone. */
export type BoxCgroup = { readonly binds: readonly Bind[]; readonly remove: () => Promise<void> };

/** The hierarchies of a machine, and the group below which the boxes' groups are made. */
export type CgroupHost = { readonly parent: string } & (
  | { readonly version: 1; readonly hierarchies: readonly { readonly controller: string; readonly path: string }[] }
  | { readonly version: 2; readonly path: string }
);

/** Directories a box's cgroup lives in, by cgroup version. For an engine on another file system the usual mount points are assumed. */
export function cgroupBinds(host: CgroupHost, box: string): Bind[] {
  if (host.version === 2) return [{ host: join(host.path, host.parent, box), box: CGROUP_IN_BOX }];
  return host.hierarchies.map(({ controller, path }) => ({
    host: join(path, host.parent, box),
    box: join(CGROUP_IN_BOX, controller),
  }));
}

/** What the mounts of this machine offer; undefined when there is nothing we can write to. */
export async function findCgroups(): Promise<CgroupHost | undefined> {
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.split(' '));
  const hierarchies: { controller: string; path: string }[] = [];
  let unified: string | undefined;
  for (const fields of mounts) {
    const separator = fields.indexOf('-');
    const path = fields[4];
    const options = fields[separator + 3]?.split(',') ?? [];
    if (separator < 0 || path === undefined) continue;
    // The first mount of each: the same hierarchy may be mounted again for somebody's chroot.
    if (fields[separator + 1] === 'cgroup2') unified ??= path;
    if (fields[separator + 1] !== 'cgroup') continue;
    for (const controller of V1_CONTROLLERS)
      if (options.includes(controller) && !hierarchies.some((h) => h.controller === controller))
        hierarchies.push({ controller, path });
  }
  const has = (controller: string): boolean => hierarchies.some((h) => h.controller === controller);
  if (has('memory') && has('cpuacct')) return { parent: PARENT, version: 1, hierarchies };
  const controllers =
    unified === undefined ? '' : await readFile(join(unified, 'cgroup.controllers'), 'utf8').catch(() => '');
  return unified !== undefined && /\bmemory\b/.test(controllers)
    ? { parent: PARENT, version: 2, path: unified }
    : undefined;
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

/** Makes the parent of all boxes. False when the kernel or our rights say no: boxes then meter by sampling. */
export async function prepareCgroups(host: CgroupHost): Promise<boolean> {
  try {
    for (const root of roots(host)) await mkdir(root, { recursive: true });
    if (host.version === 2) {
      // Controllers reach a child only when each level above it passes them on.
      for (const level of [host.path, join(host.path, host.parent)])
        await writeFile(join(level, 'cgroup.subtree_control'), '+memory +pids');
    }
    return true;
  } catch {
    return false;
  }
}

/** Makes the cgroup of one box. */
export async function createBoxCgroup(host: CgroupHost, box: string): Promise<BoxCgroup> {
  const binds = cgroupBinds(host, box);
  for (const bind of binds) await mkdir(bind.host, { recursive: true });
  return { binds, remove: () => removeBoxCgroup(host, box) };
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
