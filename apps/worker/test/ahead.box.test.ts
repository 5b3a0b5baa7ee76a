import { setTimeout as sleep } from 'node:timers/promises';
import { pack } from '@docket/problem-package/package-samples';
import { readZipPackage } from '@docket/problem-package/read-package';
import type { Artifact } from '@docket/sandbox/sandbox';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TestsUnderWay, type TestsEnding, type TestsJob } from '../src/judge/judge-tests.ts';
import type { TestRun } from '../src/judge/run-test.ts';
import { Slots } from '../src/judge/slots.ts';
import { jobOf } from './package-job.ts';
import { useSandbox } from './test-sandbox.ts';

// Tests that run ahead of their turn, in slots that nobody needs: who reads the verdict must not be able to tell.

const SLOTS = 3;
const sandbox = useSandbox(SLOTS);

const YAML = 'problem_format_version: 2025-09\nname: S\nlimits: {time_limit: 10}\n';
/** Waits so many ms, then does as it is told. Memory differs by nothing but what it is told to take. */
const OBEDIENT = `
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void) {
  char what[16];
  int ms;
  if (scanf("%15s %d", what, &ms) != 2) return 1;
  usleep(ms * 1000);
  if (!strcmp(what, "crash")) raise(SIGSEGV);
  if (!strcmp(what, "fail")) { fputs("no\\n", stderr); return 3; }
  puts(!strcmp(what, "wrong") ? "no" : "yes");
  return 0;
}`;
/** Accepts what the default validator would, a while later. */
const checkAfter = (seconds: string): string =>
  `import sys, time\ntime.sleep(${seconds})\nok = sys.stdin.read() == "yes\\n"\nopen(sys.argv[3] + "teammessage.txt", "w").write(str(ok))\nsys.exit(42 if ok else 43)`;
const CHECKS = {
  quick: checkAfter('0.01'),
  slow: checkAfter('3 if open(sys.argv[1]).read() == "yes 10\\n" else 0'),
};

type Plan = { readonly what: 'yes' | 'wrong' | 'crash' | 'fail'; readonly ms: number };
type Group = { readonly kind: 'pass-fail' | 'sum' | 'min'; readonly tests: readonly Plan[] };
type Judged = { readonly ending: TestsEnding; readonly runs: readonly TestRun[]; readonly scores: readonly unknown[] };

const two = (n: number): string => String(n).padStart(2, '0');
const checkers = new Map<string, Promise<Artifact | null>>();
let program: Promise<Artifact> | undefined;

async function obedient(): Promise<Artifact> {
  const compiled = await sandbox().compile('c', [{ name: 'main.c', content: OBEDIENT }]);
  if (compiled.kind === 'failed') throw new Error(compiled.log);
  return compiled.artifact;
}

async function jobFor(
  groups: readonly Group[],
  scoring: boolean,
  check: 'plain' | keyof typeof CHECKS = 'plain',
): Promise<TestsJob> {
  const files: Record<string, string | null> = {
    'problem.yaml': scoring ? `${YAML}type: scoring\n` : YAML,
    'data/sample/1.in': 'yes 0\n',
    'data/sample/1.ans': 'yes\n',
    'data/secret/01.in': null,
    'data/secret/01.ans': null,
  };
  if (check !== 'plain') files['output_validator/check.py'] = CHECKS[check];
  for (const [g, { kind, tests }] of groups.entries()) {
    const folder = scoring ? `data/secret/g${two(g)}` : 'data/secret';
    if (scoring) files[`${folder}/test_group.yaml`] = `max_score: 10\nscore_aggregation: ${kind}\n`;
    for (const [t, { what, ms }] of tests.entries()) {
      files[`${folder}/${two(g)}-${two(t)}.in`] = `${what} ${ms}\n`;
      files[`${folder}/${two(g)}-${two(t)}.ans`] = 'yes\n';
    }
  }
  const pkg = await readZipPackage(pack(files));
  program ??= obedient();
  return jobOf(sandbox(), pkg, await program, check, checkers);
}

async function judge(job: TestsJob, spare?: Slots): Promise<Judged> {
  const runs: TestRun[] = [];
  const scores: unknown[] = [];
  const onResult: TestsJob['onResult'] = (run, score) => (runs.push(run), scores.push(score));
  const ending = await new TestsUnderWay({ ...job, onResult, spare }).run();
  return { ending, runs, scores };
}

/** All that does not differ from one run of a program to the next. */
function told({ ending, runs, scores }: Judged): unknown {
  return {
    ending,
    scores,
    runs: runs.map(({ points, near, fault, result }) => {
      const { ordinal, name, sample, verdict, reason, feedback, score, evidence } = { score: undefined, ...result };
      const { exit, limitHit, oomKilled, stdoutBytes, stderrBytes, leftover, limits, metering, isolation, retries } = {
        retries: undefined,
        ...evidence,
      };
      return [
        { points, near, fault, ordinal, name, sample, verdict, reason, feedback, score },
        { exit, limitHit, oomKilled, stdoutBytes, stderrBytes, leftover, limits, metering, isolation, retries },
      ];
    }),
  };
}

const boxesOf = ({ runs }: Judged): number => new Set(runs.map(({ result }) => result.evidence?.box)).size;

const plan = fc.record({
  what: fc.oneof(
    { weight: 12, arbitrary: fc.constant('yes' as const) },
    { weight: 1, arbitrary: fc.constantFrom('wrong' as const, 'crash' as const, 'fail' as const) },
  ),
  ms: fc.integer({ min: 2, max: 30 }),
});
const group = fc.record({
  kind: fc.constantFrom('pass-fail' as const, 'sum' as const, 'min' as const),
  tests: fc.array(plan, { minLength: 1, maxLength: 6 }),
});

test('ahead of their turn or one after the other, tests leave the same', { timeout: 300_000 }, async () => {
  let spread = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(group, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      async (groups, scoring, checked, all) => {
        const job = { ...(await jobFor(groups, scoring, checked ? 'quick' : 'plain')), all };
        const slots = new Slots(SLOTS);
        const own = await slots.take();
        const ahead = await judge(job, slots);
        own();
        expect(told(ahead)).toEqual(told(await judge(job)));
        // Every slot that was borrowed is back.
        expect([slots.tryTake(), slots.tryTake(), slots.tryTake(), slots.tryTake()].map(Boolean)).toEqual([
          true,
          true,
          true,
          false,
        ]);
        if (boxesOf(ahead) > 1) spread += 1;
      },
    ),
    { numRuns: 25 },
  );
  // Else nothing was compared.
  expect(spread).toBeGreaterThan(5);
});

const many = (count: number, ms: number): Plan[] => Array.from({ length: count }, () => ({ what: 'yes', ms }));
const slow = (tests: readonly Plan[]): readonly Group[] => [{ kind: 'pass-fail', tests }];

test('a lone submission has all cores', { timeout: 60_000 }, async () => {
  const job = await jobFor(slow(many(12, 200)), false);
  const slots = new Slots(SLOTS);
  const own = await slots.take();
  const started = performance.now();
  const ahead = await judge(job, slots);
  const took = performance.now() - started;
  own();
  expect(ahead.ending.status).toBe('AC');
  expect(ahead.runs.map(({ result }) => result.ordinal)).toEqual(job.tests.map(({ ordinal }) => ordinal));
  expect(boxesOf(ahead)).toBe(SLOTS);
  // One after the other they sleep for 2.4 s.
  expect(took).toBeLessThan(2_000);
});

test.each([
  ['the program', 'plain', 3_000],
  ['the check program', 'slow', 10],
] as const)(
  'a slot that somebody waits for is free before %s in it ends, and nothing is lost',
  { timeout: 60_000 },
  async (_, check, ms) => {
    const job = await jobFor(slow([{ what: 'yes', ms: 20 }, ...many(4, ms)]), false, check);
    const slots = new Slots(2);
    const own = await slots.take();
    const judging = judge(job, slots);
    await expect.poll(() => slots.lends, { timeout: 10_000 }).toBe(true);
    await sleep(500);
    const started = performance.now();
    const other = await slots.take();
    expect(performance.now() - started).toBeLessThan(1_000);
    // Whose turn it is keeps it.
    await sleep(300);
    expect(slots.lends).toBe(false);
    other();
    const { ending, runs } = await judging;
    own();
    expect(ending.status).toBe('AC');
    expect(runs).toHaveLength(job.tests.length);
    expect(slots.busy).toBe(0);
  },
);

test('a verdict does not wait for tests that ran ahead of it', { timeout: 60_000 }, async () => {
  const tests: Plan[] = [{ what: 'yes', ms: 20 }, { what: 'wrong', ms: 300 }, ...many(6, 8_000)];
  const job = await jobFor(slow(tests), false);
  const slots = new Slots(SLOTS);
  const own = await slots.take();
  const started = performance.now();
  const { ending, runs } = await judge(job, slots);
  expect(performance.now() - started).toBeLessThan(5_000);
  own();
  expect(ending.status).toBe('WA');
  expect(runs.map(({ result }) => result.verdict)).toEqual(['AC', 'AC', 'WA']);
  expect([slots.busy, slots.lends]).toEqual([0, false]);
});

test(
  'a program that only needs to be checked is known before it is, and others are not',
  { timeout: 60_000 },
  async () => {
    const tell = async (language: string, content: string) => {
      const early: Artifact[] = [];
      const outcome = await sandbox().compile(language, [{ name: 'main', content }], (artifact) =>
        early.push(artifact),
      );
      return { early, outcome };
    };
    const python = await tell('python3', 'print(input())\n');
    expect(python.outcome).toMatchObject({ kind: 'ok', artifact: python.early[0] });
    const broken = await tell('python3', 'def f(:\n');
    expect([broken.outcome.kind, broken.early.length]).toEqual(['failed', 1]);
    expect((await tell('c', OBEDIENT)).early).toEqual([]);
  },
);

test(
  'what runs while that is checked tells nothing before it may, and leaves nothing if it may not',
  { timeout: 60_000 },
  async () => {
    const job = await jobFor(slow(many(6, 50)), false);
    const slots = new Slots(2);
    const own = await slots.take();
    const runs: TestRun[] = [];
    const begun = (): TestsUnderWay => {
      const tests = new TestsUnderWay({ ...job, spare: slots, onResult: (run) => void runs.push(run) });
      tests.begin();
      tests.begin();
      return tests;
    };
    const refused = begun();
    expect(slots.lends).toBe(true);
    await sleep(400);
    await refused.abandon();
    expect([runs.length, slots.lends]).toEqual([0, false]);

    const judged = begun();
    await sleep(400);
    expect(runs).toEqual([]);
    const ending = await judged.run();
    await judged.abandon();
    own();
    expect(ending.status).toBe('AC');
    expect(runs.map(({ result }) => result.ordinal)).toEqual(job.tests.map(({ ordinal }) => ordinal));
    expect([slots.busy, slots.lends]).toEqual([0, false]);
  },
);
