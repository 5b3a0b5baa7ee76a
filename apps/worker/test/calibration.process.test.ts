import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '@docket/runtime/embedded/ports';
import { Lifecycle } from '@docket/runtime/lifecycle';
import { machineId } from '@docket/sandbox/cores';
import { makeProblem, quietLog } from '@docket/testing/builders';
import { readWorkerSettings } from '../src/settings.ts';
import { startWorker } from '../src/worker.ts';
import { createWorkerHarness, type WorkerHarness } from './harness.ts';

/** Needs 0.6 s of CPU on this machine, the limit is 1 s. */
const BURN =
  '#include <stdio.h>\n#include <time.h>\nint main(void){while(clock()<600000);int a,b;scanf("%d %d",&a,&b);printf("%d\\n",a+b);}';
const ENDLESS = 'int main(void){for(;;);}';
const SLOWER = 2;

type Row = { readonly report: unknown };

describe('a worker on a host that is half as fast', () => {
  let docket: WorkerHarness;
  let problemId: string;
  let stop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    docket = await createWorkerHarness();
    problemId = (await makeProblem(docket.db, { cpuMs: 1_000 })).problemId;
  });
  afterEach(async () => {
    await stop?.();
    stop = undefined;
    await docket.killWorkers();
  });
  afterAll(() => docket.dispose());

  async function startSlowWorker(calibration: string, machine = 'another-machine'): Promise<void> {
    const lifecycle = new Lifecycle(quietLog, 5_000);
    stop = () => lifecycle.stop();
    const config = readWorkerSettings({
      ...docket.env,
      WORKER_PORT: String(await freePort()),
      CALIBRATION: calibration,
    });
    await startWorker(config, quietLog, lifecycle, { slower: SLOWER, machine });
  }

  const report = async (): Promise<unknown> =>
    (await docket.db.pool.query<Row>('SELECT report FROM workers ORDER BY started_at DESC LIMIT 1')).rows[0]?.report;
  const judge = async (code: string) => docket.verdict(await docket.submit({ problemId, language: 'c', code }));

  it('is compared with the first of the fleet, whose own factor is 1', async () => {
    await docket.startWorker({ CALIBRATION: 'auto' });
    expect(await report()).toMatchObject({
      calibration: { mode: 'auto', factor: 1, program: 'mix-1', measuredMs: expect.any(Number) },
    });
    const judged = await judge(BURN);
    expect(judged.status).toBe('AC');
    expect(judged.tests[0]?.evidence).toMatchObject({ timeFactor: 1, limits: { cpuMs: 1_000 } });
    expect(judged.tests[0]?.cpuMs).toBe(judged.tests[0]?.evidence?.cpuMs);
  });

  it('gives programs as much more CPU time, says so, and still ends what has no end', async () => {
    await startSlowWorker('auto');
    const judged = await judge(BURN);
    expect(judged.status).toBe('AC');
    const [test] = judged.tests;
    const factor = test?.evidence?.timeFactor ?? 0;
    // How much exactly depends on what else the machine did meanwhile.
    expect(factor).toBeGreaterThan(1.2);
    expect(await report()).toMatchObject({ calibration: { mode: 'auto', factor } });
    expect(test?.evidence?.limits.cpuMs).toBe(Math.ceil(1_000 * factor));
    // Over the problem's limit as measured here; within it as it counts.
    expect(test?.evidence?.cpuMs).toBeGreaterThan(1_000);
    expect(test?.cpuMs).toBeCloseTo((test?.evidence?.cpuMs ?? 0) / factor, 6);
    expect(test?.cpuMs).toBeLessThan(1_000);
    expect((await judge(ENDLESS)).status).toBe('TLE');
  });

  it('believes a neighbour on the same machine that found it faster: only its own start was slow', async () => {
    await docket.startWorker({ CALIBRATION: 'auto' });
    await startSlowWorker('auto', await machineId());
    expect(await report()).toMatchObject({ calibration: { mode: 'auto', factor: 1 } });
  });

  it('would blame its slowness on the author, were it not calibrated', async () => {
    await startSlowWorker('off');
    const judged = await judge(BURN);
    expect(judged.status).toBe('TLE');
    expect(judged.tests[0]?.evidence?.timeFactor).toBeUndefined();
  });

  it('takes the factor that it is given', async () => {
    await startSlowWorker('3');
    const judged = await judge(BURN);
    expect(judged.status).toBe('AC');
    expect(judged.tests[0]?.evidence).toMatchObject({ timeFactor: 3, limits: { cpuMs: 3_000 } });
    expect(await report()).toMatchObject({ calibration: { mode: 'fixed', factor: 3, measuredMs: null } });
  });
});
