import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProblem } from '@docket/testing/builders';
import { waitFor } from '@docket/testing/wait';
import { openEngineProxy, type EngineProxy } from './engine-proxy.ts';
import { createWorkerHarness, type WorkerHarness } from './harness.ts';

// oxlint-disable-next-line node/no-process-env -- switches of the test run, not of the product
const { DOCKET_REQUIRE_DOCKER: required, DOCKER_SOCKET: socket = '/var/run/docker.sock' } = process.env;
const here =
  required === '1' ||
  (await new Docker({ socketPath: socket })
    .getImage('docket/languages:core')
    .inspect()
    .then(() => true)
    .catch(() => false));

/** Long enough to be under way when the engine goes. */
const SLOW = 'import time\na, b = map(int, input().split())\ntime.sleep(0.7)\nprint(a + b)\n';

describe.runIf(here)('a worker whose engine goes away while it judges', () => {
  let docket: WorkerHarness;
  let engine: EngineProxy;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'docket-engine-'));
    engine = await openEngineProxy(path.join(folder, 'docker.sock'), socket);
    docket = await createWorkerHarness();
  });
  afterAll(async () => {
    await docket.dispose();
    await engine.goAway();
    await rm(folder, { recursive: true });
  });

  it('hands back what it has, blames nobody, and judges it when the engine is back', async () => {
    const { problemId } = await makeProblem(docket.db, {
      tests: Array.from({ length: 3 }, () => ({ input: '20 22\n', answer: '42\n' })),
    });
    await docket.startWorker({
      SANDBOX: 'docker',
      LANGUAGES_IMAGE: 'core',
      DOCKER_SOCKET: engine.path,
      WORKER_SLOTS: '2',
    });
    const ids = await Promise.all([1, 2].map(() => docket.submit({ problemId, language: 'python3', code: SLOW })));
    const statuses = async () => (await Promise.all(ids.map((id) => docket.read(id)))).map(({ status }) => status);
    await waitFor('both under way', async () => (await statuses()).every((status) => status === 'RUNNING'));
    await engine.goAway();
    const { rows } = await waitFor('the worker out of rotation', async () => {
      const found = await docket.db.pool.query<{ why: string | null }>(
        `SELECT report ->> 'outOfRotation' AS why FROM workers ORDER BY started_at DESC LIMIT 1`,
      );
      return found.rows[0]?.why != null && found;
    });
    expect(rows[0]?.why).toMatch(/^the sandbox could not run the canaries: /);
    await waitFor('both given back', async () => (await statuses()).every((status) => status === 'QUEUED'));
    await engine.comeBack();
    const judged = await Promise.all(ids.map((id) => docket.verdict(id)));
    expect(judged.map(({ status }) => status)).toEqual(['AC', 'AC']);
    // One for each try that ended with the engine; a worker that goes on claiming uses up all six.
    for (const { attempt } of judged) expect(attempt).toBeLessThanOrEqual(3);
  });
});
