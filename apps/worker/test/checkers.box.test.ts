import { pack } from '@docket/problem-package/package-samples';
import { readZipPackage } from '@docket/problem-package/read-package';
import { describe, expect, test } from 'vitest';
import { TestsUnderWay, type TestsEnding } from '../src/judge/judge-tests.ts';
import type { TestRun } from '../src/judge/run-test.ts';
import { jobOf } from './package-job.ts';
import { useSandbox } from './test-sandbox.ts';

// Whatever a setter's program does wrong, the verdict says which file did what on which test, and costs the author nothing.

const sandbox = useSandbox();

const YAML = 'problem_format_version: 2025-09\nname: S\nlimits: {time_limit: 1}\n';
const SUM = 'a, b = map(int, input().split())\nprint(a + b)';
const ECHO = 'print(input())';

type Files = Readonly<Record<string, string | null>>;

async function judge(files: Files, code: string): Promise<TestsEnding & { runs: TestRun[] }> {
  const pkg = await readZipPackage(pack({ 'problem.yaml': YAML, ...files }));
  const compiled = await sandbox().compile('python3', [{ name: 'main.py', content: code }]);
  if (compiled.kind === 'failed') throw new Error(compiled.log);
  const runs: TestRun[] = [];
  const job = await jobOf(sandbox(), pkg, compiled.artifact, 'only', new Map());
  const ending = await new TestsUnderWay({ ...job, onResult: (run) => runs.push(run) }).run();
  return { ...ending, runs };
}

const checker = (code: string, more: Files = {}): Files => ({ 'output_validator/check.py': code, ...more });
const interactor = (code: string, more: Files = {}): Files => ({
  'problem.yaml': `${YAML}type: interactive\n`,
  'output_validator/talk.py': code,
  ...more,
});

describe('a broken check program', () => {
  test.each([
    ['exits with 0', 'pass', /exit status 0, which is no decision \(42 accepts, 43 rejects\)/],
    ['throws', 'raise ValueError("no idea")', /exit status 1, which is no decision/],
    ['crashes', 'import os\nos.abort()', /crashed \(SIGABRT\)/],
    ['eats memory', 'x = bytearray(3 << 30)\nprint(len(x))', /(used more than 1024 MiB of memory|exit status 1)/],
    [
      'fills its folder',
      'import sys\nopen(sys.argv[3] + "x", "wb").write(bytes(4 << 20))\nsys.exit(42)',
      /feedback folder that is too big/,
    ],
    [
      'forks and leaves',
      'import os\nfor _ in range(20):\n    if os.fork() == 0:\n        while True: pass\n',
      /exit status 0/,
    ],
    [
      'accepts for points in a group without',
      'import sys\nopen(sys.argv[3] + "score.txt", "w").write("x")\nsys.exit(42)',
      /points that are no number/,
    ],
  ])('%s', async (_, code, reason) => {
    const ending = await judge(checker(code), SUM);
    expect(ending).toMatchObject({ status: 'IE', score: null });
    expect(ending.reason).toMatch(/^judge error: output_validator\/check\.py /);
    expect(ending.reason).toMatch(reason);
    expect(ending.reason).toMatch(/ on sample\/1$/);
    expect(ending.runs[0]?.fault).toMatch(/^output_validator\/check\.py/);
  });

  test('its words are for the judges', async () => {
    const { runs } = await judge(checker('raise ValueError("no idea")'), SUM);
    expect(runs[0]?.result.feedback).toMatchObject({ message: null, judgeMessage: expect.stringContaining('no idea') });
  });

  test('an endless one ends at its own limit', { timeout: 180_000 }, async () => {
    const ending = await judge(checker('while True: pass'), SUM);
    expect(ending.reason).toMatch(
      /check\.py (used more than 10 s of CPU time|did not answer within 20 s) on sample\/1/,
    );
  });

  test('a program that fails by itself is not checked', async () => {
    const ending = await judge(checker('pass'), 'raise SystemExit(3)');
    expect(ending).toMatchObject({ status: 'RE', reason: 'exit status 3' });
  });
});

describe('interaction', () => {
  const GUESS =
    'import sys\nn = int(open(sys.argv[2]).read())\nprint(open(sys.argv[1]).read(), end="", flush=True)\ntry:\n    sys.exit(42 if int(input()) == n else 43)\nexcept (EOFError, ValueError):\n    sys.exit(43)';

  test('accepted, wrong and dead', async () => {
    expect(await judge(interactor(GUESS), SUM)).toMatchObject({ status: 'AC' });
    expect(await judge(interactor(GUESS), ECHO)).toMatchObject({ status: 'WA' });
    expect(await judge(interactor(GUESS), 'raise SystemExit(3)')).toMatchObject({
      status: 'RE',
      reason: 'exit status 3',
    });
  });
  test('both wait: the author’s program was to speak', async () => {
    expect(await judge(interactor(GUESS), 'input()\ninput()')).toMatchObject({
      status: 'TLE',
      reason: 'idle: waiting for input?',
    });
  });
  test('an interactor that never answers is the setter’s fault', { timeout: 180_000 }, async () => {
    const ending = await judge(interactor('import time\ntime.sleep(100)'), SUM);
    expect(ending).toMatchObject({ status: 'IE' });
    expect(ending.reason).toMatch(/output_validator\/talk\.py did not answer/);
  });
  test('so is one that dies first', async () => {
    const ending = await judge(interactor('raise SystemExit(5)'), 'input()\ninput()');
    expect(ending.reason).toMatch(/output_validator\/talk\.py ended with exit status 5/);
  });
});

describe('passes', () => {
  const multi = (code: string): Files => checker(code, { 'problem.yaml': `${YAML}type: multi-pass\n` });
  test('one too many is the setter’s fault', async () => {
    const ending = await judge(
      multi('import sys\nopen(sys.argv[3] + "nextpass.in", "w").write("1 1\\n")\nsys.exit(42)'),
      SUM,
    );
    expect(ending.reason).toMatch(/asked for pass 3, but limits\.validation_passes is 2 on sample\/1/);
  });
  test('a failure in the second pass is the verdict', async () => {
    const code = 'import sys\nopen(sys.argv[3] + "nextpass.in", "w").write("x\\n")\nsys.exit(42)';
    expect(await judge(multi(code), SUM)).toMatchObject({ status: 'RE', reason: 'exit status 1' });
  });
});

describe('time', () => {
  // Its wall limit is two seconds more: on a busy machine the CPU limit still comes first.
  const brief = { 'problem.yaml': YAML.replace('time_limit: 1', 'time_limit: 0.3') };
  /** Burns CPU until it has used so many seconds, all told. */
  const burn = (seconds: number): string => `import time\nwhile time.process_time() < ${seconds}: pass\n${SUM}`;
  test('a little over the limit is run again, and noted', async () => {
    const ending = await judge(brief, burn(0.31));
    expect(ending.status).toBe('TLE');
    expect(ending.runs[0]?.result.evidence).toMatchObject({ retries: 1, limits: { cpuMs: 300 } });
  });
  test('far over is not', async () => {
    const ending = await judge(brief, burn(2));
    expect(ending.status).toBe('TLE');
    expect(ending.runs[0]?.result.evidence?.retries).toBeUndefined();
  });
});
