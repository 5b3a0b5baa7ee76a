import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noteClient, CLIENT_LOADED } from '../src/client-noted.ts';
import { createTestDatabase } from '../src/database.ts';
import { createInstallation, type Installation } from '../src/installation.ts';

let docket: Installation;

beforeAll(async () => {
  docket = await createInstallation(await createTestDatabase());
});

afterAll(() => docket.dispose());

it('the client of Prisma is loaded by the api as it starts, and neither by the gateway nor by a worker', async () => {
  const [api, realtime, worker] = await Promise.all([
    docket.start('api', noteClient),
    docket.start('realtime', noteClient),
    docket.start('worker', { ...noteClient, WORKER_AREAS: 'booking' }),
  ]);
  // No request waits for it.
  expect(api.logs()).toContain(CLIENT_LOADED);
  // A turn of everything that a worker does of its own accord.
  await sleep(3_000);
  expect(realtime.logs()).not.toContain(CLIENT_LOADED);
  expect(worker.logs()).not.toContain(CLIENT_LOADED);
});
