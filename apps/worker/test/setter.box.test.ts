import { createHash } from 'node:crypto';
import { setterJobAsked } from '@docket/contracts/judge/setter-job';
import type { ClaimedTool } from '@docket/domain/judge/setter/claim';
import { pack, YAML } from '@docket/problem-package/package-samples';
import { readZipPackage } from '@docket/problem-package/read-package';
import { newId } from '@docket/runtime/id';
import { describe, expect, test } from 'vitest';
import { workOnData } from '../src/setter/data.ts';
import { workOnMinimise } from '../src/setter/minimise.ts';
import { workOnStress } from '../src/setter/stress.ts';
import { ToolFault } from '../src/setter/tool-fault.ts';
import { Workshop, type Shift } from '../src/setter/workshop.ts';
import { judgingOf } from './package-job.ts';
import { useSandbox } from './test-sandbox.ts';

const sandbox = useSandbox();

const VALIDATOR = `import sys
lines = sys.stdin.read().split("\\n")
ok = len(lines) == 3 and lines[2] == "" and lines[0].isdigit()
numbers = lines[1].split(" ") if ok else []
if not ok or len(numbers) != int(lines[0]) or not 1 <= len(numbers) <= 50:
    print("one line with n, one with n numbers", file=sys.stderr)
    sys.exit(43)
sys.exit(42)
`;
const GENERATOR = `import random, sys
random.seed(int(sys.argv[2]))
n = int(sys.argv[1])
print(n)
print(*(random.randint(-9, 9) for _ in range(n)))
`;
/** Sums n numbers. */
const PACKAGE = {
  'problem.yaml': YAML,
  'data/sample/1.in': '2\n1 2\n',
  'data/sample/1.ans': '3\n',
  'data/secret/01.in': '1\n5\n',
  'data/secret/01.ans': '5\n',
  'input_validators/check.py': VALIDATOR,
  'generators/random_list.py': GENERATOR,
  'submissions/accepted/sum.py': 'input()\nprint(sum(map(int, input().split())))\n',
  'submissions/wrong_answer/positive.py': 'input()\nprint(sum(max(0, int(x)) for x in input().split()))\n',
};

async function shopOf(asked: unknown, changes: Readonly<Record<string, string>> = {}): Promise<Workshop> {
  const pkg = await readZipPackage(pack({ ...PACKAGE, ...changes }), { name: 'sums' });
  const data = new Map<string, Uint8Array>();
  const keep = (bytes: Uint8Array): string => {
    const hash = createHash('sha256').update(bytes).digest('hex');
    data.set(hash, bytes);
    return hash;
  };
  const claim: ClaimedTool = {
    kind: 'tool',
    jobId: newId(),
    attempt: 1,
    userId: newId(),
    problemId: newId(),
    problemVersion: 1,
    language: 'setter-tools',
    limits: pkg.limits,
    judging: judgingOf(pkg),
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
  return new Workshop({ sandbox: sandbox(), blobs, timeFactor: undefined, toolCpuMs: 2_000 }, claim);
}

/** A shift that is never over, or after so many looks. */
function shift(looks = Infinity): Shift {
  const began = performance.now();
  let looked = 0;
  return {
    tell: () => undefined,
    check: () => undefined,
    isOver: () => (looked += 1) > looks,
    workedMs: () => performance.now() - began,
  };
}

const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof ToolFault ? error.fault : error),
  );

describe('the data of a package', () => {
  const plan = (commands: string) => ({ 'generators/generators.yaml': `data:\n  secret:\n    data:\n${commands}` });

  test('is validated, and compared with what generators make, slice by slice', async () => {
    const made = await shopOf({ kind: 'data' });
    const bytes = await made.with(
      await made.compile({ path: 'g', language: 'python3', files: [{ name: 'g.py', content: GENERATOR }] }),
      (program) => made.generate(program, 'g', { args: ['3', '7'], where: 'here', most: 1000 }),
    );
    const shop = await shopOf(
      { kind: 'data' },
      {
        ...plan(`      '02': random_list.py 3 7\n      '01': random_list.py 1 8\n      '99': random_list.py 2 9\n`),
        'data/secret/02.in': bytes.toString(),
        'data/secret/02.ans': '0\n',
        'data/secret/03.in': '3\n1 2\n',
        'data/secret/03.ans': '3\n',
        'data/invalid_input/1.in': '0\n\n',
        'data/invalid_input/2.in': '1\n4\n',
      },
    );
    let state: unknown = null;
    for (let slices = 0; slices < 50; slices++) {
      const step = await workOnData(shop, state === null ? null : JSON.parse(JSON.stringify(state)), shift(1));
      if ('state' in step) {
        ({ state } = step);
        continue;
      }
      expect(slices).toBeGreaterThan(0);
      expect(step.result).toMatchObject({
        validated: 6,
        validators: 1,
        rejected: [
          { test: 'secret/03', program: 'input_validators/check.py', message: 'one line with n, one with n numbers' },
        ],
        wronglyAccepted: ['data/invalid_input/2.in'],
        rebuilt: 1,
        differing: ['secret/01'],
        missing: ['secret/99'],
      });
      return;
    }
    throw new Error('it never ended');
  });

  test('a generator that never ends is named, with the test and its command', async () => {
    const shop = await shopOf(
      { kind: 'data' },
      { ...plan(`      '07': forever.py 5\n`), 'generators/forever.py': 'while True: pass\n' },
    );
    expect(await faultOf(workOnData(shop, null, shift()))).toMatchObject({
      code: 'generator_endless',
      program: 'generators/forever.py',
      where: 'data/secret/07 (forever.py 5)',
    });
  });

  test.each<[string, Readonly<Record<string, string>>, object]>([
    ['a plan that is no YAML', { 'generators/generators.yaml': 'data: [' }, { code: 'plan_invalid' }],
    [
      'a generator that is not there',
      plan(`      '07': missing.py 5\n`),
      { code: 'program_missing', where: 'data/secret/07' },
    ],
    [
      'a generator that crashes',
      { ...plan(`      '07': bad.py\n`), 'generators/bad.py': 'raise ValueError("oh")\n' },
      { code: 'generator_failed', program: 'generators/bad.py' },
    ],
    [
      'a validator that decides nothing',
      { 'input_validators/check.py': 'print(1)\n' },
      { code: 'validator_failed', program: 'input_validators/check.py' },
    ],
  ])('%s', async (_, changes, fault) => {
    expect(await faultOf(workOnData(await shopOf({ kind: 'data' }, changes), null, shift()))).toMatchObject(fault);
  });
});

describe('a stress test and a minimiser', () => {
  const wrong = 'submissions/wrong_answer/positive.py';
  const asked = { kind: 'stress', generator: 'generators/random_list.py', args: '5 {seed}', solution: wrong };

  test('find a case on which the solution is wrong, and make it as small as it can be', async () => {
    const stress = await shopOf(asked);
    if (stress.claim.asked.kind !== 'stress') throw new Error('it is');
    const found = await workOnStress(stress, stress.claim.asked, null, shift());
    if (!('result' in found) || found.result.found === null) throw new Error('nothing was found');
    expect(found.result.found).toMatchObject({
      verdict: 'WA',
      command: expect.stringMatching(/^generators\/random_list\.py 5 \d+$/),
    });
    const { input } = found.result.found;

    const shrink = await shopOf({ kind: 'minimise', solution: wrong, input, seconds: 60 });
    if (shrink.claim.asked.kind !== 'minimise') throw new Error('it is');
    let state: unknown = null;
    for (;;) {
      const step = await workOnMinimise(shrink, shrink.claim.asked, state, shift(2));
      if ('state' in step) {
        state = JSON.parse(JSON.stringify(step.state));
        continue;
      }
      expect(step.result).toMatchObject({
        finished: true,
        smallest: { input: '1\n-1\n', verdict: 'WA', expected: '-1\n', output: '0\n' },
      });
      return;
    }
  });

  test('a solution that is right goes on until its rounds or its time are over', async () => {
    const shop = await shopOf({ ...asked, solution: 'submissions/accepted/sum.py' });
    if (shop.claim.asked.kind !== 'stress') throw new Error('it is');
    const step = await workOnStress(shop, shop.claim.asked, null, {
      ...shift(),
      workedMs: (() => {
        let asked_ = 0;
        return () => (asked_ += 20_000);
      })(),
    });
    expect(step).toMatchObject({ result: { found: null, rounds: 4, refused: 0 } });
  });

  test.each<[string, object, object]>([
    ['an input on which it is right', { kind: 'minimise', solution: wrong, input: '1\n5\n' }, { code: 'case_passes' }],
    [
      'an input that is none',
      { kind: 'minimise', solution: wrong, input: 'x\n' },
      { code: 'input_rejected', program: 'input_validators/check.py' },
    ],
    [
      'a test that is not there',
      { kind: 'minimise', solution: wrong, test: 'secret/77' },
      { code: 'program_missing', where: 'secret/77' },
    ],
    [
      'a solution that is not there',
      { kind: 'minimise', solution: 'submissions/x.py', input: 'x' },
      { code: 'program_missing' },
    ],
  ])('%s', async (_, what, fault) => {
    const shop = await shopOf(what);
    if (shop.claim.asked.kind !== 'minimise') throw new Error('it is');
    expect(await faultOf(workOnMinimise(shop, shop.claim.asked, null, shift()))).toMatchObject(fault);
  });
});
