import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '@docket/runtime/embedded/ports';
import { createDatabaseForThisTest } from '@docket/testing/database';
import { spawnService } from '@docket/testing/service';

async function spawnApi(environment: Readonly<Record<string, string>>) {
  const [database, port] = await Promise.all([createDatabaseForThisTest(), freePort()]);
  const service = await spawnService('apps/api/src/main.ts', {
    port,
    path: '/readyz?exclude=redis',
    env: {
      DATABASE_URL: database.url,
      // Nobody listens there: the api must start and work without Redis.
      REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
      API_PORT: String(port),
      REALTIME_JWT_SECRET: randomBytes(32).toString('hex'),
      SHUTDOWN_SECONDS: '4',
      ...environment,
    },
  });
  onTestFinished(() => service.kill());
  return { service, port };
}

function logIn(port: number, password: string) {
  return fetch(`http://127.0.0.1:${port}/user/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password }),
  });
}

test('SIGTERM lets requests finish and ends with 0, whatever connections are open', async () => {
  const { service, port } = await spawnApi({ ADMIN_PASSWORD: 'long enough', DISABLE_THROTTLE: '1' });
  const silent = connect(port, '127.0.0.1');
  silent.on('error', () => undefined);
  await once(silent, 'connect');

  // Twenty hashes in line take longer than the signal needs to arrive.
  const logins = Array.from({ length: 20 }, () => logIn(port, 'long enough'));
  await Promise.race(logins);
  const ended = service.terminate();
  expect((await Promise.all(logins)).map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200));
  expect(await ended).toEqual({ code: 0, signal: null });
});

test('a password made up for the first admin is printed once and never logged', async () => {
  const { service, port } = await spawnApi({});
  const password = /^docket admin admin has the password (\S+) \(shown once\)$/m.exec(service.logs())?.[1] ?? '';
  expect(password).toHaveLength(20);
  expect((await logIn(port, password)).status).toBe(200);
  expect(JSON.stringify(service.logLines())).not.toContain(password);
});

test('an incomplete environment is named, variable by variable', async () => {
  await expect(
    spawnApi({
      REALTIME_JWT_SECRET: 'short',
      ROOM_PASS_SECRET: 'r'.repeat(32),
      QUEUE_BOARD_SECRET: 'q'.repeat(32),
      TICKET_SIGNING_KEY: 't'.repeat(43),
      DATABASE_URL: 'mysql://nowhere',
    }),
  ).rejects.toThrow(/api: The environment is not as it must be:\n {2}DATABASE_URL: [^]*REALTIME_JWT_SECRET: [^\n]*\n$/);
});
