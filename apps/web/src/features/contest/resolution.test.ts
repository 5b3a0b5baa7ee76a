import type { BoardRow } from '@docket/contracts/contest/board';
import { expect, it } from 'vitest';
import { boardAfter, focusAt, resolveBoards, stepWords, type Step } from './resolution.ts';

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
  { kind: 'reveal', participant: 'c', problem: 'A', row: row('c', 4), from: 2, to: 0 },
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

const cell = (solved: boolean) => ({
  tries: 1,
  pending: solved ? 0 : 1,
  solved,
  score: solved ? 1 : 0,
  time: solved ? 60_000 : null,
  penalty: 0,
  provisional: false,
  subtasks: [],
});
const totals = (cells: BoardRow['cells']) => {
  const solved = cells.filter((one) => one?.solved === true).length;
  return { solved, score: solved, penalty: 0, key: [-solved] };
};
const withCells = (participant: string, ...cells: BoardRow['cells']): BoardRow => ({
  ...row(participant, 0),
  ...totals(cells),
  cells,
});

it('walks from the frozen board to the jury’s, from the bottom and from the left', () => {
  const frozen = [
    withCells('a', cell(true), null),
    withCells('b', cell(false), cell(false)),
    withCells('hidden', null, null),
  ].slice(0, 2);
  const jury = [
    withCells('a', cell(true), null),
    withCells('b', cell(true), cell(true)),
    withCells('hidden', cell(true), cell(true)),
  ];
  const resolved = resolveBoards(frozen, jury, ['A', 'B'], totals);
  expect(resolved.start.map(({ participant }) => participant)).toEqual(['a', 'b']);
  expect(
    resolved.steps.map((step) =>
      step.kind === 'reveal'
        ? `${step.participant}${step.problem} ${step.from}-${step.to}`
        : `${step.participant} ${step.place}`,
    ),
  ).toEqual(['bA 1-1', 'bB 1-0', 'a 2', 'b 1']);
  expect(boardAfter(resolved.start, resolved.steps, 99).map(({ participant }) => participant)).toEqual(['b', 'a']);
});
