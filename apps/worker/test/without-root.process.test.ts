import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exited, spawnChild } from '@docket/runtime/embedded/process';
import { freePort } from '@docket/runtime/embedded/ports';
import { makeProblem } from '@docket/testing/builders';
import { spawnService } from '@docket/testing/service';
import { createWorkerHarness, type WorkerHarness } from './harness.ts';

const NOBODY = 65_534;
/** Tests that are not run by root need nobody else. */
const runAs = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY, crossDirectories: false } : undefined;

const RIGHT =
  '#include <stdio.h>\nint main(void) { int a, b; scanf("%d %d", &a, &b); printf("%d\\n", a + b); return 0; }\n';

let docket: WorkerHarness;
let dataDir: string;

beforeAll(async () => {
  docket = await createWorkerHarness();
  dataDir = await mkdtemp(join(tmpdir(), 'docket-without-root-'));
  if (runAs !== undefined) await chown(dataDir, runAs.uid, runAs.gid);
});

afterAll(async () => {
  await docket.dispose();
  await rm(dataDir, { recursive: true, force: true });
});

/** Why that user cannot have a sandbox on this machine: it may not make namespaces, or not read this checkout. */
async function obstacle(): Promise<string | undefined> {
  const box = ['--unshare-user', '--unshare-pid', '--disable-userns', '--ro-bind', '/', '/', '--'];
  const child = spawnChild('bwrap', [...box, process.execPath, '--version'], { cwd: '/', runAs });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const { code } = await exited(child);
  return code === 0 ? undefined : said.trim() || `status ${code}`;
}

it('a worker without root catches its canaries and judges', async (context) => {
  const why = await obstacle();
  if (why !== undefined) context.skip(`no sandbox without root here: ${why}`);
  const port = await freePort();
  // Ready means that the canaries were caught.
  const worker = await spawnService('apps/worker/src/main.ts', {
    port,
    runAs,
    timeoutMs: 120_000,
    env: { ...docket.env, DOCKET_DATA_DIR: dataDir, WORKER_PORT: String(port), SANDBOX: 'bubblewrap', HOME: dataDir },
  });
  try {
    const { problemId } = await makeProblem(docket.db);
    const verdict = await docket.verdict(await docket.submit({ problemId, language: 'c', code: RIGHT }));
    expect(verdict.status).toBe('AC');
    // Otherwise this was another kind of box than the one in question.
    expect(verdict.tests[0]?.evidence?.isolation).toBe('bubblewrap');
  } finally {
    await worker.kill();
  }
});
