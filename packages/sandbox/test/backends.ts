import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';
import type { Backend } from '../src/backend.ts';
import { MIB } from '../src/backend.ts';
import { openBubblewrap } from '../src/bubblewrap.ts';
import { createSandbox, type SandboxOptions } from '../src/create-sandbox.ts';
import { openDocker } from '../src/docker.ts';
import type { Artifact, Sandbox } from '../src/sandbox.ts';

export const LIMITS: RunLimits = { cpuMs: 1000, wallMs: 3000, memoryBytes: 256 * MIB, outputBytes: MIB, processes: 32 };

/** How soon the next submission must be judged after a hostile one; an emulated machine takes longer. */
// oxlint-disable-next-line node/no-process-env -- a switch of the test run, not of the product
const SOON_MS = Number(process.env['DOCKET_TEST_SOON_MS'] ?? 2000);

const quiet = { info() {}, warn: console.warn, error: console.error };

/** Docker is exercised where an engine answers and has the languages image; DOCKET_REQUIRE_DOCKER=1 makes its absence a failure. */
async function dockerIsHere(): Promise<boolean> {
  // oxlint-disable-next-line node/no-process-env -- a switch of the test run, not of the product
  if (process.env['DOCKET_REQUIRE_DOCKER'] === '1') return true;
  return await new Docker()
    .getImage('docket/languages:core')
    .inspect()
    .then(
      () => true,
      () => false,
    );
}

const backends: readonly ('bubblewrap' | 'docker')[] = (await dockerIsHere())
  ? ['bubblewrap', 'docker']
  : ['bubblewrap'];

export type Ran = { readonly evidence: RunEvidence; readonly stdout: Buffer; readonly stderr: string };
export type RunOptions = { readonly stdin?: string | Uint8Array; readonly limits?: Partial<RunLimits> };

export type Bench = {
  readonly sandbox: () => Sandbox;
  /** Compiles a single file, which must succeed. */
  build(language: string, code: string): Promise<Artifact>;
  /** Runs the tests one after the other in one box. */
  runAll(artifact: Artifact, tests: readonly RunOptions[]): Promise<Ran[]>;
  /** Compiles and runs once. */
  judge(language: string, code: string, options?: RunOptions): Promise<Ran>;
  /** The next submission is judged as if nothing had happened, and soon. */
  expectNormal(): Promise<void>;
};

const GREETING =
  '#include <stdio.h>\nint main(void) { int a = 0, b = 0; if (scanf("%d %d", &a, &b) != 2) return 1; printf("%d\\n", a + b); return 0; }\n';

/** Declares the same tests for each back end there is. */
export function onEachBackend(
  title: string,
  slots: number,
  declare: (bench: Bench) => void,
  options: Partial<SandboxOptions> = {},
): void {
  describe.each(backends)(`${title} (%s)`, (backend) => {
    let sandbox: Sandbox | undefined;
    let greeting: Artifact | undefined;
    let dataDir = '';

    const opened = (): Sandbox => {
      if (!sandbox) throw new Error('the sandbox is not open');
      return sandbox;
    };

    const bench: Bench = {
      sandbox: opened,
      async build(language, code) {
        const outcome = await opened().compile(language, [{ name: 'submission', content: code }]);
        if (outcome.kind === 'failed') throw new Error(`does not compile: ${outcome.log}`);
        return outcome.artifact;
      },
      async runAll(artifact, tests) {
        const program = await opened().load(artifact);
        try {
          const results: Ran[] = [];
          for (const { stdin = '', limits } of tests) {
            const chunks: Buffer[] = [];
            const { evidence, stderr } = await program.run({
              stdin: Buffer.from(stdin),
              limits: { ...LIMITS, ...limits },
              onStdout: (chunk) => chunks.push(Buffer.from(chunk)),
            });
            results.push({ evidence, stdout: Buffer.concat(chunks), stderr: Buffer.from(stderr).toString() });
          }
          return results;
        } finally {
          await program.close();
        }
      },
      async judge(language, code, options = {}) {
        const [result] = await bench.runAll(await bench.build(language, code), [options]);
        if (!result) throw new Error('no result');
        return result;
      },
      async expectNormal() {
        greeting ??= await bench.build('c', GREETING);
        const started = performance.now();
        const [result] = await bench.runAll(greeting, [{ stdin: '40 2\n' }]);
        expect(result?.stdout.toString()).toBe('42\n');
        expect(result?.evidence).toMatchObject({ exit: { kind: 'exited', code: 0 }, limitHit: null, leftover: 0 });
        expect(performance.now() - started).toBeLessThan(SOON_MS);
      },
    };

    beforeAll(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'docket-sandbox-'));
      sandbox = await createSandbox({
        backend,
        slots,
        dataDir,
        log: quiet,
        // On the host it would be done anew for each of these folders; an image keeps it.
        precompile: backend === 'docker',
        ...options,
      });
    });
    afterAll(async () => {
      await sandbox?.close();
      if (dataDir) await rm(dataDir, { recursive: true });
    });
    declare(bench);
  });
}

/** The same for tests that speak to a box itself; once more with the meters of a machine without a writable cgroup. */
export function onEachBoxMaker(title: string, declare: (open: () => Backend) => void): void {
  describe.each([...backends, 'bubblewrap, sampled'] as const)(`${title} (%s)`, (name) => {
    let backend: Backend | undefined;
    let dataDir = '';
    beforeAll(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'docket-boxes-'));
      backend =
        name === 'docker'
          ? await openDocker({ log: quiet })
          : await openBubblewrap({ dataDir, log: quiet, cgroup: name === 'bubblewrap' });
    });
    afterAll(async () => {
      await backend?.close();
      if (dataDir) await rm(dataDir, { recursive: true });
    });
    declare(() => {
      if (!backend) throw new Error('no back end');
      return backend;
    });
  });
}
