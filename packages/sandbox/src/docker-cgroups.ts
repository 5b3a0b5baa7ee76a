import type Docker from 'dockerode';
import {
  CGROUP_IN_BOX,
  cgroupBinds,
  cgroupParents,
  openCgroups,
  removeBoxCgroup,
  removeOrphanCgroups,
  type Bind,
  type CgroupHost,
} from './cgroup.ts';
import type { SandboxLog } from './log.ts';

/** Boxes gone before it is worth a container to remove their cgroups. */
const SWEEP_AT = 16;
/** Not the parent of boxes made on the spot, whose owners a sweep could not know. */
const PARENT = 'docket-swept';
/** Where the hierarchies are on an engine whose file system we cannot see. */
const USUAL_V1: CgroupHost = {
  parent: PARENT,
  version: 1,
  hierarchies: ['memory', 'cpuacct', 'pids'].map((controller) => ({
    controller,
    path: `/sys/fs/cgroup/${controller}`,
  })),
};
const USUAL_V2 = {
  parent: PARENT,
  version: 2,
  path: '/sys/fs/cgroup',
  namespaced: false,
} as const satisfies CgroupHost;

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
  readonly log: SandboxLog;
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
  const local = options.remote ? undefined : await ownCgroups(options.version);
  if (local) {
    await removeOrphanCgroups(local);
    return {
      binds: (box) => cgroupBinds(local, box),
      release: (box) => removeBoxCgroup(local, box),
      close: async () => {},
    };
  }
  if (options.version === 1) return await sweptCgroups(options, USUAL_V1);
  return (await passDown(options)) ? await sweptCgroups(options, USUAL_V2) : undefined;
}

/** Groups that have the same paths for the engine as for us: not those that a container sees below its own. */
async function ownCgroups(version: 1 | 2): Promise<CgroupHost | undefined> {
  const host = await openCgroups();
  if ('lack' in host || host.version !== version) return undefined;
  return host.version === 2 && host.namespaced ? undefined : host;
}

/** On v2 controllers reach a group only when those above pass them down, which takes a container that sees the root. */
async function passDown(options: EngineCgroupOptions): Promise<boolean> {
  const binds = [{ host: USUAL_V2.path, box: CGROUP_IN_BOX }];
  const lack = await runHelper(options, ['--pass-down', CGROUP_IN_BOX, PARENT], binds).then(
    (status) => (status === 0 ? undefined : 'its root cannot pass memory down'),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (lack !== undefined) options.log.warn({ lack }, 'no cgroup for boxes on that engine: memory is sampled instead');
  return lack === undefined;
}

/** Runs the box image once for its other uses. Comes back with its exit status. */
async function runHelper(options: EngineCgroupOptions, command: string[], binds: readonly Bind[]): Promise<number> {
  const container = await options.docker.createContainer({
    Image: options.image,
    Cmd: command,
    NetworkDisabled: true,
    HostConfig: {
      NetworkMode: 'none',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      ...cgroupNamespace(options.version),
      Binds: binds.map(({ host, box }) => `${host}:${box}`),
    },
  });
  await container.start();
  const { StatusCode }: { StatusCode: number } = await container.wait();
  await container.remove();
  return StatusCode;
}

/**
 * The cgroup the runner is given lies outside the container's own, which a private view of the tree would not let it use on v2.
 * Apart, because dockerode's types do not know the field.
 */
export function cgroupNamespace(version: 1 | 2): object {
  return { CgroupnsMode: version === 2 ? 'host' : 'private' };
}

async function sweptCgroups(options: EngineCgroupOptions, host: CgroupHost): Promise<EngineCgroups> {
  const gone = new Set<string>();

  async function sweep(): Promise<void> {
    const names = [...gone];
    const inUse = await options.boxesInUse();
    await runHelper(
      options,
      ['--sweep', CGROUP_IN_BOX, ...names.map((name) => `+${name}`), ...inUse.map((name) => `-${name}`)],
      cgroupParents(host),
    );
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
