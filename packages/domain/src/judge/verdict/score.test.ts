import type { TestVerdict } from '@docket/contracts/judge/verdict';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScoreGroup } from '@docket/problem-package/types';
import { Scorer } from './score.ts';
import { innermostGroup } from './score-tree.ts';

const base: Omit<ScoreGroup, 'path'> = {
  aggregation: 'sum',
  maxScore: 100,
  testScore: 10,
  testMax: 10,
  rejectScore: 0,
  requires: [],
  stopAtFailure: false,
};

/** Judges as the worker does: in order, leaving out what need not be run. */
function run(
  groups: readonly ScoreGroup[],
  tests: readonly string[],
  verdictOf: (test: string) => TestVerdict,
  scoreOf: (test: string) => number | null = () => null,
): { scorer: Scorer; ran: string[] } {
  const scorer = new Scorer(groups, tests);
  const ran: string[] = [];
  for (const name of tests) {
    if (scorer.skips(name) !== null) continue;
    ran.push(name);
    scorer.add(name, verdictOf(name), scoreOf(name));
  }
  return { scorer, ran };
}

const SUBTASKS: readonly ScoreGroup[] = [
  { ...base, path: 'secret' },
  {
    ...base,
    path: 'secret/a',
    aggregation: 'pass-fail',
    maxScore: 30,
    testScore: null,
    testMax: null,
    stopAtFailure: true,
  },
  {
    ...base,
    path: 'secret/b',
    aggregation: 'min',
    maxScore: 70,
    testScore: 70,
    testMax: 70,
    stopAtFailure: true,
    requires: ['secret/a'],
  },
];
const TESTS = ['sample/1', 'secret/a/1', 'secret/a/2', 'secret/b/1', 'secret/b/2'];

describe('subtasks', () => {
  test('all accepted is all there is', () => {
    const { scorer } = run(SUBTASKS, TESTS, () => 'AC');
    expect(scorer.result()).toMatchObject({ score: 100, maxScore: 100, full: true, overfull: null });
    expect(scorer.result().subtasks.map(({ name, score, verdict }) => [name, score, verdict])).toEqual([
      ['secret/a', 30, 'AC'],
      ['secret/b', 70, 'AC'],
    ]);
  });
  test('a failed sample costs nothing, and is not part of the sum', () => {
    expect(run(SUBTASKS, TESTS, (name) => (name === 'sample/1' ? 'WA' : 'AC')).scorer.result()).toMatchObject({
      score: 100,
      full: true,
    });
  });
  test('the first failure ends its group, and what needs it is not judged', () => {
    const { scorer, ran } = run(SUBTASKS, TESTS, (name) => (name === 'secret/a/1' ? 'TLE' : 'AC'));
    expect(ran).toEqual(['sample/1', 'secret/a/1']);
    expect(scorer.result()).toMatchObject({
      score: 0,
      full: false,
      subtasks: [
        { verdict: 'TLE', testsDone: 1, testsTotal: 2 },
        { verdict: null, reason: 'needs secret/a', score: 0, testsDone: 0 },
      ],
    });
  });
  test('the smallest of what the program gave', () => {
    const { scorer } = run(
      SUBTASKS,
      TESTS,
      () => 'AC',
      (name) => (name === 'secret/b/2' ? 21 : null),
    );
    expect(scorer.result()).toMatchObject({ score: 51, full: false });
    expect(scorer.testScore('secret/b/2')).toBe(21);
    expect(scorer.testScore('secret/a/1')).toBeNull();
  });
  test('more than a group can make is found', () => {
    const { scorer } = run(
      SUBTASKS,
      TESTS,
      () => 'AC',
      () => 71,
    );
    expect(scorer.result().overfull).toBe('secret');
  });
  test('without a bound, full is all accepted', () => {
    const open = [{ ...base, path: 'secret', maxScore: null, testScore: null, testMax: null }];
    expect(
      run(
        open,
        ['secret/1'],
        () => 'AC',
        () => 7.5,
      ).scorer.result(),
    ).toMatchObject({ score: 7.5, maxScore: null, full: true });
    expect(
      run(
        open,
        ['secret/1', 'secret/2'],
        (name) => (name === 'secret/2' ? 'WA' : 'AC'),
        () => 7.5,
      ).scorer.result().full,
    ).toBe(false);
  });
});

describe('what is told of groups', () => {
  const all: ScoreGroup = { ...base, path: '', maxScore: null, testScore: 1, testMax: null };
  const scorerOf = (
    groups: readonly ScoreGroup[],
    tests: readonly string[],
    verdicts: Readonly<Record<string, TestVerdict>>,
  ) => {
    const scorer = new Scorer(groups, tests);
    for (const [name, verdict] of Object.entries(verdicts)) scorer.add(name, verdict, null);
    return scorer;
  };

  test('all of data/ is a group like any other, called by the folder', () => {
    const scorer = scorerOf([all], ['secret/1', '2'], { 'secret/1': 'AC', '2': 'WA' });
    expect(scorer.result()).toMatchObject({
      score: 1,
      full: false,
      subtasks: [{ name: 'data', verdict: 'WA', testsDone: 2, testsTotal: 2 }],
    });
  });
  test('a test lies in the innermost of its groups, whatever order they come in', () => {
    const inner: ScoreGroup = { ...base, path: 'a/b', testScore: 5 };
    const middle: ScoreGroup = { ...base, path: 'a', testScore: 3 };
    for (const groups of [
      [all, middle, inner],
      [all, inner, middle],
    ])
      expect(innermostGroup(groups, 'a/b/1')).toBe(inner);
    expect(innermostGroup([middle], 'ab/1')).toBeUndefined();
    expect(innermostGroup([middle], 'a')).toBeUndefined();
    expect(
      scorerOf([all, middle, inner], ['a/1', 'a/b/1', 'c'], { 'a/1': 'AC', 'a/b/1': 'AC', c: 'AC' }).result().score,
    ).toBe(9);
  });
  test('no groups, no score; a test of no group is worth nothing', () => {
    expect(new Scorer([], ['1']).result()).toEqual({
      score: 0,
      maxScore: null,
      full: true,
      verdict: 'AC',
      subtasks: [],
      overfull: null,
    });
    expect(scorerOf(SUBTASKS, TESTS, { 'sample/1': 'AC' }).testScore('sample/1')).toBeNull();
  });
  test('a test is left out with a reason', () => {
    const scorer = scorerOf(SUBTASKS, TESTS, { 'secret/a/1': 'WA' });
    expect(TESTS.map((name) => scorer.skips(name))).toEqual([
      null,
      'a test of the group failed',
      'a test of the group failed',
      'needs secret/a',
      'needs secret/a',
    ]);
  });
  test('a failure anywhere below a group ends it', () => {
    const outer: ScoreGroup = { ...base, path: 'a', aggregation: 'pass-fail', stopAtFailure: true };
    const scorer = scorerOf([outer, { ...base, path: 'a/b' }], ['a/b/1', 'a/2'], { 'a/b/1': 'WA' });
    expect(scorer.skips('a/2')).toBe('a test of the group failed');
  });
  test('a single test may be needed, and what was not judged was not accepted', () => {
    const group: ScoreGroup = { ...base, path: 'a', requires: ['sample/1'] };
    expect(scorerOf([group], ['sample/1', 'a/1'], {}).skips('a/1')).toBe('needs sample/1');
    expect(scorerOf([group], ['sample/1', 'a/1'], { 'sample/1': 'AC' }).skips('a/1')).toBeNull();
  });
  test('a group whose need is not met makes nothing, though its tests were run', () => {
    const group: ScoreGroup = { ...base, path: 'a', requires: ['sample'] };
    const result = scorerOf([group], ['sample/1', 'a/1'], { 'sample/1': 'WA', 'a/1': 'AC' }).result();
    expect(result).toMatchObject({ score: 0, subtasks: [{ score: 0, verdict: 'AC', reason: null }] });
  });
  test('without a bound, what was not judged was not accepted either', () => {
    expect(new Scorer([{ ...base, path: 'a', maxScore: null }], ['a/1']).result().full).toBe(false);
  });
  test('a group beside the first adds nothing to it', () => {
    const groups = [
      { ...base, path: 'a' },
      { ...base, path: 'b' },
    ];
    expect(scorerOf(groups, ['a/1', 'b/1'], { 'a/1': 'AC', 'b/1': 'AC' }).result().score).toBe(10);
  });
  test('whose turn is still to come has nothing to say', () => {
    expect(new Scorer([{ ...base, path: 'a' }], ['a/1']).result().subtasks).toEqual([
      { name: 'a', score: 0, maxScore: 100, verdict: null, reason: null, testsDone: 0, testsTotal: 1 },
    ]);
  });
  test('what was never run is worth nothing in a sum, and at most nothing elsewhere', () => {
    for (const [aggregation, rejectScore, expected] of [
      ['sum', -3, 0],
      ['sum', 3, 0],
      ['min', -3, -3],
      ['min', 3, 0],
    ] as const) {
      const scorer = new Scorer([{ ...base, path: 'a', aggregation, rejectScore }], ['a/1']);
      expect([aggregation, rejectScore, scorer.testScore('a/1')]).toEqual([aggregation, rejectScore, expected]);
    }
  });
  test('points that differ by rounding only are the same', () => {
    const groups = [{ ...base, path: 'a', maxScore: 0.3, testMax: null }];
    const scorer = new Scorer(groups, ['a/1', 'a/2']);
    scorer.add('a/1', 'AC', 0.1);
    scorer.add('a/2', 'AC', 0.2);
    expect(scorer.result()).toMatchObject({ full: true, overfull: null });
    const unbounded = new Scorer([{ ...base, path: 'a', maxScore: null }], ['a/1']);
    unbounded.add('a/1', 'AC', 1e9);
    expect(unbounded.result().overfull).toBeNull();
  });
});

/** The same rules the slow way: over a plain tree, from nothing but the final verdicts. */
type Tree = {
  readonly group: Omit<ScoreGroup, 'path' | 'requires' | 'stopAtFailure'>;
  readonly children: readonly (Tree | boolean)[];
};

const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record(
    {
      group: fc.record({
        aggregation: fc.constantFrom('sum', 'min', 'pass-fail'),
        maxScore: fc.integer({ min: 1, max: 50 }),
        testScore: fc.integer({ min: 0, max: 9 }),
        testMax: fc.constant(9),
        rejectScore: fc.constant(0),
      }),
      children: fc.array(fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.boolean(), tie('tree')), { maxLength: 4 }),
    },
    { noNullPrototype: true },
  ),
})).tree;

/** No sum below it: then a failure anywhere leaves nothing to win. */
function allIsLost(node: Tree): boolean {
  return (
    node.group.aggregation !== 'sum' && node.children.every((child) => typeof child === 'boolean' || allIsLost(child))
  );
}

function flatten(path: string, node: Tree, groups: ScoreGroup[], tests: Map<string, boolean>, stop: boolean): void {
  groups.push({ ...node.group, path, requires: [], stopAtFailure: stop && allIsLost(node) });
  for (const [index, child] of node.children.entries()) {
    if (typeof child === 'boolean') tests.set(`${path}/${index}`, child);
    else flatten(`${path}/${index}`, child, groups, tests, stop);
  }
}

function allAccepted(node: Tree): boolean {
  return node.children.every((child) => (typeof child === 'boolean' ? child : allAccepted(child)));
}

function bruteForce(node: Tree): number {
  if (node.children.length === 0) return 0;
  if (node.group.aggregation === 'pass-fail') return allAccepted(node) ? (node.group.maxScore ?? 0) : 0;
  const values = node.children.map((child) =>
    typeof child === 'boolean' ? (child ? (node.group.testScore ?? 0) : 0) : bruteForce(child),
  );
  return node.group.aggregation === 'min' ? Math.min(...values) : values.reduce((a, b) => a + b, 0);
}

test('agrees with brute force over trees of groups, whether or not a failure ends its group', () => {
  fc.assert(
    // A pass-fail group makes nothing unless all below it is accepted, so what stops there changes nothing either.
    fc.property(tree, fc.boolean(), (root, stop) => {
      const groups: ScoreGroup[] = [];
      const tests = new Map<string, boolean>();
      flatten('secret', root, groups, tests, stop);
      const names = [...tests.keys()];
      const { scorer, ran } = run(groups, names, (name) => (tests.get(name) === true ? 'AC' : 'WA'));
      expect(scorer.result().score).toBe(bruteForce(root));
      if (!stop) expect(ran).toEqual(names);
    }),
    { numRuns: 2000 },
  );
});
