import type { BoardRow } from '@docket/contracts/contest/board';
import { expect, it } from 'vitest';
import { boardAfter, focusAt, stepWords, type Step } from './resolution.ts';

const row = (participant: string, solved: number): BoardRow => ({
  participant,
  name: participant,
  group: null,
  kind: 'team',
  standing: 'ranked',
  solved,
  score: solved,
  penalty: 0,
  key: [-solved],
  cells: [],
});
const start = [row('a', 3), row('b', 2), row('c', 1)];
const steps: Step[] = [
  { kind: 'reveal', participant: 'c', label: 'A', row: row('c', 4), from: 2, to: 0 },
  { kind: 'settled', participant: 'b', index: 2, place: 3 },
];
const names = (count: number) =>
  boardAfter(start, steps, count).map(({ participant, solved }) => `${participant}${solved}`);

it('goes forward and back: the board depends on how many steps there were, and on nothing else', () => {
  expect(names(0)).toEqual(['a3', 'b2', 'c1']);
  expect(names(1)).toEqual(['c4', 'a3', 'b2']);
  expect(names(2)).toEqual(names(1));
  expect(names(0)).toEqual(['a3', 'b2', 'c1']);
});

it('looks at the row that is next, until there is none', () => {
  expect(focusAt(steps, 0)).toEqual({ participant: 'c', label: 'A', index: 2 });
  expect(focusAt(steps, 1)).toEqual({ participant: 'b', label: null, index: 2 });
  expect(focusAt(steps, 2)).toBeUndefined();
});

it('says what happened', () => {
  expect(stepWords(steps[0], (id) => id.toUpperCase())).toBe('C, problem A: uncovered and goes up 2.');
  expect(stepWords(steps[1], (id) => id)).toBe('b is done, at place 3.');
});
