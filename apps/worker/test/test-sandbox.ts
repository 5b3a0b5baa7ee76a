import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '@docket/sandbox/create-sandbox';
import type { Sandbox } from '@docket/sandbox/sandbox';
import { afterAll, beforeAll } from 'vitest';

/** A sandbox for the tests of a file, called once at its head. @returns how a test gets at it */
export function useSandbox(slots = 1): () => Sandbox {
  let dataDir = '';
  let sandbox: Sandbox | undefined;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'docket-worker-'));
    sandbox = await createSandbox({
      backend: 'bubblewrap',
      slots,
      dataDir,
      // Minutes of CPU time over all files, beside what they measure.
      precompile: false,
      // Other suites may compile meanwhile; what is measured is the programs.
      timeFactor: () => 4,
      log: { info() {}, warn: console.warn, error: console.error },
    });
  });
  afterAll(async () => {
    await sandbox?.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return () => {
    if (sandbox === undefined) throw new Error('the sandbox is open while tests run, and not before');
    return sandbox;
  };
}

/** Of the languages that a machine need not have. */
const ALWAYS = ['c', 'cpp17', 'cpp20', 'java', 'javascript', 'python3', 'typescript'];

/** Is the language one that a machine may be without, and this one is? */
export function isMissing(sandbox: Pick<Sandbox, 'describe'>, language: string): boolean {
  return !ALWAYS.includes(language) && !Object.hasOwn(sandbox.describe().versions, language);
}
