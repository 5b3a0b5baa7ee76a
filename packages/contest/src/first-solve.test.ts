import { expect, test } from 'vitest';
import { boardOf, JUDGED, problem, sent, settings, team } from '../test/small-contest.ts';
import type { ContestFact } from './log.ts';
import { statistics } from './statistics.ts';

const MINUTE = 60_000;
const start = [settings('icpc', { freeze: 200 * MINUTE }), problem('A'), problem('B'), team('x'), team('y')];
const firstOf = (facts: readonly ContestFact[]) => boardOf([...start, ...facts], { kind: 'public' }).firsts();

test('the earlier submission is first, whichever verdict came first; of the same millisecond the one that was written first', () => {
  const facts = sent(['x', 'A', 10, null], ['y', 'A', 11, 'AC']);
  expect(firstOf(facts)).toEqual([
    { problem: 'A', participant: 'y', submission: 's2', time: 11 * MINUTE, certain: false },
  ]);
  const judged: ContestFact = { kind: 'judgement', judgement: { ...JUDGED, submission: 's1' } };
  expect(firstOf([...facts, judged])).toMatchObject([{ participant: 'x', certain: true }]);
  const wrong: ContestFact = { kind: 'judgement', judgement: { ...JUDGED, submission: 's1', verdict: 'WA' } };
  expect(firstOf([...facts, wrong])).toMatchObject([{ participant: 'y', certain: true }]);
  expect(firstOf(sent(['y', 'A', 10, 'AC'], ['x', 'A', 10, 'AC']))).toMatchObject([{ participant: 'y' }]);
});

test('who has no place is not the first, and whoever is disqualified is not any more', () => {
  const facts = sent(['x', 'A', 10, 'AC'], ['y', 'A', 11, 'AC']);
  expect(firstOf(facts)).toMatchObject([{ participant: 'x' }]);
  for (const change of [{ disqualified: true }, { official: false }, { hidden: true }])
    expect(firstOf([...facts, team('x', change)])).toMatchObject([{ participant: 'y', certain: true }]);
});

test('solves of the freeze make nobody the first, and are in no figure', () => {
  const facts = [...start, ...sent(['x', 'A', 250, 'AC'], ['y', 'B', 100, 'WA'])];
  expect(firstOf(facts)).toEqual([]);
  const [a, b] = statistics(boardOf(facts, { kind: 'public' })).problems;
  expect(a).toMatchObject({ tries: 1, triedBy: 1, solvedBy: 0, verdicts: { pending: 1 }, first: null, solvedAt: [] });
  expect(b).toMatchObject({ verdicts: { WA: 1 } });
  const jury = statistics(boardOf(facts));
  expect(jury.problems[0]).toMatchObject({ solvedBy: 1, verdicts: { AC: 1 }, solvedAt: [250 * MINUTE] });
  expect(jury.languages).toEqual([{ language: 'cpp', tries: 2, verdicts: { AC: 1, WA: 1 } }]);
});
