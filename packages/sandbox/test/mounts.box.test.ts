import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { beforeAll, expect, test } from 'vitest';
import type { TrustClass } from '../src/box.ts';
import { bootId } from '../src/cgroup.ts';
import { LIMITS, onEachBackend, onEachBoxMaker } from './backends.ts';

/** What whoever runs the worker would not have told: where the checkout, Node and the data of this test's sandboxes are. */
const PRIVATE = [
  join(import.meta.dirname, '..', '..', '..'),
  process.cwd(),
  process.execPath,
  homedir(),
  ...['docket-boxes-', 'docket-sandbox-'].map((name) => join(tmpdir(), name)),
];

/** Every table of mounts that a program can read. */
const TABLES = ['mountinfo', 'mounts', 'mountstats'].map((name) => `/proc/self/${name}`);

onEachBoxMaker('tables of mounts', (open) => {
  /** The engine mounts from its own folder and says so; docs/sandbox.md has why that stays. */
  let engine = '/var/lib/docker';
  beforeAll(async () => {
    if (open().name !== 'docker') return;
    const info: { readonly DockerRootDir?: string } = await new Docker().info();
    engine = info.DockerRootDir ?? engine;
  });

  test.each<TrustClass>(['compile', 'run', 'check'])(
    'in a box to %s they name no folder of the host’s user',
    async (trust) => {
      const box = await open().open({ id: `${await bootId()}-${process.pid}-mounts-${trust}`, trust, core: 0 });
      try {
        let said = '';
        const { evidence } = await box.run({
          argv: ['/bin/cat', ...TABLES, '/proc/1/cmdline', '/proc/self/cgroup'],
          env: {},
          limits: LIMITS,
          stderrKeepBytes: 0,
          onStdout: (chunk) => (said += Buffer.from(chunk).toString()),
        });
        expect(evidence.exit).toEqual({ kind: 'exited', code: 0 });
        expect(said).toContain(' /box ');
        const lines = said.replaceAll(engine, '(engine)').split('\n');
        expect(lines.filter((line) => PRIVATE.some((path) => line.includes(path)))).toEqual([]);
      } finally {
        await box.close();
      }
    },
  );
});

onEachBackend(
  'messages of compilers',
  1,
  (bench) => {
    test('quote no path of the host, also where a precompiled header is used', { timeout: 300_000 }, async () => {
      const code = '#include <bits/stdc++.h>\nint main() { std::vector<int> v; std::sort(1, 2); }\n';
      // On a bare machine the header is made in the background; before, the ordinary one is quoted.
      await expect
        .poll(
          async () => {
            const outcome = await bench.sandbox().compile('cpp17', [{ name: 'main.cpp', content: code }]);
            if (outcome.kind !== 'failed') throw new Error('it compiles');
            for (const path of [...PRIVATE, '/var/tmp']) expect(outcome.log).not.toContain(path);
            return /from (?:\S*\/)?header\.h:1/.test(outcome.log);
          },
          { timeout: 240_000, interval: 1_000 },
        )
        .toBe(true);
    });
  },
  { precompile: true },
);
