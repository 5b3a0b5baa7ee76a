import { execFile, spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { access, open as openFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { Box } from './box.ts';
import { BOX_SIZES, NODE_IN_BOX, RUNNER_IN_BOX, type Backend, type BoxRequest } from './backend.ts';
import { CGROUP_IN_BOX, createBoxCgroup, openCgroups, removeOrphanCgroups, type CgroupHost } from './cgroup.ts';
import type { SandboxLog } from './log.ts';
import type { NeutralFolder } from './neutral.ts';
import { PRECOMPILED_IN_BOX } from './precompiled.ts';
import { probeBackend } from './probe-backend.ts';
import { coresHere } from './cores.ts';
import { ensureRunner } from './runner/ensure-runner.ts';
import { openRunnerBox } from './runner/runner-box.ts';
import { lockUid, uidsHere, uidSequence } from './uids.ts';

/** Toolchains and what they need to start; nothing else of the host is to be seen. Missing ones are left out. */
const READ_ONLY = [
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/etc/alternatives',
  '/etc/ld.so.cache',
  '/etc/localtime',
  '/etc/java-17-openjdk',
  '/etc/java-21-openjdk',
  '/etc/java-25-openjdk',
];
/** Of /usr, what a judged program has no use for and a host may keep private. */
const HIDDEN = ['/usr/local', '/usr/src'];
const DEVICES = ['/dev/null', '/dev/zero', '/dev/full', '/dev/random', '/dev/urandom'];

export type BubblewrapOptions = {
  readonly dataDir: string;
  readonly log: SandboxLog;
  /** Where what is not of the system is bound from. */
  readonly neutral: NeutralFolder;
  /** Folder of precompiled headers, shown to compile boxes. */
  readonly precompiled?: string | undefined;
  /** What toolchains read outside `/usr`, shown to all boxes. */
  readonly toolchainPaths?: readonly string[];
  /** Of tests: where among the uids to begin; anywhere by default. */
  readonly uidFrom?: number;
  /** False: sample memory and CPU even where a cgroup could measure them. */
  readonly cgroup?: boolean;
};

/**
 * Boxes by bubblewrap, for machines without Docker. Started as root the programs run under a uid of their own and limits
 * are kept by a cgroup; without root a user namespace takes the uid's place, and memory is sampled except in a delegated
 * cgroup v2.
 * Throws in plain words when bubblewrap is missing or may not make namespaces here.
 */
export async function openBubblewrap(options: BubblewrapOptions): Promise<Backend> {
  const runner = await ensureRunner(options.dataDir);
  const root = process.getuid?.() === 0;
  const cgroups = options.cgroup === false ? undefined : await usableCgroups(runner.path, options.log);
  const readOnly = await existing([...READ_ONLY, ...(options.toolchainPaths ?? [])]);
  // Made by bubblewrap on its own, they would be closed to the program's uid.
  const parents = [...new Set((options.toolchainPaths ?? []).flatMap(parentsOf))].sort();
  const hidden = await existing(HIDDEN);
  const cores = await coresHere();
  const nextUid = uidSequence(await uidsHere(), options.uidFrom);

  async function open(request: BoxRequest): Promise<Box> {
    const cgroup = cgroups && (await createBoxCgroup(cgroups, request.id));
    const own = root ? await ownUid(nextUid) : undefined;
    const sizes = BOX_SIZES[request.trust];
    // Asked for each box: whoever keeps the folder of temporary files tidy may have taken them away.
    const runnerFile = await options.neutral.fileOf(runner.path, `runner-${runner.build}`);
    const nodeFile = await options.neutral.fileOf(process.execPath);
    const argv = [
      '--unshare-pid',
      '--unshare-net',
      '--unshare-ipc',
      '--unshare-uts',
      // On v2 a process in a namespace of its own may not put others into groups outside of it (mount option nsdelegate).
      ...(cgroups?.version === 2 ? [] : ['--unshare-cgroup-try']),
      '--as-pid-1',
      '--die-with-parent',
      '--new-session',
      '--clearenv',
      '--hostname',
      'box',
      '--cap-drop',
      'ALL',
      // With root, real uids inside and three capabilities for the runner alone. Without, a user namespace that cannot be nested.
      ...(root
        ? ['--cap-add', 'CAP_SETUID', '--cap-add', 'CAP_SETGID', '--cap-add', 'CAP_KILL']
        : ['--unshare-user', '--disable-userns']),
      ...['/etc', '/opt', '/opt/docket', ...parents].flatMap((path) => ['--perms', '0755', '--dir', path]),
      ...readOnly.flatMap((path) => ['--ro-bind', path, path]),
      ...hidden.flatMap((path) => ['--size', '4096', '--tmpfs', path, '--remount-ro', path]),
      '--proc',
      '/proc',
      '--size',
      '65536',
      '--tmpfs',
      '/dev',
      ...DEVICES.flatMap((path) => ['--dev-bind', path, path]),
      '--symlink',
      '/proc/self/fd',
      '/dev/fd',
      '--symlink',
      '/proc/self/fd/0',
      '/dev/stdin',
      '--symlink',
      '/proc/self/fd/1',
      '/dev/stdout',
      '--symlink',
      '/proc/self/fd/2',
      '/dev/stderr',
      '--perms',
      '1777',
      '--size',
      String(sizes.shm),
      '--tmpfs',
      '/dev/shm',
      '--remount-ro',
      '/dev',
      '--perms',
      '1777',
      '--size',
      String(sizes.tmp),
      '--tmpfs',
      '/tmp',
      '--perms',
      '0755',
      '--size',
      String(sizes.box),
      '--tmpfs',
      '/box',
      '--ro-bind',
      runnerFile,
      RUNNER_IN_BOX,
      '--ro-bind',
      nodeFile,
      NODE_IN_BOX,
      ...(options.precompiled !== undefined && request.trust === 'compile'
        ? ['--ro-bind-try', options.precompiled, PRECOMPILED_IN_BOX]
        : []),
      '--perms',
      '0700',
      '--dir',
      CGROUP_IN_BOX,
      ...(cgroup?.binds ?? []).flatMap(({ host, box }) => ['--bind', host, box]),
      '--remount-ro',
      '/',
      '--chdir',
      '/',
      '--',
      RUNNER_IN_BOX,
      ...(own ? ['--uid', String(own.uid)] : []),
      ...(cgroup ? (cgroup.directory === undefined ? ['--cgroup', CGROUP_IN_BOX] : ['--cgroup-fd', '3']) : []),
      // Compilers are not measured and may use what is idle; programs own their slot's core.
      // The runner counts among those it may use.
      ...(request.trust !== 'compile' ? ['--cpu', String(cores.indexOf(request.core))] : []),
    ];
    const after = async (): Promise<void> => {
      own?.release();
      await cgroup?.remove();
    };
    return await start(request, argv, root ? 'bubblewrap+uid' : 'bubblewrap', runner.build, cgroup?.directory, after);
  }

  const backend: Backend = {
    name: 'bubblewrap',
    lifetime: { runs: 200, ms: 30 * 60_000 },
    cores,
    open,
    close: async () => {},
  };
  await probeBackend(backend, options.log, explain);
  return backend;
}

async function start(
  request: BoxRequest,
  argv: string[],
  isolation: string,
  build: string,
  /** Of the cgroup on v2. */
  directory: string | undefined,
  after: () => Promise<void>,
): Promise<Box> {
  // The directory of v2 goes in as descriptor 3, which the runner keeps to itself: no path in the box leads there, so that it
  // holds also programs that have the runner's uid.
  const group = directory === undefined ? undefined : await openFile(directory);
  const child = piped(spawn('bwrap', argv, { stdio: ['pipe', 'pipe', 'pipe', ...(group ? [group.fd] : [])], env: {} }));
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (words.length < 4096) words += text;
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', (error) => {
      words += error.message;
      child.stdout.destroy();
      resolve();
    });
  });
  let destroyed: Promise<void> | undefined;
  const destroy = (): Promise<void> =>
    (destroyed ??= (async () => {
      // bwrap dies, and by --die-with-parent PID 1 of the box with it, and with that the kernel ends all the rest.
      child.kill('SIGKILL');
      await ended;
      await after();
    })());
  await group?.close();
  return await openRunnerBox(
    { id: request.id, trust: request.trust, isolation, build },
    { input: child.stdin, output: child.stdout, destroy, lastWords: () => words },
  );
}

/** Node's types take the streams for granted only where there are no further ones. */
function piped(child: ChildProcess): ChildProcessWithoutNullStreams {
  return child as ChildProcessWithoutNullStreams;
}

/** A uid that no other box of this machine has, until it is given back. */
async function ownUid(nextUid: () => number): Promise<{ readonly uid: number; readonly release: () => void }> {
  for (;;) {
    const uid = nextUid();
    const release = await lockUid(uid);
    if (release) return { uid, release };
  }
}

function explain(why: string): string {
  if (/ENOENT/.test(why)) return 'bubblewrap is not installed (Debian package bubblewrap)';
  return `bubblewrap cannot make a box here. In a container, or on a system that forbids user namespaces (Ubuntu 24.04 without an AppArmor profile for bwrap), use Docker boxes or start as root. It said: ${why}`;
}

async function usableCgroups(runner: string, log: SandboxLog): Promise<CgroupHost | undefined> {
  const host = await openCgroups((group) => isDelegated(runner, group));
  if ('lack' in host) {
    log.warn({ lack: host.lack }, 'no writable cgroup: memory is sampled instead of limited by the kernel');
    return undefined;
  }
  const orphans = await removeOrphanCgroups(host);
  if (orphans > 0) log.info({ orphans }, 'removed cgroups of workers that are gone');
  return host;
}

/**
 * systemd leaves its word in an extended attribute, which Node cannot read and the runner can. A user's own systemd may not
 * set one and has to be asked: the last part of a path is the name of its unit.
 */
async function isDelegated(runner: string, group: string): Promise<boolean> {
  if ((await ask(runner, ['--delegated', group])) !== undefined) return true;
  const whose = process.getuid?.() === 0 ? [] : ['--user'];
  return (await ask('systemctl', [...whose, 'show', '--property=Delegate', '--value', basename(group)])) === 'yes';
}

/** What a command prints; undefined when its status is not 0, or it is not there. */
async function ask(command: string, argv: readonly string[]): Promise<string | undefined> {
  return await promisify(execFile)(command, [...argv], { timeout: 5000 }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

/** `/a/b/c` lies in `/a` and `/a/b`. */
function parentsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(2).map((_, index) => parts.slice(0, index + 2).join('/'));
}

async function existing(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => [path],
        () => [],
      ),
    ),
  );
  return found.flat();
}
