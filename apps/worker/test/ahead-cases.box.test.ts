import { setTimeout as sleep } from 'node:timers/promises';
import type { RunCase } from '@docket/contracts/http/run';
import { PLAIN_JUDGING } from '@docket/domain/judge/problem/stored-judging';
import type { Artifact } from '@docket/sandbox/sandbox';
import { expect, test } from 'vitest';
import { CasesUnderWay, type CasesJob } from '../src/judge/cases-under-way.ts';
import { runLimitsOf } from '../src/judge/run-limits.ts';
import { Slots } from '../src/judge/slots.ts';
import { useSandbox } from './test-sandbox.ts';

// Cases of a run that are tried ahead of their turn, in slots that nobody needs: who reads them must not be able to tell.

const SLOTS = 3;
const sandbox = useSandbox(SLOTS);

/** Sleeps so many ms, says so, and ends with that status. */
const SLEEPER = `
#include <stdio.h>
#include <unistd.h>
int main(void) {
  int ms, status;
  if (scanf("%d %d", &ms, &status) != 2) return 9;
  usleep(ms * 1000);
  printf("%d\\n", ms);
  return status;
}`;
let program: Promise<Artifact> | undefined;

async function compiled(): Promise<Artifact> {
  const result = await sandbox().compile('c', [{ name: 'main.c', content: SLEEPER }]);
  if (result.kind === 'failed') throw new Error(result.log);
  return result.artifact;
}

async function jobOf(inputs: readonly string[]): Promise<CasesJob & { readonly told: RunCase[] }> {
  program ??= compiled();
  const told: RunCase[] = [];
  return {
    sandbox: sandbox(),
    artifact: await program,
    checkArtifact: null,
    judging: PLAIN_JUDGING,
    limits: runLimitsOf({ cpuMs: 5_000, memoryBytes: 2 ** 28, outputBytes: 2 ** 20 }, 1),
    timeFactor: 1,
    blobs: { get: () => Promise.reject(new Error('there are no samples')) },
    cases: inputs.map((text, at) => ({ name: `input ${at + 1}`, text })),
    onCase: async (one) => void told.push(one),
    beforeCase: () => undefined,
    told,
  };
}

const gist = (cases: readonly RunCase[]) =>
  cases.map(({ ordinal, name, outcome, stdout, exit }) => ({ ordinal, name, outcome, stdout, exit }));

/** With one slot taken, as a worker has it that carries out the run. */
async function alone<T>(slots: Slots, work: () => Promise<T>): Promise<T> {
  const own = await slots.take();
  try {
    return await work();
  } finally {
    own();
  }
}

test(
  'cases have all cores, and are told in order as if they had been run one after the other',
  { timeout: 60_000 },
  async () => {
    const inputs = ['300 0', '20 0', '250 3', '10 0', '300 0', '30 1', '300 0', '300 0', '300 0'];
    const [spread, plain] = [await jobOf(inputs), await jobOf(inputs)];
    const slots = new Slots(SLOTS);
    const started = performance.now();
    await alone(slots, () => new CasesUnderWay({ ...spread, spare: slots }).run());
    const took = performance.now() - started;
    const before = performance.now();
    await new CasesUnderWay(plain).run();
    expect(took).toBeLessThan((performance.now() - before) * 0.8);
    expect(gist(spread.told)).toEqual(gist(plain.told));
    expect(gist(plain.told).map(({ outcome }) => outcome)).toEqual([
      'OK',
      'OK',
      'RE',
      'OK',
      'OK',
      'RE',
      'OK',
      'OK',
      'OK',
    ]);
    expect([slots.busy, slots.lends]).toEqual([0, false]);
  },
);

test('a slot that somebody waits for is free at once, and no case is lost', { timeout: 60_000 }, async () => {
  const job = await jobOf(['1500 0', '1500 0', '1500 0']);
  const slots = new Slots(2);
  await alone(slots, async () => {
    const running = new CasesUnderWay({ ...job, spare: slots }).run();
    await expect.poll(() => slots.lends, { timeout: 10_000 }).toBe(true);
    await sleep(300);
    const started = performance.now();
    const other = await slots.take();
    expect(performance.now() - started).toBeLessThan(800);
    other();
    await running;
  });
  expect(job.told.map(({ ordinal, outcome }) => [ordinal, outcome])).toEqual([
    [1, 'OK'],
    [2, 'OK'],
    [3, 'OK'],
  ]);
});

test('who may tell no more stops all of it, and is told once each until then', { timeout: 60_000 }, async () => {
  const job = await jobOf(['10 0', '20 0', '4000 0', '4000 0', '4000 0']);
  const slots = new Slots(SLOTS);
  const started = performance.now();
  let told = 0;
  const lost = new Error('it is somebody else’s now');
  await alone(slots, () =>
    expect(
      new CasesUnderWay({
        ...job,
        spare: slots,
        onCase: async () => {
          told += 1;
          if (told === 2) throw lost;
        },
      }).run(),
    ).rejects.toBe(lost),
  );
  expect(told).toBe(2);
  expect(performance.now() - started).toBeLessThan(3_000);
  expect([slots.busy, slots.lends]).toEqual([0, false]);
});
