/**
 * Points as the two versions of the format describe them, written once more without thought for anything but their text, and held
 * against reader and scorer over random packages.
 */
import type { TestVerdict } from '@docket/contracts/judge/verdict';
import { readLegacyScoring } from '@docket/problem-package/legacy-groups';
import { readScoring } from '@docket/problem-package/score-groups';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Scorer } from './score.ts';

const filesOf = (texts: ReadonlyMap<string, string>) => ({
  name: null,
  paths: [...texts.keys()],
  read: (path: string) => Promise.resolve(Buffer.from(texts.get(path) ?? '')),
});

/** How a test goes: its verdict, and the points of its score.txt. */
type Outcome = { readonly verdict: TestVerdict; readonly points: number | null };

/** Judges as the worker does. */
function judge(
  scorer: Scorer,
  tests: readonly string[],
  outcomes: ReadonlyMap<string, Outcome>,
): { readonly ran: string[] } {
  const ran: string[] = [];
  for (const name of tests) {
    if (scorer.skips(name) !== null) continue;
    const outcome = outcomes.get(name);
    if (outcome === undefined) throw new RangeError(name);
    ran.push(name);
    scorer.add(name, outcome.verdict, outcome.verdict === 'AC' ? outcome.points : null);
    // What is shown on the way must not disturb what is counted.
    scorer.result();
  }
  return { ran };
}

const verdict = fc.constantFrom<TestVerdict>('AC', 'AC', 'AC', 'WA', 'TLE', 'RE', 'MLE', 'OLE');

describe('legacy', () => {
  /** Undefined: the file, or the key, is not there. */
  type Settings = {
    readonly on_reject?: 'break' | 'continue' | undefined;
    readonly grader_flags?: string | undefined;
    readonly accept_score?: number | undefined;
    readonly reject_score?: number | undefined;
  };
  type Group = { readonly settings: Settings | null; readonly children: readonly (Group | Outcome)[] };

  const settings: fc.Arbitrary<Settings> = fc.record(
    {
      on_reject: fc.constantFrom('break', 'continue'),
      grader_flags: fc
        .array(
          fc.constantFrom(
            'sum',
            'avg',
            'min',
            'max',
            'worst_error',
            'first_error',
            'always_accept',
            'accept_if_any_accepted',
          ),
          { maxLength: 3 },
        )
        .map((flags) => flags.join(' ')),
      accept_score: fc.integer({ min: -3, max: 30 }),
      reject_score: fc.integer({ min: -3, max: 3 }),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const outcome: fc.Arbitrary<Outcome> = fc.record({
    verdict,
    points: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 40 })),
  });
  const group: fc.Arbitrary<Group> = fc.letrec<{ group: Group }>((tie) => ({
    group: fc.record({
      settings: fc.option(settings),
      children: fc.array(fc.oneof({ maxDepth: 3, depthSize: 'small' }, outcome, tie('group')), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  })).group;
  const root = fc.record({
    settings: fc.option(settings),
    ignoreSample: fc.boolean(),
    sample: fc.option(group),
    secret: group,
  });

  const isGroup = (child: Group | Outcome): child is Group => 'children' in child;

  function write(path: string, node: Group, texts: Map<string, string>, outcomes: Map<string, Outcome>): void {
    if (node.settings !== null) texts.set(`data/${path}/testdata.yaml`, yamlOf(node.settings));
    for (const [index, child] of node.children.entries()) {
      if (isGroup(child)) write(`${path}/${index}`, child, texts, outcomes);
      else outcomes.set(`${path}/${index}`, child);
    }
  }
  const yamlOf = (given: Settings): string =>
    Object.entries(given)
      .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
      .join('');

  type Result = { readonly verdict: string; readonly score: number };
  const DEFAULTS: Required<{ [K in keyof Settings]: NonNullable<Settings[K]> }> = {
    on_reject: 'break',
    grader_flags: '',
    accept_score: 1,
    reject_score: 0,
  };

  /** One group, from the text: its results in order, then the grader. */
  function reference(
    path: string,
    node: Group,
    inherited: typeof DEFAULTS,
    ran: string[],
    ignoreSample = false,
  ): Result {
    const given = node.settings ?? {};
    const own = {
      on_reject: given.on_reject ?? inherited.on_reject,
      grader_flags: given.grader_flags ?? inherited.grader_flags,
      accept_score: given.accept_score ?? inherited.accept_score,
      reject_score: given.reject_score ?? inherited.reject_score,
    };
    const results: Result[] = [];
    for (const [index, child] of node.children.entries()) {
      const name = path === '' ? ['sample', 'secret'][index + 2 - node.children.length] : `${path}/${index}`;
      if (name === undefined) throw new RangeError();
      if (isGroup(child)) results.push(reference(name, child, own, ran));
      else {
        ran.push(name);
        const worth = child.verdict === 'AC' ? (child.points ?? own.accept_score) : own.reject_score;
        results.push({ verdict: child.verdict, score: worth });
      }
      if (own.on_reject === 'break' && results.at(-1)?.verdict !== 'AC') break;
    }
    return defaultGrader(own.grader_flags.split(' '), results, ignoreSample);
  }

  function defaultGrader(flags: readonly string[], all: readonly Result[], ignoreSample: boolean): Result {
    const results = ignoreSample ? all.slice(all.length - 1) : all;
    let mode = 'worst_error';
    let scoring = 'sum';
    for (const flag of flags) {
      if (['worst_error', 'first_error', 'always_accept'].includes(flag)) mode = flag;
      if (['sum', 'avg', 'min', 'max'].includes(flag)) scoring = flag;
    }
    const scores = results.map(({ score }) => score);
    const sum = scores.reduce((a, b) => a + b);
    const score =
      { sum, avg: sum / scores.length, min: Math.min(...scores), max: Math.max(...scores) }[scoring] ?? Number.NaN;
    const verdicts = results.map((result) => result.verdict);
    if (mode === 'always_accept') return { verdict: 'AC', score };
    if (flags.includes('accept_if_any_accepted') && verdicts.includes('AC')) return { verdict: 'AC', score };
    if (mode === 'first_error') return { verdict: verdicts.find((one) => one !== 'AC') ?? 'AC', score };
    for (const worst of ['RE', 'MLE', 'TLE', 'OLE', 'WA'])
      if (verdicts.includes(worst)) return { verdict: worst, score };
    return { verdict: 'AC', score };
  }

  test('verdict, score and which tests are run, over random trees with every flag', async () => {
    await fc.assert(
      fc.asyncProperty(root, async ({ settings: top, ignoreSample, sample, secret }) => {
        const texts = new Map<string, string>();
        const outcomes = new Map<string, Outcome>();
        const flags = `${top?.grader_flags ?? ''}${ignoreSample ? ' ignore_sample' : ''}`.trim();
        const given = { ...top, ...(flags === '' ? {} : { grader_flags: flags }) };
        texts.set('data/testdata.yaml', yamlOf(given));
        if (sample !== null) write('sample', sample, texts, outcomes);
        write('secret', secret, texts, outcomes);
        const tests = [...outcomes.keys()];
        const groups = await readLegacyScoring(filesOf(texts), tests, { scoredByProgram: true, grading: null });
        const scorer = new Scorer(groups, tests);
        const { ran } = judge(scorer, tests, outcomes);

        const expectedRan: string[] = [];
        const tree: Group = { settings: given, children: sample === null ? [secret] : [sample, secret] };
        const expected = reference('', tree, DEFAULTS, expectedRan, ignoreSample);
        expect(ran).toEqual(expectedRan);
        const result = scorer.result();
        expect(result.verdict).toBe(expected.verdict);
        expect(result.score).toBeCloseTo(expected.verdict === 'AC' ? expected.score : 0, 6);
        expect(result.overfull).toBeNull();
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  const groupsOf = (texts: Readonly<Record<string, string>>, tests: readonly string[]) =>
    readLegacyScoring(filesOf(new Map(Object.entries(texts))), tests, { scoredByProgram: false, grading: null });
  const OLYMPIAD = {
    'data/testdata.yaml': 'on_reject: continue\nrange: 0 100\ngrader_flags: ignore_sample\n',
    'data/secret/testdata.yaml': 'on_reject: continue\ngrader_flags: first_error accept_if_any_accepted\n',
    'data/secret/g1/testdata.yaml': 'on_reject: break\naccept_score: 100\nrange: 0 100\ngrader_flags: min\n',
  };
  const TESTS = ['sample/1', 'secret/g1/1', 'secret/g1/2'];

  test('a sample that is left out makes no points, and is no reason to make too many', async () => {
    const scorer = new Scorer(await groupsOf(OLYMPIAD, TESTS), TESTS);
    for (const name of TESTS) scorer.add(name, 'AC', null);
    expect(scorer.result()).toMatchObject({ score: 100, maxScore: 100, full: true, overfull: null });
    expect(scorer.result().subtasks.map(({ name }) => name)).toEqual(['secret/g1']);
    expect(scorer.testScore('sample/1')).toBeNull();
  });

  test('what is right on the sample alone has nothing, with ranges and without', async () => {
    const unbounded = Object.fromEntries(
      Object.entries(OLYMPIAD).map(([path, text]) => [path, text.replaceAll(/range: .*\n/g, '')]),
    );
    for (const texts of [OLYMPIAD, unbounded]) {
      const scorer = new Scorer(await groupsOf(texts, TESTS), TESTS);
      scorer.add('sample/1', 'AC', null);
      scorer.add('secret/g1/1', 'WA', null);
      expect(scorer.skips('secret/g1/2')).toBe('a test of the group failed');
      expect(scorer.result()).toMatchObject({ score: 0, maxScore: 100, full: false, verdict: 'WA' });
    }
  });

  test('versions stored before samples were listed leave out what is in them too', async () => {
    const stored = (await groupsOf(OLYMPIAD, TESTS))
      .filter(({ path }) => path !== 'sample')
      .map((one) => ({ ...one, grader: undefined }));
    const scorer = new Scorer(stored, TESTS);
    for (const name of TESTS) scorer.add(name, 'AC', null);
    expect(scorer.result()).toMatchObject({ score: 100, full: true, overfull: null });
  });
});

describe('2025-09', () => {
  type Aggregation = 'sum' | 'min' | 'pass-fail';
  type Group = { readonly aggregation: Aggregation; readonly max: number; readonly tests: readonly Outcome[][] };
  const outcomes = fc.array(
    fc.record({ verdict, points: fc.oneof(fc.constant(null), fc.constantFrom(0, 0.25, 0.5, 1)) }),
    { minLength: 1, maxLength: 3 },
  );
  const secret = fc.record({
    aggregation: fc.constantFrom<Aggregation>('sum', 'min'),
    needsSample: fc.boolean(),
    sample: fc.boolean(),
    groups: fc.array(
      fc.record({
        aggregation: fc.constantFrom<Aggregation>('sum', 'min', 'pass-fail'),
        max: fc.integer({ min: 0, max: 20 }),
        // Folders of a group, which are no groups.
        tests: fc.array(outcomes, { minLength: 1, maxLength: 2 }),
        needsFirst: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  });

  const accepted = (tests: readonly Outcome[]): boolean => tests.every((one) => one.verdict === 'AC');

  function groupScore({ aggregation, max, tests }: Group): number {
    const all = tests.flat();
    if (aggregation === 'pass-fail') return accepted(all) ? max : 0;
    const worth = aggregation === 'sum' ? max / all.length : max;
    const scores = all.map((one) => (one.verdict === 'AC' ? (one.points ?? 1) * worth : 0));
    return aggregation === 'sum' ? scores.reduce((a, b) => a + b) : Math.min(...scores);
  }

  test('groups with folders in them, dependencies and shares', async () => {
    await fc.assert(
      fc.asyncProperty(secret, async ({ aggregation, needsSample, sample, groups }) => {
        const total = groups.reduce((sum, { max }) => sum + max, 0);
        const texts = new Map([
          [
            'data/secret/test_group.yaml',
            `max_score: ${total}\nscore_aggregation: ${aggregation}\n${needsSample ? 'require_pass: sample\n' : ''}`,
          ],
        ]);
        const results = new Map<string, Outcome>([
          ['sample/1', { verdict: sample ? 'AC' : 'WA', points: sample ? 0.5 : null }],
        ]);
        const first = groups[0];
        if (first === undefined) throw new RangeError();
        let expected = aggregation === 'sum' ? 0 : Infinity;
        for (const [index, group] of groups.entries()) {
          const needs = group.needsFirst && index > 0 && first.aggregation === 'pass-fail';
          texts.set(
            `data/secret/${index}/test_group.yaml`,
            `max_score: ${group.max}\nscore_aggregation: ${group.aggregation}\n${needs ? 'require_pass: [secret/0]\n' : ''}`,
          );
          for (const [folder, inside] of group.tests.entries())
            for (const [number, one] of inside.entries()) results.set(`secret/${index}/${folder}/${number}`, one);
          const score = needs && !accepted(first.tests.flat()) ? 0 : groupScore(group);
          expected = aggregation === 'sum' ? expected + score : Math.min(expected, score);
        }
        if (needsSample && !sample) expected = 0;
        const tests = [...results.keys()];
        const read = await readScoring(filesOf(texts), tests, () => undefined);
        const scorer = new Scorer(read, tests);
        // The share of what a test is worth, as the check program gives it.
        const given = new Map(
          [...results].map(([name, one]) => {
            const worth = read.find(({ path }) => name.startsWith(`${path}/`) && path !== 'secret');
            const share = worth?.testMax === undefined || worth.testMax === null ? null : one.points;
            return [name, { verdict: one.verdict, points: share === null ? null : share * (worth?.testMax ?? 0) }];
          }),
        );
        judge(scorer, tests, given);
        expect(scorer.result().score).toBeCloseTo(expected, 6);
        expect(scorer.result().maxScore).toBe(total);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
