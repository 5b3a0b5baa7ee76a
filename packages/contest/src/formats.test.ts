import { describe, expect, test } from 'vitest';
import { boardOf, order, problem, rowOf, sent, settings, team, type Sent } from '../test/small-contest.ts';
import { formatNames, formatOf } from './formats.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('icpc', () => {
  const start = [settings('icpc'), problem('A'), problem('B'), team('x'), team('y')];

  test('time of solved problems in whole minutes, and 20 for each rejected try before', () => {
    const board = boardOf([
      ...start,
      ...sent(
        ['x', 'A', 10.99, 'WA'],
        ['x', 'A', 20, 'CE'],
        ['x', 'A', 31.99, 'AC'],
        ['x', 'A', 40, 'WA'],
        ['x', 'B', 50, 'WA'],
      ),
    ]);
    expect(rowOf(board, 'x')).toMatchObject({ solved: 1, penalty: 51 * MINUTE, key: [-1, 51 * MINUTE, 31 * MINUTE] });
    expect(rowOf(board, 'x').cells).toMatchObject([
      { tries: 2, solved: true, pending: 0, time: 31.99 * MINUTE },
      { tries: 1, solved: false, penalty: 0 },
    ]);
  });

  test('minutes are cut of each problem, not of their sum', () => {
    const board = boardOf([...start, ...sent(['x', 'A', 10.9, 'AC'], ['x', 'B', 10.9, 'AC'])]);
    expect(rowOf(board, 'x').penalty).toBe(20 * MINUTE);
  });

  test('compile errors cost where the contest says so', () => {
    const tries = sent(['x', 'A', 1, 'CE'], ['x', 'A', 2, 'AC']);
    expect(rowOf(boardOf([...start, ...tries]), 'x').penalty).toBe(2 * MINUTE);
    const strict = [settings('icpc', { options: { compileErrorPenalty: true } }), ...start.slice(1), ...tries];
    expect(rowOf(boardOf(strict), 'x').penalty).toBe(22 * MINUTE);
  });

  test('a judge’s error waits, a cancelled try never was; neither costs', () => {
    const board = boardOf([
      ...start,
      ...sent(['x', 'A', 1, 'IE'], ['x', 'A', 2, 'CANCELLED'], ['x', 'A', 3, 'AC'], ['y', 'A', 4, 'CANCELLED']),
    ]);
    expect(rowOf(board, 'x').cells[0]).toMatchObject({ tries: 1, pending: 1, penalty: 3 * MINUTE });
    expect(rowOf(board, 'y').cells[0]).toBeNull();
  });

  test('equal in problems and penalty: the earlier last solve, and then a shared place', () => {
    const tries = sent(['x', 'A', 10, 'AC'], ['x', 'B', 50, 'AC'], ['y', 'A', 20, 'AC'], ['y', 'B', 40, 'AC']);
    expect(order(boardOf([...start, ...tries]))).toBe('1 y, 2 x');
    const none = [settings('icpc', { options: { tieBreak: 'none' } }), ...start.slice(1), ...tries];
    expect(order(boardOf([...none, team('z')]))).toBe('1 x, 1 y, 3 z');
  });

  test('the end is not part of the contest; extra time and extensions move it', () => {
    const late = sent(['x', 'A', 300, 'AC']);
    expect(rowOf(boardOf([...start, ...late]), 'x').solved).toBe(0);
    expect(rowOf(boardOf([...start, ...sent(['x', 'A', 300 - 1 / MINUTE, 'AC'])]), 'x').solved).toBe(1);
    expect(rowOf(boardOf([...start, team('x', { extraTime: 1 }), ...late]), 'x').solved).toBe(1);
    expect(rowOf(boardOf([...start, ...late, { kind: 'extension', participant: 'x', extra: 1 }]), 'x').solved).toBe(1);
  });
});

describe('ioi', () => {
  const parts = (a: number, b: number) => ({
    score: a + b,
    maxScore: 100,
    subtasks: [
      { name: 'easy', score: a, maxScore: 30 },
      { name: 'hard', score: b, maxScore: 70 },
    ],
  });
  const tries = sent(
    ['x', 'A', 1, 'WA', parts(30, 0)],
    ['x', 'A', 2, 'WA', parts(0, 50)],
    ['x', 'A', 3, 'WA', parts(10, 10)],
  );
  const row = (scores: string, points: number | null = null) =>
    rowOf(boardOf([settings('ioi', { options: { scores } }), problem('A', points), team('x'), ...tries]), 'x');

  test('the best of each subtask, the best try, or the last', () => {
    expect([row('subtasks').score, row('best').score, row('last').score]).toEqual([80, 50, 20]);
    expect(row('subtasks').cells[0]).toMatchObject({ tries: 3, time: 2 * MINUTE, solved: false });
    expect(row('subtasks').cells[0]?.subtasks.map(({ score }) => score)).toEqual([30, 50]);
  });

  test('what a problem is worth in the contest scales what the judge gave', () => {
    expect(row('subtasks', 50).score).toBe(40);
  });

  test('tenths of subtasks add up to what people expect', () => {
    const subtasks = [0.1, 0.2].map((score, i) => ({ name: `${i}`, score, maxScore: 1 }));
    const board = boardOf([
      settings('ioi'),
      problem('A'),
      team('x'),
      ...sent(['x', 'A', 1, 'WA', { score: 0, maxScore: 2, subtasks }]),
    ]);
    expect(rowOf(board, 'x').cells[0]?.score).toBe(0.3);
  });

  test('tenths add up to a tie in any order', () => {
    const tenths = (who: string, scores: readonly number[]) =>
      scores.map((score, i) => [who, 'ABC'[i] ?? 'A', 1, 'WA', { score, maxScore: 1 }] as const);
    const board = boardOf([
      settings('ioi'),
      ...['A', 'B', 'C'].map((id) => problem(id)),
      team('x'),
      team('y'),
      ...sent(...tenths('x', [0.1, 0.2, 0.3]), ...tenths('y', [0.3, 0.2, 0.1])),
    ]);
    expect(0.1 + 0.2 + 0.3).not.toBe(0.3 + 0.2 + 0.1);
    expect(order(board)).toBe('1 x, 1 y');
  });
});

test('leetcode: points, then the last solve plus five minutes for each wrong try at what was solved', () => {
  const board = boardOf([
    settings('leetcode'),
    problem('A', 3),
    problem('B', 5),
    team('x'),
    ...sent(['x', 'A', 10, 'WA'], ['x', 'A', 11, 'AC'], ['x', 'B', 12.5, 'TLE'], ['x', 'A', 20, 'WA']),
  ]);
  expect(rowOf(board, 'x')).toMatchObject({ score: 3, penalty: 16 * MINUTE, key: [-3, 16 * MINUTE] });
});

test('atcoder: parts count, and the time is that of the last try that made a score', () => {
  const half = { score: 50, maxScore: 100 };
  const board = boardOf([
    settings('atcoder'),
    problem('A', 600),
    problem('B', 100),
    team('x'),
    ...sent(
      ['x', 'B', 5, 'AC'],
      ['x', 'A', 10, 'WA'],
      ['x', 'A', 20, 'WA', half],
      ['x', 'A', 30, 'WA', half],
      ['x', 'A', 40, 'CE'],
    ),
  ]);
  expect(rowOf(board, 'x')).toMatchObject({ score: 400, penalty: 25 * MINUTE });
});

describe('codeforces', () => {
  const start = [
    settings('codeforces', { duration: 2 * HOUR }),
    problem('A', 500),
    problem('B', 1000),
    team('x'),
    team('y'),
  ];
  const pretests = { pretestsOnly: true };

  test('two points of 500 a minute in two hours, 50 for each wrong try, never less than 30 percent', () => {
    const board = boardOf([
      ...start,
      ...sent(
        ['x', 'A', 10.9, 'WA', { failedTest: 3 }],
        ['x', 'A', 20, 'AC'],
        ['x', 'B', 119, 'AC'],
        ['y', 'A', 119, 'AC'],
      ),
    ]);
    expect(rowOf(board, 'x').cells.map((cell) => cell?.score)).toEqual([500 - 40 - 50, 1000 - 476]);
    const many = Array.from({ length: 6 }, () => ['x', 'A', 1, 'WA', { failedTest: 2 }] as const);
    expect(rowOf(boardOf([...start, ...sent(...many, ['x', 'A', 100, 'AC'])]), 'x').score).toBe(150);
  });

  test('failing on the first test, and not compiling, costs nothing', () => {
    const board = boardOf([
      ...start,
      ...sent(['x', 'A', 0, 'WA', { failedTest: 1 }], ['x', 'A', 0, 'CE'], ['x', 'A', 0, 'AC']),
    ]);
    expect(rowOf(board, 'x').score).toBe(500);
  });

  test('the last that passed the pretests stands, also if the system tests bring it down', () => {
    const passed = sent(
      ['x', 'A', 0, 'AC', pretests],
      ['x', 'A', 10, 'AC', pretests],
      ['x', 'A', 12, 'WA', { failedTest: 2 }],
    );
    const provisional = rowOf(boardOf([...start, ...passed]), 'x').cells[0];
    expect(provisional).toMatchObject({ score: 500 - 20 - 50, provisional: true, tries: 2 });
    const systemTests = sent(['x', 'A', 0, 'AC'], ['x', 'A', 10, 'WA', { failedTest: 30, pretestsPassed: true }]).map(
      (fact) => (fact.kind === 'judgement' ? { ...fact, judgement: { ...fact.judgement, attempt: 2 } } : fact),
    );
    const final = rowOf(boardOf([...start, ...passed, ...systemTests]), 'x').cells[0];
    expect(final).toMatchObject({ score: 0, solved: false, provisional: false });
  });

  test('hacks: what was hacked is wrong, whoever did it gains, whoever failed to loses', () => {
    const hack = (id: string, outcome: 'success' | 'failure') =>
      ({ kind: 'hack', hack: { id, participant: 'y', submission: 's1', time: 30 * MINUTE, outcome } }) as const;
    const facts = [...start, ...sent(['x', 'A', 0, 'AC', pretests]), hack('h1', 'failure')];
    expect(order(boardOf(facts))).toBe('1 x, 2 y');
    expect(rowOf(boardOf(facts), 'y').score).toBe(-50);
    const hacked = boardOf([...facts, hack('h2', 'success')]);
    expect([rowOf(hacked, 'x').score, rowOf(hacked, 'y').score]).toEqual([0, 50]);
    expect(order(hacked)).toBe('1 y, 2 x');
    const taken = boardOf([
      ...facts,
      hack('h2', 'success'),
      { kind: 'hack', hack: { ...hack('h2', 'success').hack, outcome: 'void' } },
    ]);
    expect(order(taken)).toBe('1 x, 2 y');
  });
});

describe('homework', () => {
  const due = (options: Record<string, unknown>) => [
    settings('homework', { duration: 7 * DAY, options }),
    problem('A', 100),
    team('x'),
  ];
  const late = (minutes: number, score: number) =>
    ['x', 'A', 7 * 24 * 60 + minutes, 'WA', { score, maxScore: 100 }] as const;
  const score = (options: Record<string, unknown>, ...tries: Sent[]) =>
    rowOf(boardOf([...due(options), ...sent(...tries)]), 'x').score;

  test('each day that has begun costs, and after the last nothing counts', () => {
    const options = { lateDays: 2, latePercent: 20 };
    expect(score(options, late(-1, 50))).toBe(50);
    expect(score(options, late(0, 100))).toBe(80);
    expect(score(options, late(24 * 60, 100))).toBe(60);
    expect(score(options, late(48 * 60, 100))).toBe(0);
    expect(score(options, late(-1, 70), late(0, 80))).toBe(70);
    expect(score({ ...options, scores: 'last' }, late(-1, 70), late(0, 80))).toBe(64);
    expect(score({ lateDays: null, latePercent: 20, leastPercent: 30 }, late(99 * 24 * 60, 100))).toBe(30);
  });

  test('minutes of grace, and an extension that moves the due date', () => {
    expect(score({ graceMinutes: 10 }, late(9, 100))).toBe(100);
    expect(score({ graceMinutes: 10 }, late(10, 100))).toBe(0);
    const facts = [...due({}), ...sent(late(60, 100))];
    expect(rowOf(boardOf(facts), 'x').score).toBe(0);
    expect(rowOf(boardOf([...facts, { kind: 'extension', participant: 'x', extra: DAY }]), 'x').score).toBe(100);
  });
});

test('settings that no board can be made of are refused with what to change', () => {
  expect(formatNames).toHaveLength(6);
  expect(() => formatOf({ format: 'acm', options: {} })).toThrow('Take one of icpc, ioi');
  expect(() => formatOf({ format: 'icpc', options: { penaltyMinutes: -1 } })).toThrow('penaltyMinutes');
  expect(() => formatOf({ format: 'icpc', options: { penalty: 1 } })).toThrow('Unrecognized');
});
