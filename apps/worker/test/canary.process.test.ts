import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '@docket/runtime/embedded/ports';
import { Lifecycle } from '@docket/runtime/lifecycle';
import { makeProblem, quietLog } from '@docket/testing/builders';
import { waitFor } from '@docket/testing/wait';
import { readWorkerSettings } from '../src/settings.ts';
import { startWorker } from '../src/worker.ts';
import { createWorkerHarness, type WorkerHarness } from './harness.ts';

const RIGHT = 'a, b = map(int, input().split())\nprint(a + b)\n';
type Row = { readonly sandbox: unknown; readonly report: unknown };

describe('a worker’s canaries', () => {
  let docket: WorkerHarness;
  let problemId: string;
  const lifecycle = new Lifecycle(quietLog, 5_000);

  beforeAll(async () => {
    docket = await createWorkerHarness();
    problemId = (await makeProblem(docket.db)).problemId;
  });
  afterAll(async () => {
    await lifecycle.stop();
    await docket.dispose();
  });

  const rowOf = async (): Promise<Row | undefined> =>
    (await docket.db.pool.query<Row>('SELECT sandbox, report FROM workers ORDER BY started_at DESC LIMIT 1')).rows[0];

  it('are caught before it takes up work, and its row says so', async () => {
    const worker = await docket.startWorker();
    expect(await rowOf()).toMatchObject({
      sandbox: { canary: { state: 'passed', failing: [] }, isolation: expect.stringMatching(/^bubblewrap/) },
      report: { outOfRotation: null },
    });
    const metrics = await (await fetch(`${worker.url}/metrics`)).text();
    expect(metrics).toMatch(/canary_rounds_total\{.*outcome="passed".*\} 1/);
    await docket.killWorkers();
  });

  it('take a worker out of rotation, visibly, when one is not caught; another worker judges', async () => {
    const port = await freePort();
    const config = readWorkerSettings({ ...docket.env, WORKER_PORT: String(port) });
    // A memory limit that is not set as asked for.
    await startWorker(config, quietLog, lifecycle, { loosen: { memoryBytes: 2 ** 30 } });

    // A round for which the machine was too busy says so, and another follows.
    await waitFor(
      'a round of canaries',
      async () => {
        const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
        expect(ready.status).toBe(503);
        return (await ready.text()).includes('canaries were not caught: memory hog');
      },
      { timeoutMs: 120_000, everyMs: 200 },
    );
    expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toMatch(/canary_failing\{.*\} 1/);
    await waitFor('the row', async () => {
      const row = await rowOf();
      expect(row).toMatchObject({
        sandbox: { canary: { state: 'failed', failing: ['memory hog'] } },
        report: { outOfRotation: expect.stringContaining('memory hog') },
      });
      return true;
    });

    const submissionId = await docket.submit({ problemId, language: 'python3', code: RIGHT });
    await sleep(1_500);
    expect((await docket.read(submissionId)).status).toBe('QUEUED');
    await docket.startWorker();
    expect((await docket.verdict(submissionId)).status).toBe('AC');
  });
});
