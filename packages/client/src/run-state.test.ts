import type { RunUpdated } from '@docket/contracts/events/run';
import type { RunCase, RunDetail } from '@docket/contracts/http/run';
import { describe, expect, it } from 'vitest';
import { applyRunEvent, applyRunMoved, mergeRun, runHasGap } from './run-state.ts';

const RUN_ID = '0190a000-0000-7000-8000-000000000011';
const USER_ID = '0190a000-0000-7000-8000-000000000002';

function aCase(ordinal: number, stdout: string): RunCase {
  return {
    ordinal,
    sample: false,
    name: `case ${ordinal}`,
    outcome: 'OK',
    reason: null,
    exit: { kind: 'exited', code: 0 },
    limitHit: null,
    cpuMs: 1,
    wallMs: 1,
    memoryBytes: 1,
    metering: 'sampled',
    stdout,
    stdoutBytes: 10,
    stderr: '',
    stderrBytes: 0,
    matches: null,
    difference: null,
  };
}

function aRun(extra: Partial<RunDetail> = {}): RunDetail {
  return {
    runId: RUN_ID,
    userId: USER_ID,
    problemId: null,
    language: 'c',
    status: 'QUEUED',
    reason: null,
    attempt: 1,
    compileLog: null,
    casesDone: 0,
    casesTotal: 2,
    cases: [],
    createdAt: '2026-01-01T00:00:00.000Z',
    finishedAt: null,
    queuePosition: 2,
    expectedWaitSeconds: 1,
    ...extra,
  };
}

function anEvent(extra: Partial<RunUpdated> = {}): RunUpdated {
  return {
    userId: USER_ID,
    runId: RUN_ID,
    problemId: null,
    language: 'c',
    status: 'QUEUED',
    reason: null,
    attempt: 1,
    compileLog: null,
    casesDone: 0,
    casesTotal: 2,
    cases: [],
    ...extra,
  };
}

describe('the state of a run', () => {
  it('takes in cases as they come and never moves backwards', () => {
    const running = applyRunEvent(aRun(), anEvent({ status: 'RUNNING', casesDone: 1, cases: [aCase(1, 'a')] }));
    expect([running.status, running.cases.length, running.queuePosition]).toEqual(['RUNNING', 1, null]);
    const late = applyRunEvent(running, anEvent({ status: 'COMPILING' }));
    expect([late.status, late.casesDone]).toEqual(['RUNNING', 1]);
    const done = applyRunEvent(late, anEvent({ status: 'DONE', casesDone: 2 }), '2026-01-01T00:00:05.000Z');
    expect([done.finishedAt, runHasGap(done)]).toEqual(['2026-01-01T00:00:05.000Z', true]);
  });

  it('starts afresh with a later attempt, and ignores an earlier one', () => {
    const held = aRun({ status: 'RUNNING', casesDone: 1, cases: [aCase(1, 'a')] });
    expect(applyRunEvent(held, anEvent({ attempt: 2, status: 'COMPILING' })).cases).toEqual([]);
    expect(applyRunEvent({ ...held, attempt: 2 }, anEvent({ status: 'DONE' })).status).toBe('RUNNING');
  });

  it('keeps the longer output of a case, whichever way it came', () => {
    const short = aRun({ status: 'DONE', casesDone: 1, casesTotal: 1, cases: [aCase(1, 'cut')] });
    const whole = aRun({ status: 'DONE', casesDone: 1, casesTotal: 1, cases: [aCase(1, 'cut short')] });
    expect(mergeRun(short, whole).cases[0]?.stdout).toBe('cut short');
    expect(mergeRun(whole, short).cases[0]?.stdout).toBe('cut short');
  });

  it('follows its place in the queue, and only its own', () => {
    const place = { id: RUN_ID, queuePosition: 0, expectedWaitSeconds: 0.5 };
    const move = (kind: 'run' | 'submission') => ({ userId: USER_ID, tasks: [{ kind, ...place }] });
    expect(applyRunMoved(aRun(), move('run')).queuePosition).toBe(0);
    expect(applyRunMoved(aRun(), move('submission')).queuePosition).toBe(2);
    expect(applyRunMoved(aRun({ status: 'RUNNING', queuePosition: null }), move('run')).queuePosition).toBeNull();
  });
});
