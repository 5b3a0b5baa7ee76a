import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { RunEvidence } from '@docket/contracts/judge/evidence';
import { BoxFault } from './box.ts';
import { readLanguageCatalog } from './language-catalog.ts';
import { measuredLanguages } from './measure-languages.ts';
import type { CompileOutcome } from './sandbox.ts';

const catalog = new Map([...(await readLanguageCatalog())].filter(([id]) => ['c', 'ada', 'forth'].includes(id)));
const versions = new Map([...catalog.keys()].map((id) => [id, '1']));
const evidence: RunEvidence = {
  exit: { kind: 'exited', code: 0 },
  limitHit: null,
  cpuMs: 1,
  wallMs: 1,
  memoryBytes: 1,
  oomKilled: false,
  stdoutBytes: 6,
  stderrBytes: 0,
  leftover: 0,
  limits: { cpuMs: 1, wallMs: 1, memoryBytes: 1, outputBytes: 1, processes: 1 },
  metering: 'sampled',
  isolation: 'none',
  box: 'b',
  host: 'h',
};

test('a language is offered when it was measured, the core set first, and one that could not be is tried again later', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docket-measure-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const forthMayGo = Promise.withResolvers<void>();
  const state = { ada: false };
  const tries: string[] = [];
  const measured = await measuredLanguages({
    sandbox: {
      backend: 'bubblewrap',
      async compile(language): Promise<CompileOutcome> {
        tries.push(language);
        if (language === 'forth') await forthMayGo.promise;
        if (language === 'ada' && !state.ada) throw new BoxFault('the sandbox failed');
        return { kind: 'ok', artifact: { language, entry: 'x', files: [] }, log: '', evidence: null };
      },
      load: () =>
        Promise.resolve({
          run({ onStdout }) {
            onStdout(Buffer.from('hello\n'));
            return Promise.resolve({ evidence, stderr: new Uint8Array(), prints: new Uint8Array() });
          },
          close: () => Promise.resolve(),
        }),
    },
    proof: { note() {} },
    catalog,
    versions,
    dataDir,
    log: { info() {}, warn() {}, error() {} },
    stopped: new AbortController().signal,
  });
  const offered = () => measured.list().map(({ id, floor }) => [id, floor?.cpuMs]);

  expect(offered()).toEqual([]);
  await measured.core();
  expect(offered()).toEqual([['c', 1]]);
  forthMayGo.resolve();
  await measured.measured();
  expect(offered()).toEqual([
    ['c', 1],
    ['forth', 1],
  ]);

  state.ada = true;
  expect(offered()).toHaveLength(2);
  const now = performance.now();
  vi.spyOn(performance, 'now').mockReturnValue(now + 61_000);
  onTestFinished(() => void vi.restoreAllMocks());
  measured.list();
  await measured.measured();
  expect(offered()).toHaveLength(3);
  expect(tries).toEqual(['c', 'ada', 'forth', 'ada']);
});
