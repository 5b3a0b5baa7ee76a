import { readdir } from 'node:fs/promises';
import Docker from 'dockerode';
import { describe, expect, test } from 'vitest';
import { MIB } from '../src/backend.ts';
import { openDocker } from '../src/docker.ts';

// oxlint-disable-next-line node/no-process-env -- a switch of the test run, not of the product
const required = process.env['DOCKET_REQUIRE_DOCKER'] === '1';
const image = new Docker().getImage('docket/languages:core');
const here =
  required ||
  (await image
    .inspect()
    .then(() => true)
    .catch(() => false));

const LIMITS = { cpuMs: 5000, wallMs: 10_000, memoryBytes: 64 * MIB, outputBytes: 4096, processes: 8 };

/** Directories of the boxes' groups, as this machine shows them, which happens to be the engine's. */
async function groups(): Promise<string[]> {
  const parents = ['/sys/fs/cgroup/docket-swept', '/sys/fs/cgroup/memory/docket-swept'];
  const found = await Promise.all(parents.map((path) => readdir(path, { withFileTypes: true }).catch(() => [])));
  return found.flat().flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

describe.runIf(here)('an engine whose file system the worker cannot see', () => {
  test('the kernel holds the programs all the same, and nothing stays behind', async () => {
    const log = { info() {}, warn: console.warn, error: console.error };
    const backend = await openDocker({ log, remote: true });
    const id = `00000000-${process.pid}-remote`;
    const box = await backend.open({ id, trust: 'run', core: 0 });
    expect(box.metering).toMatch(/^cgroup-v[12]$/);
    expect(await groups()).toContain(id);
    const { evidence } = await box.run({
      argv: ['/usr/bin/python3', '-I', '-S', '-c', 'x = b"x" * (256 << 20)'],
      env: {},
      stderrKeepBytes: 1024,
      limits: LIMITS,
      onStdout: () => {},
    });
    expect(evidence).toMatchObject({ limitHit: 'memory', oomKilled: true });
    // The group can be reached by the runner alone.
    const outward = await box.run({
      argv: ['/bin/sh', '-c', 'test -d /cg && ! ls /cg /cg/unified /cg/memory'],
      env: { PATH: '/usr/bin:/bin' },
      stderrKeepBytes: 1024,
      limits: LIMITS,
      onStdout: () => {},
    });
    expect(outward.evidence.exit).toEqual({ kind: 'exited', code: 0 });
    await box.close();
    await backend.close();
    expect(await groups()).not.toContain(id);
  });
});
