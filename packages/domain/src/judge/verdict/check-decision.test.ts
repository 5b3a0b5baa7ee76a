import type { RunEvidence } from '@docket/contracts/judge/evidence';
import { describe, expect, test } from 'vitest';
import { pointsOf, readCheck, type CheckEvidence } from './check-decision.ts';
import { decideInteraction } from './interaction.ts';

const limits = { cpuMs: 1000, wallMs: 3000, memoryBytes: 64 << 20, outputBytes: 65_536, processes: 8 };
const evidence = (changes: Partial<RunEvidence> = {}): RunEvidence => ({
  exit: { kind: 'exited', code: 42 },
  limitHit: null,
  cpuMs: 5,
  wallMs: 6,
  memoryBytes: 1 << 20,
  oomKilled: false,
  stdoutBytes: 0,
  stderrBytes: 0,
  leftover: 0,
  limits,
  metering: 'cgroup-v2',
  isolation: 'bubblewrap+uid',
  box: 'b',
  host: 'h',
  ...changes,
});
const run = (
  code: number,
  files: Readonly<Record<string, string>> = {},
  changes: Partial<RunEvidence> = {},
  stderr = '',
): CheckEvidence => ({
  evidence: evidence({ exit: { kind: 'exited', code }, ...changes }),
  stderr: Buffer.from(stderr),
  feedback: new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])),
});

describe('a program of the Kattis kind', () => {
  test.each([
    [42, 'accepted', null],
    [43, 'wrong', null],
    [0, 'fault', 'ended with exit status 0, which is no decision (42 accepts, 43 rejects)'],
    [1, 'fault', 'ended with exit status 1, which is no decision (42 accepts, 43 rejects)'],
    [44, 'fault', 'ended with exit status 44, which is no decision (42 accepts, 43 rejects)'],
  ] as const)('exit status %i: %s', (code, decision, reason) => {
    expect(readCheck('kattis', run(code))).toMatchObject({ decision, reason });
  });

  test.each<[string, Partial<RunEvidence>, string]>([
    ['a crash', { exit: { kind: 'signaled', signal: 'SIGSEGV' } }, 'crashed (SIGSEGV)'],
    ['too slow', { limitHit: 'cpu' }, 'used more than 1 s of CPU time'],
    ['asleep', { limitHit: 'wall' }, 'did not answer within 3 s'],
    ['too much memory', { limitHit: 'memory' }, 'used more than 64 MiB of memory'],
    ['killed for memory', { oomKilled: true }, 'used more than 64 MiB of memory'],
    ['too much output', { limitHit: 'output' }, 'wrote more than 64 KiB'],
    ['ended by the judge', { exit: { kind: 'signaled', signal: 'SIGKILL' } }, 'did not answer'],
    ['not startable', { exit: { kind: 'not-started', error: 'ENOEXEC' } }, 'could not be started (ENOEXEC)'],
  ])('%s is a fault, whatever else it left', (_, changes, reason) => {
    const said = readCheck('kattis', run(42, { 'nextpass.in': 'x', 'judgemessage.txt': 'so far' }, changes));
    expect(said).toMatchObject({ decision: 'fault', reason, nextPass: null, judgeMessage: 'so far' });
  });

  test('messages go to whom they are for, and are bounded', () => {
    const said = readCheck(
      'kattis',
      run(43, { 'judgemessage.txt': 'j'.repeat(9000), 'teammessage.txt': ' t \n' }, {}, 'note\n'),
    );
    expect(said.teamMessage).toBe('t');
    expect(said.judgeMessage).toMatch(/^j{8192}\n… 808 bytes more\nnote$/);
  });

  test.each<[Readonly<Record<string, string>>, unknown]>([
    [{ 'score.txt': ' 7.5\n' }, { points: 7.5 }],
    [{ 'score_multiplier.txt': '0.25' }, { share: 0.25 }],
    [{ 'score.txt': '0' }, { points: 0 }],
    // More digits than are read, and blanks before them that are not part of the number.
    [{ 'score.txt': `${' '.repeat(98)}5 ` }, { points: 5 }],
    [{ 'score_multiplier.txt': '0' }, { share: 0 }],
    [{ 'score_multiplier.txt': '1' }, { share: 1 }],
    [{}, null],
  ])('points %j', (files, points) => {
    expect(readCheck('kattis', run(42, files))).toMatchObject({ decision: 'accepted', points });
  });

  test.each([
    [42, { 'score.txt': 'ten' }],
    [42, { 'score.txt': '' }],
    [42, { 'score.txt': ' \n' }],
    [42, { 'score.txt': '-1' }],
    [42, { 'score.txt': '1e999' }],
    [42, { 'score_multiplier.txt': '1.5' }],
    [42, { 'score_multiplier.txt': '-0.5' }],
    [42, { 'score.txt': '1', 'score_multiplier.txt': '1' }],
  ])('exit status %i with %j is a contradiction', (code, files) => {
    expect(readCheck('kattis', run(code, files))).toMatchObject({
      decision: 'fault',
      reason: 'gave points that are no number in the range they must be in',
    });
  });

  test.each([
    [{ 'score.txt': '1' }, 'rejected and gave points'],
    [{ 'nextpass.in': 'x' }, 'rejected and asked for a further pass'],
  ])('who rejects may not leave %j', (files, reason) => {
    expect(readCheck('kattis', run(43, files))).toMatchObject({ decision: 'fault', reason });
  });

  test('a further pass is asked for by who accepts', () => {
    const said = readCheck('kattis', run(42, { 'nextpass.in': 'x' }));
    expect(said).toMatchObject({ decision: 'accepted', reason: null });
    expect(Buffer.from(said.nextPass ?? []).toString()).toBe('x');
  });

  test('who says nothing has said nothing', () => {
    expect(readCheck('kattis', run(42, { 'teammessage.txt': '', 'judgemessage.txt': ' \n' }))).toMatchObject({
      teamMessage: null,
      judgeMessage: null,
    });
    expect(readCheck('kattis', run(42, { 'teammessage.txt': 't'.repeat(8192) })).teamMessage).toBe('t'.repeat(8192));
  });

  test('a folder that is too full is a fault', () => {
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`f${n}`, '']));
    expect(readCheck('kattis', run(42, many)).reason).toBe(
      'left 101 files in its feedback folder; at most 100 are taken',
    );
    const most = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`f${n}`, '']));
    expect(readCheck('kattis', run(42, most)).decision).toBe('accepted');
    expect(readCheck('kattis', { ...run(42), feedback: { problem: 'too big' } })).toMatchObject({
      decision: 'fault',
      reason: 'left a feedback folder that is too big',
    });
  });
});

test.each([
  [0, '', 'accepted', null, null],
  [1, 'wrong answer 1st differs', 'wrong', null, null],
  [2, '', 'wrong', 'presentation', null],
  [3, '', 'fault', 'says that the tests or the answer are broken (exit status 3)', null],
  [4, '', 'wrong', 'extra output', null],
  [8, '', 'wrong', 'output ends early', null],
  [7, 'points 12.5 nearly', 'accepted', null, { points: 12.5 }],
  [7, ' points  0', 'accepted', null, { points: 0 }],
  [7, 'nearly', 'fault', 'gave points that are no number in the range they must be in', null],
  [7, '', 'fault', 'gave points that are no number in the range they must be in', null],
  [7, 'no points 5', 'fault', 'gave points that are no number in the range they must be in', null],
  [7, 'points -1', 'fault', 'gave points that are no number in the range they must be in', null],
  [7, 'points 1e999', 'fault', 'gave points that are no number in the range they must be in', null],
  [
    42,
    '',
    'fault',
    'ended with exit status 42, which is no decision (0 accepts, 1 and 2 reject, 7 gives points)',
    null,
  ],
] as const)('testlib: exit status %i and %j', (code, stderr, decision, reason, points) => {
  expect(readCheck('testlib', run(code, {}, {}, stderr))).toMatchObject({ decision, reason, points });
});

test('testlib: who gives up asks for nothing more', () => {
  expect(readCheck('testlib', run(3, { 'nextpass.in': 'x' })).nextPass).toBeNull();
});

describe('points in a group', () => {
  const bounded = { aggregation: 'sum', testScore: 20, testMax: 20 };
  const open = { aggregation: 'sum', testScore: null, testMax: null };
  test.each([
    [null, undefined, { points: null }],
    [{ points: 9 }, undefined, { points: null }],
    [null, bounded, { points: null }],
    [{ share: 0.5 }, bounded, { points: 10 }],
    [{ points: 20 }, bounded, { points: 20 }],
    [{ points: 7 }, open, { points: 7 }],
    [{ points: 7 }, { aggregation: 'sum', testScore: 1, testMax: null }, { points: 7 }],
    [{ points: 20.000001 }, bounded, { points: 20.000001 }],
    [null, { aggregation: 'pass-fail', testScore: null, testMax: null }, { points: null }],
    [{ share: 0.5 }, { aggregation: 'sum', testScore: 8, testMax: null }, { points: 4 }],
    [{ share: 0.5 }, { aggregation: 'sum', testScore: null, testMax: 6 }, { points: 3 }],
    [{ share: 0.5 }, { aggregation: 'sum', testScore: 8, testMax: 6 }, { points: 3 }],
  ])('%j in %j', (points, worth, expected) => {
    expect(pointsOf(points, worth)).toEqual(expected);
  });
  test.each([
    [{ points: 21 }, bounded, /gave 21 points to a test that is worth 20/],
    [null, open, /without score\.txt/],
    [{ share: 1 }, open, /no bound/],
    [{ points: 1 }, { aggregation: 'pass-fail', testScore: null, testMax: null }, /pass-fail/],
  ])('%j in %j is a fault', (points, worth, fault) => {
    const given = pointsOf(points, worth);
    expect('fault' in given ? given.fault : '').toMatch(fault);
  });
});

describe('who decides an interaction', () => {
  const says = (code: number, changes: Partial<RunEvidence> = {}) => readCheck('kattis', run(code, {}, changes));
  const good = evidence({ exit: { kind: 'exited', code: 0 } });
  const crashed = evidence({ exit: { kind: 'signaled', signal: 'SIGSEGV' } });
  const broken = evidence({ exit: { kind: 'signaled', signal: 'SIGPIPE' } });
  const waited = evidence({ exit: { kind: 'signaled', signal: 'SIGKILL' }, limitHit: 'wall', wallMs: 3001, cpuMs: 3 });
  const spun = evidence({ exit: { kind: 'signaled', signal: 'SIGKILL' }, limitHit: 'cpu', cpuMs: 1001 });

  test.each([
    ['both ended well', good, 42, 'program', 'AC'],
    ['rejected', good, 43, 'interactor', 'WA'],
    ['the program died first', crashed, 43, 'program', 'RE'],
    ['the decision came first', crashed, 43, 'interactor', 'WA'],
    ['accepted, then SIGPIPE', broken, 42, 'interactor', 'AC'],
    ['accepted, then time', spun, 42, 'interactor', 'AC'],
    ['out of time first', spun, 43, 'program', 'TLE'],
    ['both waited', waited, 43, 'program', 'TLE'],
  ] as const)('%s', (_, program, code, first, verdict) => {
    expect(decideInteraction(program, says(code), first, false)).toMatchObject({ verdict });
  });

  test('waiting for one that never answers is not the author’s fault; dying is', () => {
    const stuck = says(0, { limitHit: 'cpu' });
    expect(decideInteraction(waited, stuck, 'program', true)).toBe('fault');
    expect(decideInteraction(crashed, stuck, 'program', true)).toMatchObject({ verdict: 'RE' });
    expect(decideInteraction(good, stuck, 'program', true)).toBe('fault');
    expect(decideInteraction(waited, says(0), 'program', false)).toMatchObject({
      verdict: 'TLE',
      reason: 'idle: waiting for input?',
    });
  });
});
