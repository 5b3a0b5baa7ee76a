import { expect, test } from 'vitest';
import type { BoardRow } from '@docket/contracts/contest/board';
import type { ScoreboardChanged } from '@docket/contracts/events/contest';
import { mergeScoreboard } from './merge-scoreboard.ts';

const row = (participant: string, solved: number): BoardRow => ({
  participant,
  name: participant,
  group: null,
  kind: 'individual',
  standing: 'ranked',
  solved,
  score: solved,
  penalty: 0,
  key: [-solved],
  cells: [],
});

const change = (from: number, over: Partial<ScoreboardChanged> = {}): ScoreboardChanged => ({
  contestId: 'c',
  view: 'public',
  from,
  to: from + 1,
  rows: [],
  gone: [],
  frozenFrom: null,
  reset: false,
  ...over,
});

test('changes that follow each other are the newest of each row', () => {
  const merged = mergeScoreboard([
    change(3, {
      rows: [row('ada', 1), row('bob', 1)],
      firsts: [{ label: 'A', participant: 'ada', time: 1, certain: true }],
    }),
    change(4, { rows: [row('ada', 2)], gone: ['bob'] }),
    change(5, { rows: [row('eve', 1)], frozenFrom: 9 }),
  ]);
  expect(merged).toMatchObject({
    from: 3,
    to: 6,
    reset: false,
    gone: ['bob'],
    frozenFrom: 9,
    firsts: [{ label: 'A' }],
  });
  expect(merged.rows.map(({ participant, solved }) => [participant, solved])).toEqual([
    ['ada', 2],
    ['eve', 1],
  ]);
});

test('a gap between them, or one that says so, is a board to be read again', () => {
  const apart = [change(3, { rows: [row('ada', 1)] }), change(5, { rows: [row('bob', 1)] })];
  expect(mergeScoreboard(apart)).toMatchObject({ from: 3, to: 6, reset: true, rows: [] });
  expect(mergeScoreboard([change(3, { reset: true }), change(4, { rows: [row('bob', 1)] })])).toMatchObject({
    to: 5,
    reset: true,
    rows: [],
  });
});
