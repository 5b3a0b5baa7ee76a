import type { BoardCell, BoardRow } from '@docket/contracts/contest/board';
import { expect, test } from 'vitest';
import { differences, placesOf, recount, type CountedTry, type Rules } from './recount.ts';

const rules: Rules = { labels: ['A', 'B'], penaltyMinutes: 1, hiddenFrom: null };
const tries: readonly CountedTry[] = [
  { participant: 'p', label: 'A', time: 1_900, verdict: 'CE' },
  { participant: 'p', label: 'A', time: 2_900, verdict: 'WA' },
  { participant: 'q', label: 'A', time: 3_000, verdict: 'AC' },
  { participant: 'p', label: 'A', time: 4_500, verdict: 'AC' },
  { participant: 'p', label: 'B', time: 6_000, verdict: 'AC' },
  { participant: 'p', label: 'A', time: 7_000, verdict: 'WA' },
  { participant: 'r', label: 'B', time: 8_000, verdict: 'RE' },
];

test('solved, penalty in whole seconds, and nothing for compile errors, for what is not solved and for what comes after', () => {
  const [p, q, r] = recount(['p', 'q', 'r'], tries, rules);
  expect(p).toMatchObject({ solved: 2, penalty: 4_000 + 60_000 + 6_000, last: 6_000 });
  expect(p?.cells[0]).toEqual({ tries: 2, pending: 0, solved: true, time: 4_500, penalty: 64_000 });
  expect(q).toMatchObject({ solved: 1, penalty: 3_000 });
  expect(r).toMatchObject({ solved: 0, penalty: 0, cells: [null, { tries: 1, solved: false }] });
});

test('what is hidden is pending, whatever it is', () => {
  const [p, q] = recount(['p', 'q'], tries, { ...rules, hiddenFrom: 4_500 });
  expect(p).toMatchObject({ solved: 0, cells: [{ tries: 1, pending: 2 }, { pending: 1 }] });
  expect(q).toMatchObject({ solved: 1 });
});

test('equal rows share a place, and of equal penalties the earlier last solve is ahead', () => {
  const row = { cells: [], solved: 1, penalty: 60_000, last: 60_000 };
  const places = placesOf([
    { ...row, participant: 'a' },
    { ...row, participant: 'b' },
    { ...row, participant: 'c', last: 0 },
    { ...row, participant: 'd', solved: 2 },
    { ...row, participant: 'e', penalty: 61_000 },
  ]);
  expect([...places.values()]).toEqual([3, 3, 2, 1, 5]);
});

const cell: BoardCell = {
  tries: 1,
  pending: 0,
  solved: false,
  score: 0,
  time: null,
  penalty: 0,
  provisional: false,
  subtasks: [],
};

function boardRow(name: string, key: readonly number[], cells: BoardRow['cells']): BoardRow {
  const [solved = 0, penalty = 0] = key;
  return {
    participant: name,
    name,
    group: null,
    kind: 'individual',
    standing: 'ranked',
    solved: -solved,
    score: -solved,
    penalty,
    key: [...key],
    cells,
  };
}

/** The board of these tries, as the API has it. */
const rows = [
  boardRow(
    'p',
    [-2, 70_000, 6_000],
    [
      { ...cell, tries: 2, solved: true, time: 4_500, penalty: 64_000 },
      { ...cell, solved: true, time: 6_000, penalty: 6_000 },
    ],
  ),
  boardRow('q', [-1, 3_000, 3_000], [{ ...cell, solved: true, time: 3_000, penalty: 3_000 }, null]),
  boardRow('r', [0, 0, 0], [null, cell]),
];
const firsts = [
  { label: 'A', participant: 'q', time: 3_000, certain: true },
  { label: 'B', participant: 'p', time: 6_000, certain: true },
];

test('tells nothing of a board that is what was handed in, and each thing that is otherwise', () => {
  const counted = recount(['p', 'q', 'r'], tries, rules);
  expect(differences({ rows, firsts }, counted, rules.labels)).toEqual([]);
  const wrong = rows.map((row) => (row.participant === 'q' ? { ...row, penalty: 4_000, key: [-3, 0, 0] } : row));
  expect(differences({ rows: wrong, firsts: [] }, counted, rules.labels)).toEqual([
    'p, place: the board says 2, the submissions say 1',
    'q, penalty: the board says 4000, the submissions say 3000',
    'q, place: the board says 1, the submissions say 2',
    'first to solve A: the board says undefined, the submissions say q',
    'first to solve B: the board says undefined, the submissions say p',
  ]);
  expect(differences({ rows: rows.slice(1), firsts }, counted, rules.labels).slice(0, 2)).toEqual([
    'rows: the board says 2, the submissions say 3',
    'p is not on the board',
  ]);
  const another = rows.map((row) => (row.participant === 'r' ? { ...row, cells: [null, null] } : row));
  expect(differences({ rows: another, firsts }, counted, rules.labels)).toEqual([
    'r, B: the board says not tried, the submissions say not solved, 1 tries, 0 pending, penalty 0 ms',
  ]);
});
