import type { TestVerdict } from '@docket/contracts/judge/verdict';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScoreGroup } from '@docket/problem-package/types';
import { Scorer } from './score.ts';

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
