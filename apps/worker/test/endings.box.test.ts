import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLAIN_JUDGING } from '@docket/domain/judge/problem/stored-judging';
import { createSandbox } from '@docket/sandbox/create-sandbox';
import type { Artifact, Sandbox } from '@docket/sandbox/sandbox';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runTest, type ClaimedTest, type TestBench } from '../src/judge/run-test.ts';
import { ACTIONS, HOSTILE } from './hostile-program.ts';

// Whatever a program does to itself, its verdict is its own: one that blames the judge does not count as an attempt, and so would
// be there for the asking. And whatever it leaves, the next test of the same program finds nothing of it.

/** Random endings are tried for so long on each back end, after each of the actions was tried once. */
const RANDOM_MS = 6_000;
const LIMITS = { cpuMs: 300, wallMs: 900, memoryBytes: 64 << 20, outputBytes: 1 << 20, processes: 32 };

const log = { info() {}, warn() {}, error: console.error };

async function openOn(backend: 'bubblewrap' | 'docker', dataDir: string): Promise<Sandbox | undefined> {
  // oxlint-disable-next-line node/no-process-env -- a switch of the test run, not of the product
  const required = backend === 'bubblewrap' || process.env['DOCKET_REQUIRE_DOCKER'] === '1';
  return await createSandbox({ backend, slots: 1, dataDir, log, precompile: backend === 'docker' }).catch(
    (error: unknown) => {
      if (required) throw error;
      return undefined;
    },
  );
}

async function build(sandbox: Sandbox, language: string, code: string): Promise<Artifact> {
  const compiled = await sandbox.compile(language, [{ name: 'main', content: code }]);
  if (compiled.kind === 'failed') throw new Error(compiled.log);
  return compiled.artifact;
}

const testOf = (script: string): ClaimedTest => ({
  ordinal: 1,
  name: 'secret/1',
  sample: true,
  inputHash: script,
  answerHash: script === '?' ? 'looked\n' : '',
  validatorFlags: [],
});

/** Hashes are the data itself. */
const blobs = { get: (hash: string) => Promise.resolve(Buffer.from(hash)) };

describe.each(['bubblewrap', 'docker'] as const)('hostile endings (%s)', (backend) => {
  let dataDir = '';
  let sandbox: Sandbox | undefined;
  let hostile: Artifact | undefined;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'docket-endings-'));
    sandbox = await openOn(backend, dataDir);
    if (sandbox !== undefined) hostile = await build(sandbox, 'c', HOSTILE);
  });
  afterAll(async () => {
    await sandbox?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Runs a script, then looks for traces of it. */
  async function endAndLook(script: string): Promise<void> {
    if (sandbox === undefined || hostile === undefined) throw new Error('not open');
    const program = await sandbox.load(hostile);
    try {
      const bench: TestBench = {
        program,
        checker: null,
        judging: PLAIN_JUDGING,
        limits: LIMITS,
        timeFactor: undefined,
        blobs,
      };
      const { result } = await runTest(bench, testOf(script));
      expect(result.verdict, `${script} ended as ${JSON.stringify(result.evidence)}`).not.toBe('IE');
      // Of its own user without root, a program can spoil the file that it is started from, and nobody else's.
      if (process.getuid?.() !== 0 && /[mU]/.test(script)) return;
      const after = await runTest(bench, testOf('?'));
      expect(after.result, `after ${script}: ${after.result.feedback?.stdout}`).toMatchObject({ verdict: 'AC' });
    } finally {
      await program.close();
    }
  }

  test('each by itself, and many together', { timeout: 120_000 }, async ({ skip }) => {
    skip(sandbox === undefined, 'no Docker engine, or no image');
    for (const action of ACTIONS) await endAndLook(`${action}9`);
    const step = fc
      .tuple(fc.constantFrom(...ACTIONS), fc.integer({ min: 1, max: 64 }))
      .map(([action, n]) => `${action}${n}`);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), (steps) => endAndLook(steps.join(''))),
      { numRuns: 10_000, interruptAfterTimeLimit: RANDOM_MS, markInterruptAsFailure: false },
    );
  });

  test.each([
    ['twenty thousand folders', 'f333'],
    ['sixteen thousand folders with a file each', 'F400'],
    ['eight thousand folders, one in the other', 'd80'],
  ])(
    '%s in /tmp: gone from the next test, and the answer does not wait for it',
    { timeout: 60_000 },
    async (_, script) => {
      if (sandbox === undefined || hostile === undefined) return;
      const limits = { ...LIMITS, cpuMs: 3_000, wallMs: 10_000, memoryBytes: 512 << 20 };
      const program = await sandbox.load(hostile);
      const bench: TestBench = { program, checker: null, judging: PLAIN_JUDGING, limits, timeFactor: undefined, blobs };
      const waits: number[] = [];
      for (let round = 0; round < 2; round++) {
        const started = performance.now();
        const { result } = await runTest(bench, testOf(script));
        waits.push(performance.now() - started - result.wallMs);
        expect(result.verdict).not.toBe('IE');
        expect((await runTest(bench, testOf('?'))).result).toMatchObject({ verdict: 'AC' });
      }
      await program.close();
      // The better of two: the machine may be busy.
      expect(Math.min(...waits)).toBeLessThan(150);
    },
  );

  test('a box that takes too long to clean is replaced for the next test', { timeout: 60_000 }, async ({ skip }) => {
    // In a container there are too few inodes for it.
    skip(backend === 'docker');
    if (sandbox === undefined || hostile === undefined) throw new Error('not open');
    const limits = { ...LIMITS, cpuMs: 8_000, wallMs: 30_000, memoryBytes: 1024 << 20 };
    const program = await sandbox.load(hostile);
    const bench: TestBench = { program, checker: null, judging: PLAIN_JUDGING, limits, timeFactor: undefined, blobs };
    const first = await runTest(bench, testOf('f7000'));
    const second = await runTest(bench, testOf('?'));
    await program.close();
    expect(second.result).toMatchObject({ verdict: 'AC' });
    expect(second.result.evidence?.box).not.toBe(first.result.evidence?.box);
  });

  test.each([
    ['go', 'package x\n', 'CE'],
    ['rust', '#![crate_type = "lib"]\npub fn f() {}\n', 'CE'],
    [
      'c',
      'const char l[] __attribute__((section(".interp"))) = "/no/such/loader";\nint main(void) { return 0; }\n',
      'RE',
    ],
    ['commonlisp', '(eval-when (:compile-toplevel) (run-program "/bin/sh" (list "-c" "kill -9 -1")))\n', 'CE'],
    ['perl', 'BEGIN { kill 9, -1; kill 9, $$; }\n', 'CE'],
    [
      'java',
      `package ${Array.from({ length: 30 }, () => 'p').join('.')}; public class Main { public static void main(String[] a) { System.exit(3); } }`,
      'RE',
    ],
  ])(
    '%s that is no program, kills its compiler or lies deep: %s',
    { timeout: 60_000 },
    async (language, code, verdict) => {
      if (sandbox === undefined || sandbox.describe().versions[language] === undefined) return;
      const compiled = await sandbox.compile(language, [{ name: 'main', content: code }]);
      if (compiled.kind === 'failed') {
        expect(verdict).toBe('CE');
        return;
      }
      const program = await sandbox.load(compiled.artifact);
      const limits = { ...LIMITS, cpuMs: 5_000, wallMs: 20_000, memoryBytes: 256 << 20, processes: 256 };
      const bench: TestBench = { program, checker: null, judging: PLAIN_JUDGING, limits, timeFactor: undefined, blobs };
      const { result } = await runTest(bench, testOf('1'));
      await program.close();
      expect(result.verdict).toBe(verdict === 'RE' ? 'RE' : 'CE');
    },
  );
});
