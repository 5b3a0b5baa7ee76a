import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunEvidence } from '@docket/contracts/judge/evidence';
import { pack } from '@docket/problem-package/package-samples';
import { readZipPackage } from '@docket/problem-package/read-package';
import type { Sandbox } from '@docket/sandbox/sandbox';
import { expect, test } from 'vitest';
import { TestsUnderWay, type TestsEnding, type TestsJob } from '../src/judge/judge-tests.ts';
import { runLimitsOf } from '../src/judge/run-limits.ts';
import { runTest, type TestRun } from '../src/judge/run-test.ts';
import { jobOf } from './package-job.ts';
import { useSandbox } from './test-sandbox.ts';

// A host that has no core for a program must not cost its author the verdict. Here the program is stopped in the middle of
// its work, as if nothing had been left for it, until its wall time is over.

/** Little of it, for wall time is 2 s more: the runs that are not stopped must get there on a busy host, too. */
const CPU_SECONDS = 0.3;
const YAML = `problem_format_version: 2025-09\nname: S\nlimits: {time_limit: ${CPU_SECONDS}}\n`;

const sandbox = useSandbox();
let names = 0;

/** Runs under a name by which it is found among all processes. */
const program = (name: string, work: string): string => `
#include <stdio.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>
int main(void) {
  int a, b;
  prctl(PR_SET_NAME, "${name}");
  if (scanf("%d %d", &a, &b) != 2) return 1;
  ${work}
  printf("%d\\n", a + b);
  return 0;
}`;
/**
 * Ends within its limits. When more than half of its CPU time is used it rests, so that there is time to find it resting
 * and to stop it.
 */
const COMPUTES = `
  while (clock() < 0.18 * CLOCKS_PER_SEC);
  usleep(700000);
  while (clock() < 0.22 * CLOCKS_PER_SEC);`;
const WAITS = 'sleep(60);';

function findProcess(name: string): number | null {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      if (readFileSync(`/proc/${entry}/comm`, 'latin1').trim() === name) return Number(entry);
    } catch {
      // It has ended since.
    }
  }
  return null;
}

/** Does it rest, with so much CPU time used that only a starving host can be to blame? */
function isHalfway(pid: number): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // proc(5): the second field is the name; after it the state, and as 12th and 13th the hundredths of a second used.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'S' && Number(fields[11]) + Number(fields[12]) >= 16;
}

/** Stops the one program of that name when it is halfway. */
async function starve(name: string, over: AbortSignal): Promise<void> {
  for (; !over.aborted; await sleep(5)) {
    const pid = findProcess(name);
    while (pid !== null && !over.aborted) {
      if (isHalfway(pid)) return void process.kill(pid, 'SIGSTOP');
      await sleep(5);
    }
  }
}

type Starved = { readonly job: TestsJob; readonly evidence: RunEvidence[]; readonly runs: TestRun[] };

/** A job whose first runs are starved, and whose runs are written down, those too that do not count in the end. */
async function prepare(work: string, times: number): Promise<Starved> {
  const box = sandbox();
  const name = `starved-${process.pid % 100_000}-${names++}`;
  const pkg = await readZipPackage(
    pack({ 'problem.yaml': YAML, 'data/secret/01.in': null, 'data/secret/01.ans': null }),
  );
  const compiled = await box.compile('c', [{ name: 'main.c', content: program(name, work) }]);
  if (compiled.kind === 'failed') throw new Error(compiled.log);
  const evidence: RunEvidence[] = [];
  const watched: Sandbox = {
    ...box,
    async load(artifact) {
      const loaded = await box.load(artifact);
      return {
        async run(one) {
          const over = new AbortController();
          const starving = evidence.length < times ? starve(name, over.signal) : null;
          const run = await loaded.run(one).finally(() => over.abort());
          await starving;
          evidence.push(run.evidence);
          return run;
        },
        close: () => loaded.close(),
      };
    },
  };
  const runs: TestRun[] = [];
  const job = await jobOf(box, pkg, compiled.artifact, name, new Map());
  return { job: { ...job, sandbox: watched, onResult: (run) => runs.push(run) }, evidence, runs };
}

async function judged(work: string, times: number): Promise<Starved & { ending: TestsEnding }> {
  const prepared = await prepare(work, times);
  return { ...prepared, ending: await new TestsUnderWay(prepared.job).run() };
}

test('starved in its first run, a program is run once more, and that counts', { timeout: 60_000 }, async () => {
  const { ending, evidence, runs } = await judged(COMPUTES, 1);
  expect(evidence.map(({ limitHit }) => limitHit)).toEqual(['wall', null]);
  const [first] = evidence;
  expect(first?.cpuMs).toBeGreaterThan((CPU_SECONDS * 1_000) / 2);
  expect(first?.cpuMs).toBeLessThan(CPU_SECONDS * 1_000);
  expect(ending).toMatchObject({ status: 'AC' });
  expect(runs).toHaveLength(1);
  expect(runs[0]?.result).toMatchObject({ verdict: 'AC', evidence: { retries: 1, limitHit: null } });
});

test('starved in both runs it is out of time', { timeout: 60_000 }, async () => {
  const { ending, evidence, runs } = await judged(COMPUTES, 2);
  expect(evidence.map(({ limitHit }) => limitHit)).toEqual(['wall', 'wall']);
  expect(ending).toMatchObject({ status: 'TLE', reason: 'wall time' });
  expect(runs[0]?.result.evidence?.retries).toBe(1);
});

test('without the second run the starved program would be out of time', { timeout: 60_000 }, async () => {
  const { job, evidence } = await prepare(COMPUTES, 1);
  const [only] = job.tests;
  if (only === undefined) throw new Error('no test');
  const loaded = await job.sandbox.load(job.artifact);
  const bench = { ...job, program: loaded, checker: null, limits: runLimitsOf(job.limits) };
  const run = await runTest(bench, only);
  await loaded.close();
  expect(evidence.map(({ limitHit }) => limitHit)).toEqual(['wall']);
  expect(run.result).toMatchObject({ verdict: 'TLE', reason: 'wall time' });
  expect(run.near).toBe(true);
});

test('a program that only waits is not run again', { timeout: 60_000 }, async () => {
  const { ending, evidence, runs } = await judged(WAITS, 0);
  expect(evidence.map(({ limitHit }) => limitHit)).toEqual(['wall']);
  expect(ending).toMatchObject({ status: 'TLE', reason: 'idle: waiting for input?' });
  expect(runs[0]?.result.evidence?.retries).toBeUndefined();
});
