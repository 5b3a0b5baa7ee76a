import { expect, test } from 'vitest';
import { boardOf, order, problem, rowOf, sent, settings, team } from '../test/small-contest.ts';
import { placeAt } from './rank.ts';
import { numbered } from './rejudge.ts';

const MINUTE = 60_000;
const tries = sent(
  ['a', 'A', 10, 'AC'],
  ['b', 'A', 20, 'AC'],
  ['c', 'A', 20, 'AC'],
  ['d', 'A', 30, 'AC'],
  ['e', 'A', 5, 'AC'],
);
const teams = ['a', 'b', 'c', 'd'].map((id) => team(id));
const start = [settings('icpc'), problem('A'), ...teams];

test('equal rows share a place and use up as many; who is unofficial stands among them without one, who is disqualified below', () => {
  const board = boardOf([...start, ...tries, team('b', { official: false }), team('e', { disqualified: true })]);
  expect(order(board)).toBe('1 a, - b, 2 c, 3 d, - e');
  expect(order(boardOf([...start, ...tries, team('e')]))).toBe('1 e, 2 a, 3 b, 3 c, 5 d');
});

test('hidden rows are the jury’s alone, and change no place of the public', () => {
  const facts = [...start, ...tries, team('a', { hidden: true })];
  expect(order(boardOf(facts))).toBe('1 a, 2 b, 2 c, 4 d');
  expect(order(boardOf(facts, { kind: 'public' }))).toBe('1 b, 1 c, 3 d');
});

test('a virtual participant stands among the ghosts as they stood at that time, and on no other board', () => {
  const facts = [...start, ...tries, team('e', { kind: 'virtual' })];
  const replay = boardOf(facts, { kind: 'replay', until: 19 * MINUTE, for: 'e' });
  expect(order(replay)).toBe('- e, 1 a, 2 b, 2 c, 2 d');
  expect(placeAt(replay.rows(), rowOf(replay, 'e').key)).toBe(1);
  expect(replay.replayTo(20 * MINUTE)).toEqual(['b', 'c']);
  expect(order(replay)).toBe('- e, 1 a, 2 b, 2 c, 4 d');
  expect(order(boardOf(facts, { kind: 'public' }))).toBe('1 a, 2 b, 2 c, 4 d');
});

test('of a row that is on no public board not even the id is told', () => {
  const facts = [...start, team('e', { hidden: true })];
  const [joins, moves, leaves] = numbered(
    [
      team('f', { hidden: true }),
      team('e', { hidden: true, group: 'guests' }),
      { kind: 'participant-left', participant: 'e' },
    ],
    facts.length,
    0,
  );
  const [hides, shows] = numbered([team('a', { hidden: true }), team('a')], facts.length, 0);
  if (!joins || !moves || !leaves || !hides || !shows) throw new Error('five events are needed');
  const quiet = boardOf(facts, { kind: 'public' });
  expect([quiet.apply(joins), quiet.apply(moves), quiet.apply(leaves)]).toEqual([[], [], []]);
  const board = boardOf(facts, { kind: 'public' });
  expect([board.apply(hides), board.row('a'), board.apply(shows)]).toEqual([['a'], null, ['a']]);
});
