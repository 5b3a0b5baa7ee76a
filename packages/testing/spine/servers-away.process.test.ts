import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { migrate } from '@docket/db/migrate';
import { freePort } from '@docket/runtime/embedded/ports';
import { startPostgres, type EmbeddedPostgres } from '@docket/runtime/embedded/postgres';
import { createInstallation, type Installation } from '../src/installation.ts';
import type { SpawnedService } from '../src/service.ts';
import { waitFor } from '../src/wait.ts';

/** A Postgres of this test's own, which it may stop and kill. */
let folder: string;
let postgres: EmbeddedPostgres;
let restart: () => Promise<EmbeddedPostgres>;
let docket: Installation;
let services: readonly SpawnedService[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docket-away-'));
  const port = await freePort();
  restart = () => startPostgres({ dir: join(folder, 'pg'), port, password: 'of this test alone', throwaway: true });
  postgres = await restart();
  const url = postgres.url('postgres');
  await migrate(url);
  docket = await createInstallation({ url, drop: async () => undefined });
  services = await Promise.all([
    docket.start('api', { DISABLE_THROTTLE: '1' }),
    docket.start('realtime'),
    docket.start('worker', { WORKER_AREAS: 'booking' }),
  ]);
});

afterAll(async () => {
  await docket.dispose();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What each of api, realtime and worker says, in time. */
function readiness(): Promise<readonly { readonly status: number; readonly text: string }[]> {
  return Promise.all(
    services.map(async ({ url }) => {
      const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(10_000) });
      return { status: response.status, text: await response.text() };
    }),
  );
}

async function expectAway(name: 'redis' | 'postgres'): Promise<void> {
  await waitFor(`all to say that ${name} is away`, async () => {
    const answers = await readiness();
    return answers.every(({ status, text }) => status === 503 && text.includes(`"name":"${name}","ok":false`));
  });
}

async function expectBack(): Promise<void> {
  await waitFor('all to be ready', async () => (await readiness()).every(({ status }) => status === 200), {
    timeoutMs: 30_000,
  });
  // The same processes: none has ended and been started again.
  for (const { pid } of services) process.kill(pid, 0);
}

function sessionsOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
}

test('a Redis that hangs, or dies, is told by all, and that it is back', async () => {
  await expectBack();
  docket.redis.pause();
  await expectAway('redis');
  docket.redis.resume();
  await expectBack();
  await docket.redis.kill();
  await expectAway('redis');
  await docket.redis.restart();
  await expectBack();
});

/** Some sessions end while they are looked at. */
function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

test('a Postgres that hangs is told by all, and that it is back', async () => {
  process.kill(postgres.pid, 'SIGSTOP');
  // Its sessions go on; it takes no more.
  await expectAway('postgres');
  signalAll(sessionsOf(postgres.pid), 'SIGSTOP');
  await expectAway('postgres');
  signalAll([postgres.pid, ...sessionsOf(postgres.pid)], 'SIGCONT');
  await expectBack();
});

test('a Postgres that dies is told by all, which live on and are ready when it is back', async () => {
  const ended = postgres.ended;
  process.kill(postgres.pid, 'SIGKILL');
  await ended;
  await expectAway('postgres');
  postgres = await waitFor('Postgres to start', () => restart().catch(() => undefined), { timeoutMs: 30_000 });
  await expectBack();
});
