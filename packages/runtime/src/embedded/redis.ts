import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { commandLine, endChild, endProcess, exited, isAlive, spawnChild, type ChildEnd } from './process.ts';

const BINARY = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find((path) => existsSync(path));
const START_TIMEOUT_MS = 20_000;

export type EmbeddedRedisOptions = {
  /** Data directory; made if it is not there. */
  readonly dir: string;
  readonly port: number;
  readonly password: string;
  /** Further lines of its configuration, such as `replicaof 127.0.0.1 6380`. */
  readonly settings?: readonly string[];
  /** True where nothing needs to survive a restart of the test that made it. */
  readonly throwaway?: boolean;
  /** Receives what the server writes. */
  readonly onLog?: (chunk: Buffer) => void;
};

export type EmbeddedRedis = {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  /** Settles with how it ended, whoever ended it. */
  readonly ended: Promise<ChildEnd>;
  /** Ordered: the append-only file is synced before the process ends. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
};

/** Settings go into a file of mode 0600, not on the command line, where every user could read the password. */
function configuration(options: EmbeddedRedisOptions, dir: string): string {
  return [
    'bind 127.0.0.1',
    'protected-mode yes',
    `port ${options.port}`,
    `requirepass ${options.password}`,
    `dir "${dir}"`,
    `pidfile "${join(dir, 'redis.pid')}"`,
    'daemonize no',
    'save ""',
    'appendonly yes',
    'appendfsync everysec',
    'maxmemory-policy noeviction',
    ...(options.throwaway === true ? ['no-appendfsync-on-rewrite yes'] : []),
    ...(options.settings ?? []),
  ].join('\n');
}

/** A server that outlived its supervisor still writes to the directory; ended first, if the id in the file is still ours. */
async function endLeftOver(dir: string): Promise<void> {
  let pid: number;
  try {
    pid = Number(readFileSync(join(dir, 'redis.pid'), 'utf8'));
  } catch {
    return;
  }
  if (Number.isInteger(pid) && pid > 1 && isAlive(pid) && commandLine(pid).includes('redis-server'))
    await endProcess(pid, 'SIGTERM', 10_000);
  rmSync(join(dir, 'redis.pid'), { force: true });
}

/** +PONG after AUTH: up, and past loading its data. */
async function answers(port: number, password: string): Promise<boolean> {
  const { promise, resolve: settle } = Promise.withResolvers<boolean>();
  const socket = connect({ port, host: '127.0.0.1' });
  let text = '';
  socket.setTimeout(1_000, () => settle(false));
  socket.on('error', () => settle(false));
  socket.on('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    if (text.includes('+PONG')) settle(true);
    else if (text.includes('-')) settle(false);
  });
  const result = await promise;
  socket.destroy();
  return result;
}

/**
 * Starts the machine's `redis-server` binary as a server of our own: loopback, own port, directory and password,
 * append-only file synced every second, nothing ever evicted (BullMQ loses jobs otherwise).
 * @throws with the server's own words if it does not come up within 20 s.
 */
export async function startRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  if (BINARY === undefined)
    throw new Error('redis-server is not installed (Debian: apt-get install redis-server); or set REDIS_URL');
  const dir = resolve(options.dir);
  mkdirSync(dirname(dir), { recursive: true });
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  await endLeftOver(dir);
  const configFile = join(dir, 'redis.conf');
  writeFileSync(configFile, `${configuration(options, dir)}\n`, { mode: 0o600 });
  const child = spawnChild(BINARY, [configFile], { cwd: dir, signalWhenParentDies: 'SIGTERM' });
  let log = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString('utf8')).slice(-8_000);
    options.onLog?.(chunk);
  });
  child.stderr?.resume();
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(options.port, options.password))) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`Redis ended at its start:\n${log.trim()}`);
    if (Date.now() > deadline) {
      await endChild(child, 'SIGTERM', 2_000);
      throw new Error(`Redis did not answer in ${START_TIMEOUT_MS / 1000} s:\n${log.trim()}`);
    }
    await sleep(10);
  }
  if (child.pid === undefined) throw new Error('Redis has no process id');
  return {
    pid: child.pid,
    port: options.port,
    url: `redis://:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}`,
    ended: exited(child),
    stop: () => endChild(child, 'SIGTERM', 10_000),
    kill: () => endChild(child, 'SIGKILL', 1_000),
  };
}

/** The version of the binary found, or undefined if there is none. */
export async function redisVersion(): Promise<string | undefined> {
  if (BINARY === undefined) return undefined;
  const { stdout } = await promisify(execFile)(BINARY, ['--version']);
  return /v=([\d.]+)/.exec(stdout)?.[1];
}
