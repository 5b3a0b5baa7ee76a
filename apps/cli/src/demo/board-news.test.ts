import type { BoardRow } from '@docket/contracts/contest/board';
import type { ContestBoard } from '@docket/contracts/http/contest';
import { expect, test } from 'vitest';
import { clock, newsBetween, withChange } from './board-news.ts';

function row(name: string, solved: number, penalty: number): BoardRow {
  return {
    participant: name,
    name,
    group: null,
    kind: 'individual',
    standing: 'ranked',
    solved,
    score: solved,
    penalty,
    key: [-solved, penalty],
    cells: [],
  };
}

const board: ContestBoard = {
  contestId: 'c',
  view: 'public',
  version: 3,
  problems: [],
  rows: [row('mira', 1, 5_000), row('jonas', 0, 0)],
  firsts: [{ label: 'A', participant: 'mira', time: 5_000, certain: true }],
  frozenFrom: null,
  until: null,
  since: null,
  channel: null,
};
const change = {
  contestId: 'c',
  view: 'public' as const,
  from: 3,
  to: 4,
  rows: [row('jonas', 2, 61_000)],
  gone: [],
  firsts: [...board.firsts, { label: 'B', participant: 'jonas', time: 61_500, certain: true }],
  frozenFrom: null,
  reset: false,
};

test('a change is taken in once, and after a gap the board is to be read again', () => {
  const next = withChange(board, change);
  expect(next).toMatchObject({ version: 4, rows: [{ name: 'mira' }, { name: 'jonas', solved: 2 }] });
  expect(next && withChange(next, change)).toBe(next);
  expect(withChange(board, { ...change, from: 4, to: 5 })).toBeUndefined();
  expect(withChange(board, { ...change, reset: true })).toBeUndefined();
  expect(withChange(board, { ...change, gone: ['mira'] })?.rows).toHaveLength(1);
});

test('first solves that are certain and a new leader are worth a line each, and nothing else is', () => {
  const next = withChange(board, change) ?? board;
  expect(newsBetween(board, next).lines).toEqual([
    'jonas is the first to solve B, at 1:01',
    'jonas goes to the top: 2 solved, penalty 1:01',
  ]);
  expect(newsBetween(next, next).lines).toEqual([]);
  const uncertain = { ...next, rows: board.rows, firsts: next.firsts.map((first) => ({ ...first, certain: false })) };
  expect(newsBetween(board, uncertain).lines).toEqual([]);
});

test('nobody is at the top together with somebody else', () => {
  const level = { ...board, rows: [row('mira', 1, 5_000), row('jonas', 1, 5_000)] };
  expect(newsBetween({ ...board, rows: [] }, level).lines).toEqual([]);
  expect(clock(3_605_999)).toBe('60:05');
});
