import type { BoardRow } from '@docket/contracts/contest/board';
import type { ScoreboardChanged } from '@docket/contracts/events/contest';
import type { ContestBoard } from '@docket/contracts/http/contest';
import { describe, expect, it } from 'vitest';
import { applyBoardChange, findRows, groupsOf, laterGhosts, newerBoard, placeRows } from './board-state.ts';

const CONTEST = '01890000-0000-7000-8000-000000000001';

const row = (participant: string, key: number[], more: Partial<BoardRow> = {}): BoardRow => ({
  participant,
  name: participant,
  group: null,
  kind: 'individual',
  standing: 'ranked',
  solved: 0,
  score: 0,
  penalty: 0,
  key,
  cells: [],
  ...more,
});

const board = (version: number, rows: BoardRow[]): ContestBoard => ({
  contestId: CONTEST,
  view: 'public',
  version,
  problems: [],
  rows,
  firsts: [],
  frozenFrom: null,
  until: null,
  since: null,
  channel: null,
});

const change = (
  from: number,
  to: number,
  rows: BoardRow[],
  more: Partial<ScoreboardChanged> = {},
): ScoreboardChanged => ({
  contestId: CONTEST,
  view: 'public',
  from,
  to,
  rows,
  gone: [],
  frozenFrom: null,
  reset: false,
  ...more,
});

describe('a board of ghosts', () => {
  const ghosts = (until: number, since: number | null, rows: BoardRow[]): ContestBoard => ({
    ...board(7, rows),
    view: 'ghost',
    until,
    since,
  });
  const held = ghosts(100, null, [row('a', [1]), row('b', [2])]);

  it('takes what has changed since, and is whole again', () => {
    const next = laterGhosts(held, ghosts(200, 100, [row('b', [0]), row('c', [5])]));
    expect(next).toMatchObject({ until: 200, since: null });
    expect(next.rows.map(({ participant, key }) => [participant, ...key])).toEqual([
      ['a', 1],
      ['b', 0],
      ['c', 5],
    ]);
  });

  it('is replaced by one that is whole, whatever its version', () => {
    const whole = { ...ghosts(200, null, []), version: 2 };
    expect(laterGhosts(held, whole)).toBe(whole);
    expect(newerBoard(held, whole)).toBe(whole);
  });
});

describe('changes of a board', () => {
  const held = board(4, [row('a', [1]), row('b', [2])]);

  it('takes rows in whole, new ones and those that are gone', () => {
    const next = applyBoardChange(held, change(4, 5, [row('b', [0]), row('c', [3])], { gone: ['a'] }));
    expect(next).toMatchObject({ version: 5, rows: [{ participant: 'b', key: [0] }, { participant: 'c' }] });
  });

  it('changes nothing twice, and nothing of another view or contest', () => {
    expect(applyBoardChange(held, change(3, 4, [row('a', [9])]))).toBe(held);
    expect(applyBoardChange(held, change(4, 5, [], { view: 'jury' }))).toBe(held);
    expect(applyBoardChange(held, change(4, 5, [], { contestId: CONTEST.replace(/1$/, '2') }))).toBe(held);
  });

  it('takes a change that began before what is held: its rows are whole', () => {
    expect(applyBoardChange(held, change(2, 6, [row('a', [7])]))).toMatchObject({ version: 6 });
  });

  it('asks for the board again after a gap and after a reset, and keeps what is held until then', () => {
    for (const missed of [change(5, 6, [row('a', [9])]), change(4, 5, [], { reset: true })]) {
      const next = applyBoardChange(held, missed);
      expect(next).not.toBe(held);
      expect('version' in next).toBe(false);
    }
  });

  it('does not go back to an older answer, except of another view', () => {
    expect(newerBoard(held, board(3, []))).toBe(held);
    expect(newerBoard(held, board(5, [])).version).toBe(5);
    const jury = { ...board(1, []), view: 'jury' as const };
    expect(newerBoard(held, jury)).toBe(jury);
  });
});

describe('places', () => {
  it('are shared by equal keys, and not used up by rows without a place', () => {
    const placed = placeRows([
      row('d', [2, 5]),
      row('b', [1, 5]),
      row('c', [1, 5]),
      row('u', [0], { standing: 'unofficial' }),
      row('x', [0], { standing: 'disqualified' }),
      row('a', [1, 5, 0]),
    ]);
    expect(placed.map(({ participant, place }) => [participant, place])).toEqual([
      ['u', null],
      ['a', 1],
      ['b', 1],
      ['c', 1],
      ['d', 4],
      ['x', null],
    ]);
  });

  it('stay those of the whole board when some rows are looked for', () => {
    const placed = placeRows([row('Ada', [1], { group: 'Delft' }), row('Bo', [2], { group: 'Lund' })]);
    expect(findRows(placed, 'lun', undefined).map(({ place }) => place)).toEqual([2]);
    expect(findRows(placed, '', 'Delft').map(({ name }) => name)).toEqual(['Ada']);
    expect(findRows(placed, ' ', undefined)).toBe(placed);
    expect(groupsOf(placed)).toEqual(['Delft', 'Lund']);
  });
});
