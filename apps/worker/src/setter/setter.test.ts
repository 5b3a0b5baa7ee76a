import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { setterJobAsked } from '@docket/contracts/judge/setter-job';
import type { ClaimedTool } from '@docket/domain/judge/setter/claim';
import { pack } from '@docket/problem-package/package-samples';
import { readZipPackage } from '@docket/problem-package/read-package';
import { newId } from '@docket/runtime/id';
import type { Sandbox } from '@docket/sandbox/sandbox';
import { expect, test } from 'vitest';
import { workOnData } from './data.ts';
import { workOnMinimise } from './minimise.ts';
import { workOnStress } from './stress.ts';
import { ToolFault } from './tool-fault.ts';
import { createBatch, Workshop, type Shift } from './workshop.ts';

type Says = { readonly code?: number; readonly out?: string };
type Acts = (stdin: string, args: readonly string[]) => Says;

/** A workshop whose programs are functions, by the name of their file. */
async function shopOf(
  asked: unknown,
  files: Readonly<Record<string, string>>,
  programs: Readonly<Record<string, Acts>>,
) {
  const pkg = await readZipPackage(pack(files), { name: 'sum' });
  const data = new Map<string, Uint8Array>();
  const keep = (bytes: Uint8Array): string => {
    const hash = createHash('sha256').update(bytes).digest('hex');
    data.set(hash, bytes);
    return hash;
  };
  const ran: string[] = [];
  const sandbox = {
    describe: () => ({ versions: { python3: '3' } }),
    compile: (language: string, [main]: readonly { name: string }[]) =>
      Promise.resolve({
        kind: 'ok',
        artifact: { language, entry: main?.name ?? '', files: [] },
        log: '',
        evidence: null,
      }),
    load: ({ entry }: { entry: string }) =>
      Promise.resolve({
        close: () => Promise.resolve(),
        async run(given: Parameters<Awaited<ReturnType<Sandbox['load']>>['run']>[0]) {
          ran.push(entry);
          const stdin = 'bytes' in given.stdin ? await given.stdin.bytes() : given.stdin;
          const { code = 0, out = '' } = programs[entry]?.(Buffer.from(stdin).toString(), given.args ?? []) ?? {};
          given.onStdout(Buffer.from(out));
          const evidence = {
            exit: { kind: 'exited', code },
            limitHit: null,
            cpuMs: 1,
            wallMs: 1,
            memoryBytes: 1,
            oomKilled: false,
            stdoutBytes: out.length,
            stderrBytes: 0,
            leftover: 0,
            limits: given.limits,
            metering: 'sampled',
            isolation: 'none',
            box: 'b',
            host: 'h',
          };
          return { evidence, stderr: Buffer.alloc(0), prints: Buffer.alloc(0) };
        },
      }),
  } as unknown as Sandbox;
  const claim: ClaimedTool = {
    kind: 'tool',
    jobId: newId(),
    attempt: 1,
    userId: newId(),
    problemId: newId(),
    problemVersion: 1,
    language: 'setter-tools',
    limits: pkg.limits,
    judging: null,
    tests: pkg.tests.map(({ ordinal, name, group, input, answer }) => ({
      ordinal,
      name,
      sample: group === 'sample',
      inputHash: keep(input),
      answerHash: keep(answer),
      validatorFlags: [],
    })),
    asked: setterJobAsked.parse(asked),
    state: null,
    slices: 0,
    material: { uuid: null, license: null, inputArgs: {}, timeRule: pkg.material.timeRule },
    files: pkg.material.files.map(({ path, bytes }) => ({ path, hash: keep(bytes) })),
  };
  const blobs = { get: (hash: string) => Promise.resolve(data.get(hash) ?? new Uint8Array()) };
  return { shop: new Workshop({ sandbox, blobs, timeFactor: undefined }, claim), ran };
}

/** Over when `isOver` says so. */
const shift = (isOver: () => boolean = () => false): Shift => ({
  tell: () => undefined,
  check: () => undefined,
  isOver,
  workedMs: () => 0,
});

const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof ToolFault ? error.fault : error),
  );

/** Goes on, slice by slice, each of them over after so many runs of programs. */
async function slices<T>(
  ran: readonly unknown[],
  runs: number,
  work: (state: unknown, by: Shift) => Promise<{ result: T } | { state: unknown }>,
) {
  const each: number[] = [];
  for (let state: unknown = null; each.length < 2_000;) {
    const from = ran.length;
    const step = await work(
      state,
      shift(() => ran.length - from >= runs),
    );
    each.push(ran.length - from);
    if ('result' in step) return { result: step.result, each };
    state = JSON.parse(JSON.stringify(step.state));
  }
  throw new Error('it never ended');
}

const tests = (count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      [`data/secret/t${index}.in`, `${index}\n`],
      [`data/secret/t${index}.ans`, '0\n'],
    ]).flat(),
  );
const PROGRAMS = {
  'input_validators/v.py': '#\n',
  'generators/g.py': '#\n',
  'submissions/accepted/a.py': '#\n',
  'submissions/wrong_answer/w.py': '#\n',
};
const takes: Acts = () => ({ code: 42 });

test('data are looked at in slices that end in the middle of what goes through the programs together', async () => {
  const plan = Array.from({ length: 30 }, (_, index) => `      t${index}: g.py ${index}\n`).join('');
  const { shop, ran } = await shopOf(
    { kind: 'data' },
    {
      ...PROGRAMS,
      ...tests(30),
      'input_validators/u.py': '#\n',
      'generators/generators.yaml': `data:\n  secret:\n    data:\n${plan}`,
    },
    {
      'v.py': (stdin) => ({ code: stdin === '7\n' ? 43 : 42 }),
      'u.py': takes,
      'g.py': (_, [n]) => ({ out: `${n}\n` }),
    },
  );
  const { result, each } = await slices(ran, 6, (state, by) => workOnData(shop, state, by));
  expect(result).toMatchObject({
    validated: 32,
    validators: 2,
    rejected: [{ test: 'secret/t7' }],
    rebuilt: 30,
    differing: [],
    missing: [],
  });
  // One more for a program that has begun nothing yet.
  expect(Math.max(...each)).toBeLessThanOrEqual(8);
});

test('a stress test does, too, and counts each round once', async () => {
  const asked = {
    kind: 'stress',
    generator: 'generators/g.py',
    args: '',
    solution: 'submissions/wrong_answer/w.py',
    seed: 100,
  };
  const made: string[] = [];
  const { shop, ran } = await shopOf(asked, PROGRAMS, {
    'g.py': (_, [seed = '']) => ({ out: `${seed}\n` }),
    'v.py': (stdin) => ({ code: Number(stdin) % 3 === 0 ? 43 : 42 }),
    'a.py': (stdin) => ({ out: stdin }),
    'w.py': (stdin) => {
      made.push(stdin.trim());
      return { out: Number(stdin) >= 140 ? 'x' : stdin };
    },
  });
  const { asked: what } = shop.claim;
  if (what.kind !== 'stress') throw new Error('it is');
  const { result, each } = await slices(ran, 9, (state, by) => workOnStress(shop, what, state, by));
  expect(result).toMatchObject({ rounds: 41, refused: 13, found: { seed: 140, verdict: 'WA' } });
  expect(made.length).toBe(new Set(made).size);
  expect(Math.max(...each)).toBeLessThanOrEqual(9 + 4);
});

const minimise = (input: string) => ({ kind: 'minimise', solution: 'submissions/wrong_answer/w.py', input });
const fails = {
  'v.py': takes,
  'a.py': (): Says => ({ out: '1' }),
  'w.py': (stdin: string): Says => ({ out: stdin.includes('b') ? '0' : '1' }),
};

test('a minimiser does, too, and comes to the smallest input', async () => {
  const { shop, ran } = await shopOf(
    minimise(`${'a a a a a a a a\n'.repeat(4)}b c\n${'a '.repeat(20)}\n`),
    PROGRAMS,
    fails,
  );
  const { asked } = shop.claim;
  if (asked.kind !== 'minimise') throw new Error('it is');
  const { result, each } = await slices(ran, 9, (state, by) => workOnMinimise(shop, asked, state, by));
  expect(result).toMatchObject({ finished: true, smallest: { input: 'b\n', verdict: 'WA' } });
  // Beside what is judged at the beginning and at the end.
  expect(Math.max(...each)).toBeLessThanOrEqual(9 + 3 + 3);
});

test('a minimiser that finds nothing to try for long lets others in, and is laid down there', async () => {
  const { shop } = await shopOf(minimise('x'), PROGRAMS, fails);
  const { asked } = shop.claim;
  if (asked.kind !== 'minimise') throw new Error('it is');
  const text = 'b '.repeat(10_000);
  const state = {
    shrink: { text, phase: 'numbers', size: 1, at: 0, tried: 0, changed: false },
    verdict: 'WA',
    fromBytes: text.length,
    tries: 0,
  };
  let turns = 0;
  let working = true;
  const others = (async () => {
    for (; working; turns++) await setImmediate();
  })();
  let looks = 0;
  const step = await workOnMinimise(
    shop,
    asked,
    state,
    shift(() => (looks += 1) > 20),
  );
  working = false;
  await others;
  expect(step).toMatchObject({ state: { shrink: { at: 4_000 } } });
  expect(turns).toBeGreaterThanOrEqual(10);
});

test('an input that is blank is not made smaller', async () => {
  const { shop, ran } = await shopOf(minimise('\n'.repeat(1_000)), PROGRAMS, fails);
  const { asked } = shop.claim;
  if (asked.kind !== 'minimise') throw new Error('it is');
  expect(await faultOf(workOnMinimise(shop, asked, null, shift()))).toMatchObject({
    code: 'input_rejected',
    where: 'the input given',
  });
  expect(ran).toEqual([]);
});

test('arguments that no box takes are told to the setter and never sent', async () => {
  const asked = {
    kind: 'stress',
    generator: 'generators/g.py',
    args: 'a '.repeat(150),
    solution: 'submissions/wrong_answer/w.py',
  };
  const { shop, ran } = await shopOf(asked, PROGRAMS, {});
  const { asked: what } = shop.claim;
  if (what.kind !== 'stress') throw new Error('it is');
  expect(await faultOf(workOnStress(shop, what, null, shift()))).toMatchObject({
    code: 'not_supported',
    program: 'generators/g.py',
  });
  expect(ran).toEqual([]);
});

test('a validator in a language that is not here is a note, and those beside it are run', async () => {
  const files = { 'input_validators/format.ctd': 'INT(1, 5)\n', 'input_validators/v.py': '#\n' };
  const beside = await shopOf({ kind: 'data' }, files, { 'v.py': takes });
  const notes = [expect.stringMatching(/^input_validators\/format\.ctd is not run/)];
  expect(await workOnData(beside.shop, null, shift())).toMatchObject({
    result: { validated: 2, validators: 1, notes },
  });
  const alone = await shopOf({ kind: 'data' }, { 'input_validators/format.ctd': 'INT(1, 5)\n' }, {});
  expect(await workOnData(alone.shop, null, shift())).toMatchObject({ result: { validated: 0, validators: 0, notes } });
});

test('quick work is done together, and more and more of it', () => {
  const batch = createBatch(1, 5);
  const sizes = Array.from({ length: 4 }, () => {
    batch.next();
    return batch.size();
  });
  expect(sizes).toEqual([2, 4, 5, 5]);
});
