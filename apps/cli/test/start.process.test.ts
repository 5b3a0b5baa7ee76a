import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandLine, exited, isAlive } from '@docket/runtime/embedded/process';
import { waitFor } from '@docket/testing/wait';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runningInstance } from '../src/instance/lock.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

let dataDir: string;
let started: ChildProcess[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docket-cli-'));
  started = [];
});

afterEach(async () => {
  // The last thing that services write is their compiled code, into the folder that is removed below.
  const services = started
    .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
    .flatMap(({ pid }) => childrenOf(pid));
  for (const child of started) child.kill('SIGKILL');
  await Promise.all(started.map(exited));
  await waitFor('all to end with their supervisor', () => !servesDataDir() && !services.some(isAlive), {
    timeoutMs: 40_000,
  });
  await rm(dataDir, { recursive: true, force: true });
});

/** Does the Postgres of this data directory still run? */
function servesDataDir(): boolean {
  try {
    return isAlive(Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n', 1)[0]));
  } catch {
    return false;
  }
}

type Run = { readonly child: ChildProcess; out(): string; err(): string };

function docket(...args: string[]): Run {
  return docketWith({}, ...args);
}

function docketWith(variables: Readonly<Record<string, string>>, ...args: string[]): Run {
  const env = { ...process.env, DOCKET_DATA_DIR: dataDir, LOG_LEVEL: 'info', SANDBOX: 'bubblewrap', ...variables };
  // The leader of a process group, as a shell starts it from a terminal.
  const child = spawn(process.execPath, ['apps/cli/src/main.ts', ...args], { cwd: ROOT, env, detached: true });
  started.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  return { child, out: () => out, err: () => err };
}

/** What a neighbour's service says, of a version that does not say whose it is. */
const READY = JSON.stringify({ status: 'ready', checks: [] });

/** A first start makes a database, imports the examples and starts five services: half a minute of computing, of which a busy machine has little to give. */
const READY_MS = 200_000;

/** Starts and waits for the line; returns the address in it. */
async function startDocket(): Promise<Run & { readonly url: string }> {
  const run = docket('start');
  return { ...run, url: await readyUrl(run) };
}

function readyUrl(run: Run): Promise<string> {
  return waitFor(
    'docket ready',
    () => {
      if (run.child.exitCode !== null) throw new Error(run.err());
      return /^docket ready (\S+)\n$/.exec(run.out())?.[1];
    },
    { timeoutMs: READY_MS },
  );
}

/** What a terminal does: the signal goes to everybody in the foreground, not to one process. */
function pressCtrlC({ pid }: ChildProcess): void {
  if (pid === undefined) throw new Error('it did not start');
  process.kill(-pid, 'SIGINT');
}

/** Process ids of everything a process has started. */
function childrenOf(pid: number | undefined): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

const isService = (pid: number): boolean => commandLine(pid).includes('/src/main.ts');

test('starts everything, says so once, refuses a second on the same data, stops in order', async () => {
  const run = await startDocket();
  expect((await fetch(`${run.url}/readyz`)).status).toBe(200);
  expect(run.err()).toContain('starting realtime, webhooks, bank, worker and api');
  expect(run.err()).toMatch(/database migrated: \d+ migrations, from \S+ to \S+\n/);
  expect(run.err()).toMatch(/first admin: admin, password \S+/);
  expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(dataDir, 'instance.json'))).mode & 0o777).toBe(0o600);

  const second = docket('start');
  await exited(second.child);
  expect(second.child.exitCode).toBe(1);
  expect(second.err()).toContain(`process ${run.child.pid}`);
  expect(second.err()).toContain(run.url);

  const children = childrenOf(run.child.pid);
  expect(children).toHaveLength(7);
  pressCtrlC(run.child);
  await exited(run.child);
  expect(run.child.exitCode).toBe(0);
  expect(run.out()).toBe(`docket ready ${run.url}\n`);
  expect(children.filter(isAlive)).toEqual([]);
  expect(runningInstance(dataDir)).toBeUndefined();
  // Stopped and not killed: Postgres said that it shut down. And after the services: it had nobody left to send away.
  const words = readFileSync(join(dataDir, 'logs/postgres.log'), 'utf8');
  expect(words).toContain('database system is shut down');
  expect(words).not.toContain('terminating connection');

  const again = docketWith({ ADMIN_PASSWORD: 'of no use any more' }, 'start');
  const url = await readyUrl(again);
  expect(again.err()).not.toContain('first admin');
  expect(again.err()).toMatch(
    /the admin admin exists and has another password; .* only used for the first start\. .*user password admin\n/,
  );
  const change = docket('user', 'password', 'admin');
  change.child.stdin?.end('a new password\n');
  await exited(change.child);
  expect(change.out()).toContain('admin has another password now');
  const login = await fetch(`${url}/user/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: 'a new password' }),
  });
  expect(login.status).toBe(200);
});

test('moves a service to another port when a neighbour takes its own in the last moment, and does not take its answers for ours', async () => {
  const run = docket('start');
  const taken = await waitFor('an address', () => runningInstance(dataDir)?.url, { timeoutMs: READY_MS, everyMs: 2 });
  // The port was free when it was chosen, and its service takes longer than this to load.
  const neighbour = createServer((_, response) => response.end(READY)).listen(Number(new URL(taken).port), '127.0.0.1');
  try {
    await once(neighbour, 'listening');
    const url = await readyUrl(run);
    expect(url).not.toBe(taken);
    expect(run.err()).toContain(
      `${new URL(taken).host}, which api was to have, is in use; starting api again on another port`,
    );
    // The others stay as they are.
    expect(run.err().split('starting api again')[1]).not.toMatch(
      /(REALTIME|WORKER|BANK)_PORT is|starting (realtime|worker|bank) again/,
    );
    expect(runningInstance(dataDir)?.url).toBe(url);
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ installation: expect.any(String) });
    expect(childrenOf(run.child.pid)).toHaveLength(7);
  } finally {
    neighbour.close();
  }
});

test('a service or server that dies is started again; all die with a killed supervisor, and the next start takes over', async () => {
  const run = await startDocket();
  const services = childrenOf(run.child.pid).filter(isService);
  for (const [name, binary] of [
    ['Redis', 'redis-server'],
    ['Postgres', 'bin/postgres'],
  ] as const) {
    const server = childrenOf(run.child.pid).find((pid) => commandLine(pid).includes(binary));
    if (server === undefined) throw new Error(`no ${name}`);
    process.kill(server, 'SIGKILL');
    await waitFor(`${name} again`, () => run.err().includes(`${name} is there again`), { timeoutMs: 30_000 });
    expect(run.err()).toMatch(new RegExp(`${name} ended \\(SIGKILL\\); starting it again in 200 ms\\n`));
    await waitFor('ready again', async () => (await fetch(`${run.url}/readyz`)).ok, { timeoutMs: 30_000 });
  }
  expect(childrenOf(run.child.pid).filter(isService)).toEqual(services);

  const before = childrenOf(run.child.pid);
  const worker = before.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('apps/worker'));
  if (worker === undefined) throw new Error('no worker');
  process.kill(worker, 'SIGKILL');
  await waitFor('another worker', () => childrenOf(run.child.pid).some((pid) => !before.includes(pid)));
  expect(run.err()).toContain('worker ended (SIGKILL)');
  const children = childrenOf(run.child.pid);
  run.child.kill('SIGKILL');
  await waitFor('the children to end', () => !children.some(isAlive), { timeoutMs: 20_000 });
  const next = await startDocket();
  expect((await fetch(`${next.url}/readyz`)).status).toBe(200);
}, 480_000);
