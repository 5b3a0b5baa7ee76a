import { hostname } from 'node:os';
import { stat } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import Docker from 'dockerode';
import { BoxFault, type Box } from './box.ts';
import { BOX_SIZES, MIB, type Backend, type BoxRequest } from './backend.ts';
import { CGROUP_IN_BOX, UNIFIED_IN_BOX, bootId, type Bind } from './cgroup.ts';
import { cgroupNamespace, openEngineCgroups } from './docker-cgroups.ts';
import { boxImage, type BoxImageOptions } from './docker-image.ts';
import { attachedOutput } from './docker-stream.ts';
import type { SandboxLog } from './log.ts';
import { probeBackend } from './probe-backend.ts';
import { openRunnerBox } from './runner/runner-box.ts';
import { NARROW, uidSequence, WIDE } from './uids.ts';

const LABEL = 'docket.sandbox';
/** A box that has not been started after so long never will be. */
const STARTING_SECONDS = 60;
/** Bounds what is charged to the container itself (files, input, the runner); programs have their own, smaller limit. */
const CONTAINER_MEMORY = 3072 * MIB;
const CONTAINER_PIDS = 512;
/** What may be made in a box is also to be removed, after each run: programs need few files, compilers many. */
const INODES = { compile: 65_536, run: 16_384, check: 16_384 } as const;
/** Of /proc, what Docker hides by default, and all of /sys, which no program needs. */
const MASKED = [
  '/proc/asound',
  '/proc/acpi',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys',
];

export type DockerOptions = BoxImageOptions & {
  readonly socketPath?: string;
  /** Of tests: where among the uids to begin; anywhere by default. */
  readonly uidFrom?: number;
  /** Treat the engine as one whose file system we cannot see, even where we can. */
  readonly remote?: boolean;
};

/**
 * Boxes as warm containers: the runner is the main process, spoken to over one attach stream; never an exec, never a copy.
 * Needs the engine's socket and the image `<prefix>/languages:core`; builds the box image on top of it by itself.
 * Throws in plain words when the engine does not answer, the image is missing or a container does not hold what it should.
 */
export async function openDocker(options: DockerOptions): Promise<Backend> {
  const docker = new Docker(options.socketPath === undefined ? {} : { socketPath: options.socketPath });
  const info = await engineInfo(docker);
  const { image, build } = await boxImage(docker, options);
  await removeOrphans(docker, options.log);
  const nextUid = uidSequence(info.ownUids ? NARROW : WIDE, options.uidFrom);
  const labels = {
    [LABEL]: 'box',
    'docket.host': hostname(),
    'docket.boot': await bootId(),
    'docket.pid': String(process.pid),
  };
  const cgroups = await openEngineCgroups({
    docker,
    image,
    version: info.cgroupVersion,
    log: options.log,
    ...(options.remote === undefined ? {} : { remote: options.remote }),
    boxesInUse: async () => (await boxContainers(docker)).flatMap(({ Labels }) => Labels['docket.box'] ?? []),
  });

  async function open(request: BoxRequest): Promise<Box> {
    const binds = cgroups?.binds(request.id) ?? [];
    const cgroup = info.cgroupVersion === 2 ? UNIFIED_IN_BOX : CGROUP_IN_BOX;
    const container = await createNamed(docker, nextUid, (uid) => ({
      Image: image,
      Cmd: ['--uid', String(uid), ...(binds.length > 0 ? ['--cgroup', cgroup] : [])],
      User: '0:0',
      Labels: { ...labels, 'docket.box': request.id },
      // Standard input belongs to one client: when the worker is gone it ends, the runner with it, and the engine removes the rest.
      OpenStdin: true,
      StdinOnce: true,
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty: false,
      NetworkDisabled: true,
      HostConfig: hostConfig(request, binds, info),
    }));
    const stream = await container.attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true });
    return await start(request, container, duplexOf(stream), build, async () => await cgroups?.release(request.id));
  }

  const backend: Backend = {
    name: 'docker',
    // A container costs half a second of the engine's CPU, so it serves longer than a bubblewrap box; it is reset and verified all the same.
    lifetime: { runs: 2000, ms: 30 * 60_000 },
    cores: Array.from({ length: info.cores }, (_, core) => core),
    open,
    close: async () => await cgroups?.close(),
  };
  await probeBackend(backend, options.log, (why) => `the engine cannot make a box that works. It said: ${why}`);
  return backend;
}

type EngineInfo = {
  readonly cores: number;
  readonly cgroupVersion: 1 | 2;
  /** Containers live in a user namespace, with fewer uids. */
  readonly ownUids: boolean;
};

async function engineInfo(docker: Docker): Promise<EngineInfo> {
  try {
    const info: { NCPU?: number; CgroupVersion?: string; SecurityOptions?: string[] } = await docker.info();
    return {
      cores: info.NCPU ?? 1,
      cgroupVersion: info.CgroupVersion === '2' ? 2 : 1,
      ownUids: (info.SecurityOptions ?? []).some((option) => /name=(userns|rootless)/.test(option)),
    };
  } catch (error) {
    throw new Error('no Docker engine answers: start one, set DOCKER_HOST, or use SANDBOX=bubblewrap', {
      cause: error,
    });
  }
}

/**
 * A container named by the uid of its programs. The engine gives a name only once, so that no two boxes on it share a uid,
 * of whatever workers, which in containers of their own could not find out about each other.
 */
async function createNamed(
  docker: Docker,
  nextUid: () => number,
  configure: (uid: number) => Docker.ContainerCreateOptions,
): Promise<Docker.Container> {
  for (;;) {
    const uid = nextUid();
    try {
      return await docker.createContainer({ name: `docket-box-${uid}`, ...configure(uid) });
    } catch (error) {
      if (statusOf(error) !== 409) throw error;
    }
  }
}

function hostConfig(request: BoxRequest, binds: readonly Bind[], info: EngineInfo): Docker.HostConfig {
  const sizes = BOX_SIZES[request.trust];
  const tmpfs = (size: number, mode: string): string =>
    `rw,exec,nosuid,nodev,size=${size},nr_inodes=${INODES[request.trust]},mode=${mode}`;
  return {
    NetworkMode: 'none',
    IpcMode: 'private',
    ...cgroupNamespace(info.cgroupVersion),
    ReadonlyRootfs: true,
    CapDrop: ['ALL'],
    CapAdd: ['SETUID', 'SETGID', 'KILL'],
    SecurityOpt: ['no-new-privileges'],
    MaskedPaths: MASKED,
    Tmpfs: {
      '/box': tmpfs(sizes.box, '0755'),
      '/tmp': tmpfs(sizes.tmp, '1777'),
      '/dev/shm': tmpfs(sizes.shm, '1777'),
    },
    Memory: CONTAINER_MEMORY,
    MemorySwap: CONTAINER_MEMORY,
    PidsLimit: CONTAINER_PIDS,
    Ulimits: [
      { Name: 'core', Soft: 0, Hard: 0 },
      { Name: 'nofile', Soft: 256, Hard: 256 },
    ],
    // Compilers are not measured and may use what is idle; programs own their slot's core.
    ...(request.trust === 'compile' ? {} : { CpusetCpus: String(request.core) }),
    Binds: binds.map(({ host, box }) => `${host}:${box}`),
    LogConfig: { Type: 'none', Config: {} },
    AutoRemove: true,
  };
}

async function start(
  request: BoxRequest,
  container: Docker.Container,
  stream: Duplex,
  build: string,
  after: () => Promise<void>,
): Promise<Box> {
  let words = '';
  const output = attachedOutput(stream, (text) => {
    if (words.length < 4096) words += text;
  });
  let destroyed: Promise<void> | undefined;
  const destroy = (): Promise<void> =>
    (destroyed ??= (async () => {
      await container.remove({ force: true }).catch(ignoreGone);
      stream.destroy();
      await after();
    })());
  try {
    await container.start();
  } catch (error) {
    await destroy();
    throw new BoxFault('the engine cannot start a box', { cause: error });
  }
  return await openRunnerBox(
    { id: request.id, trust: request.trust, isolation: 'docker+uid', build },
    { input: stream, output, destroy, lastWords: () => words },
  );
}

function boxContainers(docker: Docker): Promise<Docker.ContainerInfo[]> {
  return docker.listContainers({ all: true, filters: { label: [`${LABEL}=box`] } });
}

/** Containers that workers of this host left when they and the engine ended together. */
async function removeOrphans(docker: Docker, log: SandboxLog): Promise<void> {
  const boot = await bootId();
  for (const { Id, Labels, State, Created } of await boxContainers(docker)) {
    const pid = Labels['docket.pid'];
    const ours = Labels['docket.host'] === hostname();
    const alive =
      Labels['docket.boot'] === boot &&
      Number(pid) !== process.pid &&
      (await stat(`/proc/${pid}`).then(
        () => true,
        () => false,
      ));
    // Workers that start together see each other's boxes between their making and their start.
    const living = State === 'running' || (State === 'created' && Date.now() / 1000 - Created < STARTING_SECONDS);
    if (living && (!ours || alive)) continue;
    log.info({ container: Id.slice(0, 12) }, 'removing a box that nobody owns');
    await docker.getContainer(Id).remove({ force: true }).catch(ignoreGone);
  }
}

function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
}

function ignoreGone(error: unknown): void {
  const status = statusOf(error);
  if (status !== 404 && status !== 409) throw error;
}

/** dockerode types the hijacked socket as a read-write stream; it is a net.Socket. */
function duplexOf(stream: NodeJS.ReadWriteStream): Duplex {
  return stream as Duplex;
}
