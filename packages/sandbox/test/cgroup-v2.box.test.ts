import { execFile, spawn } from 'node:child_process';
import { chown, mkdir, mkdtemp, readFile, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvidence } from '@docket/contracts/judge/evidence';
import { findUnified } from '../src/cgroup-v2.ts';

/** An unprivileged account that owns nothing. */
const USER = 65_234;
const unified = await findUnified();
const controllers = unified && (await readFile(join(unified.mount, 'cgroup.controllers'), 'utf8'));
/** Only the super-user of a machine with nothing but v2 can make groups like those that people start workers in. */
const here = process.getuid?.() === 0 && /\bmemory\b/.test(controllers ?? '');
const mount = unified?.mount ?? '';
const top = join(mount, `docket-test-${process.pid}`);

type Tried = {
  readonly modest: RunEvidence;
  readonly greedy: RunEvidence;
  readonly outward: RunEvidence;
  readonly own: string;
  readonly warnings: readonly string[];
};

const AS_USER = ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups'];
/** As a container is given it: a view of its own part, in the place of the machine's. */
const inContainer = (options: string): string[] => [
  ...['unshare', '--cgroup', '--mount', 'sh', '-ec'],
  `umount --lazy ${mount}; mount -t cgroup2 -o ${options} none ${mount}; exec "$@"`,
  'sh',
];

describe.runIf(here)('cgroup v2, where a worker lives', () => {
  const dataDirs = new Map<string, string>();

  /** Opens boxes from a process in that group, reached through these commands. */
  async function tryIn(group: string, through: readonly string[] = []): Promise<Tried> {
    const owner = through === AS_USER ? USER : 0;
    const script = join(import.meta.dirname, 'try-cgroup.ts');
    // It must be in the group before anything else happens: a namespace begins where its maker is.
    const argv = ['-c', 'read -r line; exec "$@"', 'gate', ...through, process.execPath, script, await dataDir(owner)];
    const child = spawn('/bin/sh', argv, { stdio: ['pipe', 'pipe', 'inherit'] });
    await writeFile(join(group, 'cgroup.procs'), String(child.pid));
    child.stdin.end('go\n');
    let said = '';
    for await (const chunk of child.stdout) said += String(chunk);
    return JSON.parse(said) as Tried;
  }

  async function dataDir(owner: number): Promise<string> {
    const known = dataDirs.get(String(owner));
    if (known !== undefined) return known;
    const path = await mkdtemp(join(tmpdir(), 'docket-cgroup-'));
    await chown(path, owner, owner);
    dataDirs.set(String(owner), path);
    return path;
  }

  async function makeGroup(name: string): Promise<string> {
    const group = join(top, name);
    await mkdir(group);
    return group;
  }

  /** What systemd does for a unit with Delegate=yes. */
  async function delegate(group: string, owner: number): Promise<void> {
    await promisify(execFile)('python3', [
      '-c',
      `import os; os.setxattr(${JSON.stringify(group)}, 'user.delegate', b'1')`,
    ]);
    for (const file of ['', 'cgroup.procs', 'cgroup.subtree_control', 'cgroup.threads'])
      await chown(join(group, file), owner, owner);
  }

  beforeAll(async () => {
    await writeFile(join(mount, 'cgroup.subtree_control'), '+memory +pids');
    await mkdir(top);
    await writeFile(join(top, 'cgroup.subtree_control'), '+memory +pids');
  });
  afterAll(async () => {
    await removeGroups(top);
    for (const path of dataDirs.values()) await rm(path, { recursive: true });
  });

  const held = {
    modest: { exit: { kind: 'exited', code: 0 }, limitHit: null, metering: 'cgroup-v2' },
    greedy: { exit: { kind: 'signaled', signal: 'SIGKILL' }, limitHit: 'memory', oomKilled: true },
    outward: { exit: { kind: 'exited', code: 0 } },
    warnings: [],
  };
  const sampled = {
    modest: { exit: { kind: 'exited', code: 0 }, limitHit: null, metering: 'sampled' },
    greedy: { limitHit: 'memory', oomKilled: false },
    outward: { exit: { kind: 'exited', code: 0 } },
  };

  test('root, in a group that is not its own to change: boxes have theirs at the top', async () => {
    const group = await makeGroup('session.scope');
    const tried = await tryIn(group);
    expect(tried).toMatchObject(held);
    expect(tried.own).toBe(`0::${group.slice(mount.length)}`);
    expect(await groupsIn(group)).toEqual([]);
  });

  test('root, in a delegated group: boxes have theirs below it, whatever else lives there', async () => {
    const group = await makeGroup('root.service');
    await delegate(group, 0);
    const sibling = spawn('sleep', ['60']);
    await writeFile(join(group, 'cgroup.procs'), String(sibling.pid));
    const tried = await tryIn(group);
    expect(tried).toMatchObject(held);
    expect(tried.own).toBe(`0::${group.slice(mount.length)}/docket-services`);
    expect(await groupsIn(group)).toEqual(['docket', 'docket-services']);
    expect(await groupsIn(join(group, 'docket'))).toEqual([]);
    // One that is started later by a process that was moved.
    expect(await tryIn(join(group, 'docket-services'))).toMatchObject(held);
    expect(await groupsIn(join(group, 'docket-services'))).toEqual([]);
    sibling.kill('SIGKILL');
  });

  test('a user, in a group delegated to him: the kernel holds the programs, though they have his uid', async (context) => {
    if (!(await userMayRead())) context.skip('this checkout is closed to other users');
    const group = await makeGroup('user.service');
    await delegate(group, USER);
    const tried = await tryIn(group, AS_USER);
    expect(tried).toMatchObject(held);
    expect(tried.modest.isolation).toBe('bubblewrap');
    expect(await groupsIn(join(group, 'docket'))).toEqual([]);
  });

  test('a user, in a group of somebody else: memory is sampled, and the log says what would help', async (context) => {
    if (!(await userMayRead())) context.skip('this checkout is closed to other users');
    const tried = await tryIn(await makeGroup('login.scope'), AS_USER);
    expect(tried).toMatchObject(sampled);
    expect(tried.warnings.join()).toMatch(
      /may not be written by uid 65234.*login\.scope is not delegated.*Delegate=yes/,
    );
  });

  test('a container that may write its part of the tree', async () => {
    const group = await makeGroup('container');
    expect(await tryIn(group, inContainer('rw'))).toMatchObject(held);
    expect(await groupsIn(group)).toEqual(['docket', 'docket-services']);
  });

  test('a container that may only read it: memory is sampled, and the log says so', async () => {
    const tried = await tryIn(await makeGroup('reader'), inContainer('ro'));
    expect(tried).toMatchObject(sampled);
    expect(tried.warnings.join()).toMatch(/mounted read-only.*container/);
  });

  test('in a view that does not reach the boxes the kernel refuses, and the log says so', async () => {
    const tried = await tryIn(await makeGroup('stranger'), ['unshare', '--cgroup']);
    const refuses = /\bnsdelegate\b/.test(await mountOptions());
    expect(tried).toMatchObject(refuses ? sampled : held);
    if (refuses) expect(tried.warnings.join()).toMatch(/lets no program into the cgroup/);
  });
});

async function mountOptions(): Promise<string> {
  return (await readFile('/proc/self/mountinfo', 'utf8'))
    .split('\n')
    .filter((line) => line.includes('cgroup2'))
    .join();
}

async function userMayRead(): Promise<boolean> {
  const [command = '', ...options] = AS_USER;
  return await promisify(execFile)(command, [
    ...options,
    'test',
    '-r',
    join(import.meta.dirname, 'try-cgroup.ts'),
  ]).then(
    () => true,
    () => false,
  );
}

async function groupsIn(group: string): Promise<string[]> {
  const entries = await readdir(group, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

async function removeGroups(group: string): Promise<void> {
  for (const name of await groupsIn(group)) await removeGroups(join(group, name));
  await rmdir(group);
}
