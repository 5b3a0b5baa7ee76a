import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LOCKS = ['state/lists/lock', 'dpkg/lock-frontend'];

/** A root for apt of its own: no sources, and dpkg's status of this machine, so that what is installed is known and nothing is fetched. */
let root: string;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'docket-apt-'));
  for (const folder of ['state/lists/partial', 'cache/archives/partial', 'dpkg', 'none'])
    mkdirSync(join(root, folder), { recursive: true });
  copyFileSync('/var/lib/dpkg/status', join(root, 'dpkg/status'));
  const config = {
    'Dir::State': join(root, 'state'),
    'Dir::State::status': join(root, 'dpkg/status'),
    'Dir::Cache': join(root, 'cache'),
    'Dir::Etc::sourcelist': '/dev/null',
    'Dir::Etc::sourceparts': join(root, 'none'),
  };
  const lines = Object.entries(config).map(([key, value]) => `${key} "${value}";`);
  writeFileSync(join(root, 'apt.conf'), lines.join('\n'));
  env = { ...process.env, APT_CONFIG: join(root, 'apt.conf'), LC_ALL: 'C.UTF-8' };
});
afterEach(() => rmSync(root, { recursive: true }));

/** Another program that has a lock as apt takes it, until its standard input ends. */
async function hold(lock: string): Promise<ChildProcess> {
  const program =
    'import fcntl,sys\nf=open(sys.argv[1],"w")\nfcntl.lockf(f,fcntl.LOCK_EX)\nprint("held",flush=True)\nsys.stdin.read()';
  const holder = spawn('python3', ['-c', program, join(root, lock)], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (holder.stdout !== null) await once(holder.stdout, 'data');
  return holder;
}

/** What the set-up does for a Debian package that is there already: it updates the lists, and asks apt to install it. */
function install(patience: number) {
  const program = `import { aptInstall } from './scripts/setup/debian.mjs'; aptInstall(['libc6-dev'], ${patience});`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { cwd: ROOT, env });
  let said = '';
  const heard = new Promise<void>((resolve) =>
    child.stderr.on('data', (chunk) => {
      said += String(chunk);
      if (/waiting up to/.test(said)) resolve();
    }),
  );
  return { heard, said: () => said, ended: once(child, 'close').then(([code]) => Number(code)) };
}

// Where root is only to be had by sudo, that forgets which apt is meant.
describe.skipIf(process.getuid?.() !== 0)('another apt', () => {
  test.each(LOCKS)('has %s: installing waits for it and then goes on', async (lock) => {
    const holder = await hold(lock);
    const run = install(60);
    await run.heard;
    expect(run.said()).toContain(`process ${holder.pid}`);
    holder.stdin?.end();
    expect([await run.ended, run.said()]).toEqual([0, expect.stringContaining('0 newly installed')]);
  });

  test.each(LOCKS)('does not give %s back: that ends in time, with who has it and what to do', async (lock) => {
    const holder = await hold(lock);
    const run = install(2);
    expect(await run.ended).toBe(1);
    expect(run.said()).toMatch(
      new RegExp(`needs ${join(root, lock)}, which python3.* \\(process ${holder.pid}\\) has had for 2 s`),
    );
    expect(run.said()).toContain('run this again');
    holder.stdin?.end();
  });

  test('is not waited for by apt alone', async () => {
    const holder = await hold('state/lists/lock');
    const { status, stderr } = spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=60', 'update'], {
      env,
      encoding: 'utf8',
    });
    holder.stdin?.end();
    expect([status, stderr]).toEqual([100, expect.stringContaining('Could not get lock')]);
  });
});
