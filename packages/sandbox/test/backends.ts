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
import { readLanguageCatalog } from '../src/language-catalog.ts';
import { openNeutralFolder } from '../src/neutral.ts';
import type { Artifact, Sandbox } from '../src/sandbox.ts';

/** How many times slower than hardware this machine is: an emulated one is given by its vitest.config.ts. */
// oxlint-disable-next-line node/no-process-env -- a switch of the test run, not of the product
const slowness = Number(process.env['DOCKET_TEST_SLOWNESS'] ?? '1');

/** Wall time is ample: on a busy machine only a program that waits for something may run into it. */
export const LIMITS: RunLimits = {
  cpuMs: 1000 * slowness,
  wallMs: 20_000 * slowness,
  memoryBytes: 256 * MIB,
  outputBytes: MIB,
  processes: 32,
};

/** So soon the next submission must be judged, whatever the one before did. */
const NEXT_MS = 2000;

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

export const backends: readonly ('bubblewrap' | 'docker')[] = (await dockerIsHere())
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

/** What most tests are written in. Whoever needs another language says so: looking for all of them takes seconds each time. */
const USUAL = ['c', 'cpp17', 'cpp20', 'python3', 'java', 'javascript'];
export const ALL_LANGUAGES = { languages: [...(await readLanguageCatalog()).keys()] };

/** A sandbox as tests want it. */
export function openSandbox(
  backend: 'bubblewrap' | 'docker',
  options: Partial<SandboxOptions> & Pick<SandboxOptions, 'slots' | 'dataDir'>,
): Promise<Sandbox> {
  // On the host headers would be compiled anew for each of these folders; an image keeps them.
  return createSandbox({ backend, log: quiet, precompile: backend === 'docker', languages: USUAL, ...options });
}

/** How tests use a sandbox. */
export function benchOf(opened: () => Sandbox): Bench {
  let greeting: Artifact | undefined;
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
      const artifact = greeting;
      const greet = async (): Promise<number> => {
        const started = performance.now();
        const [result] = await bench.runAll(artifact, [{ stdin: '40 2\n' }]);
        expect(result?.stdout.toString()).toBe('42\n');
        expect(result?.evidence).toMatchObject({ exit: { kind: 'exited', code: 0 }, limitHit: null, leftover: 0 });
        return performance.now() - started;
      };
      const tookMs = await greet();
      // A machine that is busy with other things slows the one after that as well, which nobody has spoilt.
      if (tookMs > NEXT_MS) expect(tookMs).toBeLessThan(NEXT_MS + 5 * (await greet()));
    },
  };
  return bench;
}

/** Declares the same tests for each back end there is. */
export function onEachBackend(
  title: string,
  slots: number,
  declare: (bench: Bench) => void,
  options: Partial<SandboxOptions> = {},
): void {
  describe.each(backends)(`${title} (%s)`, (backend) => {
    let sandbox: Sandbox | undefined;
    let dataDir = '';

    beforeAll(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'docket-sandbox-'));
      sandbox = await openSandbox(backend, { slots, dataDir, ...options });
    });
    afterAll(async () => {
      await sandbox?.close();
      if (dataDir) await rm(dataDir, { recursive: true });
    });
    declare(
      benchOf(() => {
        if (!sandbox) throw new Error('the sandbox is not open');
        return sandbox;
      }),
    );
  });
}

/** The same for tests that speak to a box itself; once more with the meters of a machine without a writable cgroup.
 * `another` opens a second one, as another worker would. */
export function onEachBoxMaker(
  title: string,
  declare: (open: () => Backend, another: (uidFrom: number) => Promise<Backend>) => void,
): void {
  describe.each([...backends, 'bubblewrap, sampled'] as const)(`${title} (%s)`, (name) => {
    let backend: Backend | undefined;
    let dataDir = '';
    const make = (options: { readonly uidFrom?: number }): Promise<Backend> =>
      name === 'docker'
        ? openDocker({ log: quiet, ...options })
        : openNeutralFolder(dataDir, quiet).then((neutral) =>
            openBubblewrap({ dataDir, log: quiet, neutral, cgroup: name === 'bubblewrap', ...options }),
          );
    beforeAll(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'docket-boxes-'));
      backend = await make({});
    });
    afterAll(async () => {
      await backend?.close();
      if (dataDir) await rm(dataDir, { recursive: true });
    });
    declare(
      () => {
        if (!backend) throw new Error('no back end');
        return backend;
      },
      (uidFrom) => make({ uidFrom }),
    );
  });
}
