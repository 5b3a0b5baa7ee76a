import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { RunEvidence } from '@docket/contracts/judge/evidence';
import { createLogger } from '@docket/runtime/logger';
import type { CompileOutcome, Sandbox } from '@docket/sandbox/sandbox';
import { CompileCache } from './compile-cache.ts';
import { CompileStore, packOutcome, unpackOutcome } from './compile-store.ts';

const EVIDENCE: RunEvidence = {
  exit: { kind: 'exited', code: 0 },
  limitHit: null,
  cpuMs: 400,
  wallMs: 410,
  memoryBytes: 1_000_000,
  oomKilled: false,
  stdoutBytes: 0,
  stderrBytes: 0,
  leftover: 0,
  limits: { cpuMs: 1, wallMs: 1, memoryBytes: 1, outputBytes: 1, processes: 1 },
  metering: 'sampled',
  isolation: 'test',
  box: 'b',
  host: 'h',
};

const program = (bytes: Uint8Array): CompileOutcome => ({
  kind: 'ok',
  log: 'a warning',
  evidence: EVIDENCE,
  artifact: { language: 'c', entry: 'a.out', files: [{ name: 'a.out', bytes, executable: true }] },
});
const failed = (over: Partial<RunEvidence>): CompileOutcome => ({
  kind: 'failed',
  log: 'no',
  evidence: { ...EVIDENCE, exit: { kind: 'exited', code: 1 }, ...over },
});
const source = (content: string) => [{ name: 'main.c', content }];

const caches: CompileCache[] = [];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'docket-compiles-'));
  onTestFinished(async () => {
    await Promise.all(caches.splice(0).map((cache) => cache.drain()));
    await rm(folder, { recursive: true, force: true });
  });
});

/** A compiler that counts. */
function setUp(outcome: (content: string) => CompileOutcome, over: { toolchain?: string; limitBytes?: number } = {}) {
  const compiled: string[] = [];
  const sandbox: Pick<Sandbox, 'compile'> = {
    compile: async (_, files) => {
      compiled.push(files[0]?.content ?? '');
      return outcome(files[0]?.content ?? '');
    },
  };
  const limit = over.limitBytes ?? 1_000_000;
  const cache = new CompileCache({
    sandbox,
    toolchains: new Map([['c', over.toolchain ?? 'gcc 12']]),
    store: new CompileStore({ folder, limitBytes: limit }),
    memoryLimitBytes: limit,
    log: createLogger('test', { LOG_LEVEL: 'silent' }),
  });
  caches.push(cache);
  return { cache, compiled };
}

/** Files under their final names. */
async function kept(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.includes('.'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
const onDisk = async (): Promise<number> => (await kept()).length;

test('the same sources are compiled once, by whichever process of this folder', async () => {
  const { cache, compiled } = setUp((content) => program(Buffer.from(content)));
  expect(await cache.compile('c', source('one'))).toMatchObject({ cached: false });
  expect(await cache.compile('c', source('one'))).toEqual({ cached: true, outcome: program(Buffer.from('one')) });
  expect(await cache.compile('c', source('two'))).toMatchObject({ cached: false });
  expect(compiled).toEqual(['one', 'two']);
  expect(cache.figures).toMatchObject({ hits: 1, misses: 2 });
  await expect.poll(onDisk).toBe(2);

  const other = setUp(() => failed({}));
  expect(await other.cache.compile('c', source('one'))).toEqual({ cached: true, outcome: program(Buffer.from('one')) });
  const newer = setUp((content) => program(Buffer.from(content)), { toolchain: 'gcc 13' });
  expect(await newer.cache.compile('c', source('one'))).toMatchObject({ cached: false });
});

test('what is kept is for the user of the worker alone, in a folder from before too', async () => {
  await chmod(folder, 0o755);
  const { cache } = setUp((content) => program(Buffer.from(content)));
  await cache.compile('c', source('one'));
  await expect.poll(onDisk).toBe(1);
  const [file = ''] = await kept();
  for (const one of [folder, path.dirname(file), file]) expect((await stat(one)).mode & 0o077).toBe(0);
});

test.each<[string, boolean, CompileOutcome]>([
  ['an error in the code', true, failed({})],
  ['a limit that struck', false, failed({ limitHit: 'cpu' })],
  ['a lack of memory', false, failed({ oomKilled: true })],
  ['a signal', false, failed({ exit: { kind: 'signaled', signal: 'SIGSEGV' } })],
  ['no compile step at all', false, { ...program(Buffer.from('x')), evidence: null }],
])('%s is kept: %s', async (_, repeats, outcome) => {
  const { cache } = setUp(() => outcome);
  await cache.compile('c', source('x'));
  expect(await cache.compile('c', source('x'))).toEqual({ cached: repeats, outcome });
});

test('names and borders of files are part of the content', async () => {
  const { cache } = setUp((content) => program(Buffer.from(content)));
  const compile = (files: { name: string; content: string }[]) => cache.compile('c', files);
  await compile([{ name: 'a.c', content: 'xy' }]);
  expect(await compile([{ name: 'b.c', content: 'xy' }])).toMatchObject({ cached: false });
  expect(
    await compile([
      { name: 'a.c', content: 'x' },
      { name: 'b.c', content: 'y' },
    ]),
  ).toMatchObject({ cached: false });
  expect(
    await compile([
      { name: 'b.c', content: 'y' },
      { name: 'a.c', content: 'x' },
    ]),
  ).toMatchObject({ cached: false });
});

test('memory and disk stay within their limit, the least recently used going first', async () => {
  const { cache } = setUp((content) => program(Buffer.alloc(20_000, content)), { limitBytes: 100_000 });
  for (let n = 0; n < 20; n += 1) {
    await cache.compile('c', source(`program ${n}`));
    await cache.compile('c', source('program 0'));
    expect(cache.figures.bytes).toBeLessThanOrEqual(100_000);
  }
  expect(cache.figures.hits).toBeGreaterThanOrEqual(20);
  await expect.poll(onDisk).toBeLessThanOrEqual(5);
});

test('what a disk gives back damaged is compiled again', async () => {
  const { cache } = setUp((content) => program(Buffer.from(content)));
  await cache.compile('c', source('one'));
  await expect.poll(onDisk).toBe(1);
  for (const file of await kept()) await writeFile(file, 'half a fi');
  expect(await setUp(() => failed({})).cache.compile('c', source('one'))).toMatchObject({ cached: false });
});

test('outcomes survive packing, and a changed byte does not', () => {
  for (const outcome of [program(Buffer.from([0, 255, 1])), failed({})]) {
    const packed = Buffer.concat(packOutcome(outcome));
    expect(unpackOutcome(packed)).toEqual(outcome);
    packed[packed.length - 1] = (packed[packed.length - 1] ?? 0) ^ 1;
    expect(unpackOutcome(packed)).toBeUndefined();
  }
});
