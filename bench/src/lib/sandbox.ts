import { tmpdir } from 'node:os';
import path from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { createSandbox } from '@docket/sandbox/create-sandbox';
import type { Sandbox } from '@docket/sandbox/sandbox';

const silent = { info: () => undefined, warn: console.warn, error: console.error };

/** A sandbox for measuring, with its own data directory. */
export async function withSandbox<T>(
  backend: 'docker' | 'bubblewrap',
  slots: number,
  work: (sandbox: Sandbox) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'docket-bench-'));
  const sandbox = await createSandbox({ backend, slots, dataDir, log: silent });
  try {
    return await work(sandbox);
  } finally {
    await sandbox.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
