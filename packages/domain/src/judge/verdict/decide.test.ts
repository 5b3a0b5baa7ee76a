import type { RunEvidence } from '@docket/contracts/judge/evidence';
import { expect, test } from 'vitest';
import { decideTestVerdict, deservesAnotherRun } from './decide.ts';

const MIB = 1024 * 1024;

function evidence(changes: Partial<RunEvidence> = {}): RunEvidence {
  return {
    exit: { kind: 'exited', code: 0 },
    limitHit: null,
    cpuMs: 100,
    wallMs: 120,
    memoryBytes: 10 * MIB,
    oomKilled: false,
    stdoutBytes: 100,
    stderrBytes: 0,
    leftover: 0,
    limits: { cpuMs: 1000, wallMs: 3000, memoryBytes: 64 * MIB, outputBytes: MIB, processes: 64 },
    metering: 'cgroup-v1',
    isolation: 'docker',
    box: 'b',
    host: 'h',
    ...changes,
  };
}

const accepted = { accepted: true, difference: null, reason: null };
const wrong = { accepted: false, difference: { line: 1, column: 1, expected: '1', found: '2' }, reason: null };
const killed = (signal: string): Partial<RunEvidence> => ({ exit: { kind: 'signaled', signal } });
const failed: Partial<RunEvidence> = { exit: { kind: 'exited', code: 3 } };

test.each<[string, Partial<RunEvidence>, string, string | null]>([
  ['all is well', {}, 'AC', null],
  ['exec failed', { exit: { kind: 'not-started', error: 'ENOENT' } }, 'RE', 'could not be started: ENOENT'],
  ['killed for memory', { ...killed('SIGKILL'), limitHit: 'memory' }, 'MLE', null],
  ['out of memory by the kernel', { ...killed('SIGKILL'), oomKilled: true }, 'MLE', null],
  ['out of memory of a child only', { oomKilled: true }, 'MLE', null],
  ['peak over the limit, ended by itself', { memoryBytes: 65 * MIB }, 'MLE', null],
  ['peak exactly at the limit', { memoryBytes: 64 * MIB }, 'AC', null],
  ['memory before time', { ...killed('SIGKILL'), limitHit: 'cpu', memoryBytes: 65 * MIB, cpuMs: 1200 }, 'MLE', null],
  ['killed for CPU', { ...killed('SIGKILL'), limitHit: 'cpu', cpuMs: 1010 }, 'TLE', null],
  ['CPU over the limit, ended by itself', { cpuMs: 1001 }, 'TLE', null],
  ['CPU exactly at the limit', { cpuMs: 1000 }, 'AC', null],
  [
    'wall limit, slept',
    { ...killed('SIGKILL'), limitHit: 'wall', wallMs: 3010, cpuMs: 3 },
    'TLE',
    'idle: waiting for input?',
  ],
  [
    'wall limit, wrote to standard error without an end',
    { ...killed('SIGKILL'), limitHit: 'wall', wallMs: 3010, cpuMs: 150, stderrBytes: 300 * MIB },
    'TLE',
    'wall time',
  ],
  ['wall limit, busy', { ...killed('SIGKILL'), limitHit: 'wall', wallMs: 3010, cpuMs: 900 }, 'TLE', 'wall time'],
  [
    'wall limit noted, though the clock says less',
    { ...killed('SIGKILL'), limitHit: 'wall' },
    'TLE',
    'idle: waiting for input?',
  ],
  ['wall time over the limit, ended by itself', { wallMs: 3001, cpuMs: 900 }, 'TLE', 'wall time'],
  ['wall time exactly at the limit', { wallMs: 3000 }, 'AC', null],
  ['wall limit, at work for half of its CPU time', { limitHit: 'wall', cpuMs: 500 }, 'TLE', 'wall time'],
  ['time before output', { ...killed('SIGKILL'), limitHit: 'cpu', stdoutBytes: 2 * MIB }, 'TLE', null],
  ['killed for output', { ...killed('SIGKILL'), limitHit: 'output', stdoutBytes: MIB + 1 }, 'OLE', null],
  ['output over the cap, ended by itself', { stdoutBytes: MIB + 1 }, 'OLE', null],
  ['output exactly at the cap', { stdoutBytes: MIB }, 'AC', null],
  ['output before the crash that followed', { ...killed('SIGPIPE'), limitHit: 'output' }, 'OLE', null],
  ['CPU limit of the kernel', killed('SIGXCPU'), 'TLE', null],
  ['file size limit of the kernel', killed('SIGXFSZ'), 'OLE', null],
  ['forbidden system call', killed('SIGSYS'), 'RE', 'SIGSYS: system call not allowed'],
  ['segmentation fault', killed('SIGSEGV'), 'RE', 'SIGSEGV'],
  ['abort', killed('SIGABRT'), 'RE', 'SIGABRT'],
  ['killed by itself', killed('SIGKILL'), 'RE', 'SIGKILL'],
  ['exit status', failed, 'RE', 'exit status 3'],
  ['a lot of standard error is no verdict', { stderrBytes: 100 * MIB }, 'AC', null],
  ['processes left behind are no verdict', { leftover: 3 }, 'AC', null],
])('%s', (_name, changes, verdict, reason) => {
  expect(decideTestVerdict(evidence(changes), accepted)).toEqual({ verdict, reason });
});

test('the validator decides only over a run that went well', () => {
  expect(decideTestVerdict(evidence(), wrong)).toEqual({ verdict: 'WA', reason: null });
  expect(decideTestVerdict(evidence(), { ...wrong, reason: 'presentation' })).toEqual({
    verdict: 'WA',
    reason: 'presentation',
  });
  expect(decideTestVerdict(evidence(failed), wrong)).toEqual({ verdict: 'RE', reason: 'exit status 3' });
  expect(decideTestVerdict(evidence(failed), null)).toEqual({ verdict: 'RE', reason: 'exit status 3' });
});

test('an unchecked output is never accepted', () => {
  expect(decideTestVerdict(evidence(), null)).toEqual({ verdict: 'IE', reason: 'the output was not checked' });
});

test.each<[string, Partial<RunEvidence>, boolean]>([
  ['a little over its CPU time, ended by itself', { cpuMs: 1050 }, true],
  ['at its CPU time', { cpuMs: 1000 }, false],
  ['below its CPU time', { cpuMs: 100 }, false],
  ['far over it, ended by the sandbox', { ...killed('SIGKILL'), limitHit: 'cpu', cpuMs: 1100 }, false],
  ['out of wall time while it computed', { ...killed('SIGKILL'), limitHit: 'wall', cpuMs: 700, wallMs: 3000 }, true],
  ['killed by itself, or by a machine short of memory', killed('SIGKILL'), true],
  ['ended by another signal', killed('SIGSEGV'), false],
  ['out of its own memory', { ...killed('SIGKILL'), oomKilled: true, memoryBytes: 64 * MIB }, false],
  ['out of memory that others used', { ...killed('SIGKILL'), oomKilled: true, memoryBytes: 9 * MIB }, true],
  [
    'out of wall time without a core to run on',
    { ...killed('SIGKILL'), limitHit: 'wall', cpuMs: 20, wallMs: 3000, delayMs: 2500 },
    true,
  ],
  [
    'out of wall time while it waited, and a little for a core',
    { ...killed('SIGKILL'), limitHit: 'wall', cpuMs: 20, wallMs: 3000, delayMs: 900 },
    false,
  ],
  ['out of wall time while it waited', { ...killed('SIGKILL'), limitHit: 'wall', cpuMs: 20, wallMs: 3000 }, false],
])('what is %s: run again %#', (_what, changes, again) => {
  expect(deservesAnotherRun(evidence(changes))).toBe(again);
});
