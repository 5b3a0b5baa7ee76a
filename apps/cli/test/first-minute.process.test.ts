import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const NOWHERE = 'postgresql://docket:hidden@127.0.0.1:1/docket';
const SECRETS = {
  REALTIME_JWT_SECRET: 'r'.repeat(32),
  ROOM_PASS_SECRET: 'p'.repeat(32),
  QUEUE_BOARD_SECRET: 'q'.repeat(32),
  TICKET_SIGNING_KEY: 't'.repeat(43),
};

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docket-first-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** Runs until it ends by itself, and returns what it has said to people. */
async function run(entry: string, args: readonly string[], variables: Readonly<Record<string, string>>) {
  const env = { ...process.env, DATABASE_URL: '', REDIS_URL: '', DOCKET_DATA_DIR: dataDir, ...variables };
  const child = spawn(process.execPath, [entry, ...args], { cwd: ROOT, env, timeout: 30_000 });
  let err = '';
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [status] = await once(child, 'close');
  return { status, err, out };
}

const start = (variables: Readonly<Record<string, string>>, ...args: string[]) =>
  run('apps/cli/src/main.ts', ['start', ...args], variables);

describe('what is wrong with the environment', () => {
  it.each([
    [{ DATABASE_URL: NOWHERE }, /^docket: DATABASE_URL: nobody listens at 127\.0\.0\.1:1\. Correct the address, .*\n$/],
    [{ API_PORT: '4190' }, /\n {2}API_PORT=4190: browsers and fetch refuse port 4190 .* give a port .*\n$/],
    [{ HOLD_SECONDS: 'ten', SANDBOX: 'none' }, /\n {2}\w+=\w+: give .*\n {2}\w+=\w+: give .*\n$/],
  ])('is told by npm start in a line each, and ends it: %j', async (variables, says) => {
    const { status, err, out } = await start(variables);
    expect(err).toMatch(says);
    expect(err).not.toMatch(/^ +at |hidden/m);
    expect([status, out]).toEqual([1, '']);
  });

  it.each([
    ['api', SECRETS],
    ['worker', { WORKER_AREAS: 'booking', ROOM_PASS_SECRET: SECRETS.ROOM_PASS_SECRET }],
  ])('is told by the %s where it runs alone', async (name, variables) => {
    const away = { ...variables, DATABASE_URL: NOWHERE, REDIS_URL: 'redis://127.0.0.1:1', LOG_LEVEL: 'silent' };
    const { status, err } = await run(`apps/${name}/src/main.ts`, [], away);
    expect(err).toMatch(new RegExp(`^docket ${name}: DATABASE_URL: nobody listens at 127.0.0.1:1. .*\\n$`));
    expect(status).toBe(1);
  });

  it.each(['api', 'realtime'])('a REDIS_URL that leads to something else is told by %s', async (name) => {
    const web = createServer((socket) =>
      socket.on('error', () => undefined).once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    ).listen(0, '127.0.0.1');
    await once(web, 'listening');
    const address = web.address();
    const url = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    try {
      const variables = { ...SECRETS, DATABASE_URL: NOWHERE, REDIS_URL: `redis://${url}`, LOG_LEVEL: 'silent' };
      const { status, err } = await run(`apps/${name}/src/main.ts`, [], variables);
      expect(err).toMatch(/^docket \w+: (REDIS_URL: what answers at \S+ is no Redis|DATABASE_URL: nobody listens)/);
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(status).toBe(1);
    } finally {
      web.close();
    }
  });
});

describe('--help', () => {
  it('starts nothing', async () => {
    const { status, out, err } = await start({}, '--help');
    expect(out).toContain('npm run docket -- start');
    expect([status, err, await readdir(dataDir)]).toEqual([0, '', []]);
  });

  it('is all there is to be added to npm start: anything else is refused, and starts nothing', async () => {
    const { status, err } = await start({}, 'everything');
    expect(err).toContain("'everything'");
    expect([status, await readdir(dataDir)]).toEqual([1, []]);
  });
});
