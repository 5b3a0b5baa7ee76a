import type Docker from 'dockerode';
import {
  CGROUP_IN_BOX,
  cgroupBinds,
  cgroupParents,
  findCgroups,
  prepareCgroups,
  removeBoxCgroup,
  removeOrphanCgroups,
  type Bind,
  type CgroupHost,
} from './cgroup.ts';

/** Boxes gone before it is worth a container to remove their cgroups. */
const SWEEP_AT = 16;
/** Where the hierarchies are on an engine whose file system we cannot see. */
const USUAL_V1: CgroupHost = {
  // Not the parent of boxes made on the spot, whose owners a sweep could not know.
  parent: 'docket-swept',
  version: 1,
  hierarchies: ['memory', 'cpuacct', 'pids'].map((controller) => ({
    controller,
    path: `/sys/fs/cgroup/${controller}`,
  })),
};

/** The engine's side of the boxes' cgroups. */
export type EngineCgroups = {
  /** Directories to bind into a box. The engine makes missing ones, which in this file system makes the cgroup. */
  binds(box: string): readonly Bind[];
  /** The box is gone; its cgroup goes now or with the next sweep. */
  release(box: string): Promise<void>;
  close(): Promise<void>;
};

export type EngineCgroupOptions = {
  readonly docker: Docker;
  readonly image: string;
  readonly version: 1 | 2;
  /** Do as if the engine's file system were out of sight. */
  readonly remote?: boolean;
  /** Boxes that exist, of whatever worker. */
  readonly boxesInUse: () => Promise<readonly string[]>;
};

/**
 * Where the worker shares the engine's file system and is root, it makes and removes the cgroups itself. Elsewhere the
 * socket has to do: the engine makes them as missing bind sources, and a container of the box image sweeps them away.
 * Undefined where neither works: boxes then meter by sampling.
 */
export async function openEngineCgroups(options: EngineCgroupOptions): Promise<EngineCgroups | undefined> {
  const local = options.remote ? undefined : await findCgroups();
  if (local && local.version === options.version && (await prepareCgroups(local))) {
    await removeOrphanCgroups(local);
    return {
      binds: (box) => cgroupBinds(local, box),
      release: (box) => removeBoxCgroup(local, box),
      close: async () => {},
    };
  }
  if (options.version === 2) return undefined; // somebody with rights must first pass the controllers down
  return await sweptCgroups(options, USUAL_V1);
}

async function sweptCgroups(options: EngineCgroupOptions, host: CgroupHost): Promise<EngineCgroups> {
  const gone = new Set<string>();

  async function sweep(): Promise<void> {
    const names = [...gone];
    const inUse = await options.boxesInUse();
    const container = await options.docker.createContainer({
      Image: options.image,
      Cmd: ['--sweep', CGROUP_IN_BOX, ...names.map((name) => `+${name}`), ...inUse.map((name) => `-${name}`)],
      NetworkDisabled: true,
      HostConfig: {
        NetworkMode: 'none',
        ReadonlyRootfs: true,
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges'],
        Binds: cgroupParents(host).map(({ host: from, box }) => `${from}:${box}`),
      },
    });
    await container.start();
    await container.wait();
    await container.remove();
    for (const name of names) gone.delete(name);
  }

  await sweep();
  return {
    binds: (box) => cgroupBinds(host, box),
    async release(box) {
      gone.add(box);
      if (gone.size % SWEEP_AT === 0) await sweep();
    },
    async close() {
      if (gone.size > 0) await sweep();
    },
  };
}
