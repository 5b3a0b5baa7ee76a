import type { SubmissionUpdated } from '@docket/contracts/events/judge';
import type { SubmissionDetail } from '@docket/contracts/http/submission';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SUBMISSION_ID, aSubmission, aTest, anEvent, withEvidence } from './fixtures.ts';
import { applyQueueMoved, applySubmissionEvent, applyToSummary, hasGap, mergeSnapshot } from './submission-state.ts';

const AT = '2026-01-01T00:00:05.000Z';

/** A whole judging as a worker publishes it. */
const story = [
  anEvent({ status: 'COMPILING' }),
  anEvent({ status: 'RUNNING', compileLog: 'warning: x' }),
  anEvent({ testsDone: 1, tests: [aTest(1)], cpuMs: 1, memoryBytes: 1000 }),
  anEvent({ testsDone: 2, tests: [aTest(2, { verdict: 'WA' })], cpuMs: 2, memoryBytes: 2000 }),
  anEvent({ status: 'WA', reason: 'line 1', testsDone: 3, tests: [aTest(3)], cpuMs: 3, memoryBytes: 3000 }),
];

function replay(events: readonly SubmissionUpdated[]): SubmissionDetail {
  let state = aSubmission();
  for (const event of events) state = applySubmissionEvent(state, event, AT);
  return state;
}

describe('applySubmissionEvent', () => {
  it('takes points with the event that is ahead, and from no older one', () => {
    const subtasks = [
      { name: 'secret/a', score: 30, maxScore: 30, verdict: 'AC' as const, reason: null, testsDone: 1, testsTotal: 1 },
    ];
    const first = anEvent({ testsDone: 1, tests: [aTest(1)], score: 30, maxScore: 100, subtasks });
    const second = anEvent({ testsDone: 2, tests: [aTest(2)], score: 60, maxScore: 100, subtasks });
    expect(replay([first])).toMatchObject({ score: 30, maxScore: 100, subtasks });
    expect(replay([second, first])).toMatchObject({ score: 60, testsDone: 2 });
  });

  it('follows a judging from queue to verdict', () => {
    const states = [0, 1, 2, 3, 4, 5].map((count) => replay(story.slice(0, count)));
    expect(states.map((state) => [state.status, state.tests.length])).toEqual([
      ['QUEUED', 0],
      ['COMPILING', 0],
      ['RUNNING', 0],
      ['RUNNING', 1],
      ['RUNNING', 2],
      ['WA', 3],
    ]);
    expect(states.at(-1)).toMatchObject({
      reason: 'line 1',
      compileLog: 'warning: x',
      cpuMs: 3,
      memoryBytes: 3000,
      finishedAt: AT,
      queuePosition: null,
    });
  });

  it('ends the same whatever the order and however often events come', () => {
    const expected = replay(story);
    const everyEventAtLeastOnce = fc
      .tuple(fc.shuffledSubarray(story, { minLength: story.length }), fc.array(fc.constantFrom(...story)))
      .map(([all, repeats]) => [...all, ...repeats]);
    fc.assert(
      fc.property(everyEventAtLeastOnce, (events) => {
        const state = replay(events);
        expect(state).toEqual(expected);
      }),
    );
  });

  it('never goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...story)), (events) => {
        let held = aSubmission();
        for (const event of events) {
          const next = applySubmissionEvent(held, event, AT);
          expect(next.testsDone).toBeGreaterThanOrEqual(held.testsDone);
          expect(next.tests.length).toBeGreaterThanOrEqual(held.tests.length);
          if (held.status === 'WA') expect(next.status).toBe('WA');
          held = next;
        }
      }),
    );
  });

  it('forgets the tests of an earlier attempt and ignores its late events', () => {
    const first = replay(story);
    const second = applySubmissionEvent(
      first,
      anEvent({ attempt: 2, status: 'RUNNING', testsDone: 1, tests: [aTest(1)] }),
    );
    expect(second).toMatchObject({
      attempt: 2,
      status: 'RUNNING',
      testsDone: 1,
      reason: null,
      compileLog: null,
      finishedAt: null,
      cpuMs: null,
    });
    expect(second.tests).toHaveLength(1);
    expect(applySubmissionEvent(second, story[4] ?? anEvent())).toBe(second);
  });

  it('leaves other submissions alone and keeps evidence it already has', () => {
    const held = aSubmission({ status: 'RUNNING', testsDone: 1, tests: [{ ...withEvidence(aTest(1)) }] });
    expect(applySubmissionEvent(held, anEvent({ submissionId: '0190a000-0000-7000-8000-00000000ffff' }))).toBe(held);
    expect(applySubmissionEvent(held, anEvent({ testsDone: 1, tests: [aTest(1)] })).tests[0]?.feedback?.message).toBe(
      'read over HTTP',
    );
  });

  it('shows a gap when results are missing', () => {
    expect(hasGap(applySubmissionEvent(aSubmission(), anEvent({ testsDone: 2, tests: [aTest(2)] })))).toBe(true);
    expect(hasGap(aSubmission())).toBe(false);
  });
});

describe('mergeSnapshot', () => {
  it('does not let an older snapshot take a verdict back, and takes the evidence in it', () => {
    const final = replay(story);
    const merged = mergeSnapshot(
      final,
      aSubmission({ status: 'RUNNING', testsDone: 1, tests: [withEvidence(aTest(1))], queuePosition: null }),
    );
    expect(merged).toMatchObject({ status: 'WA', reason: 'line 1', testsDone: 3, finishedAt: AT });
    expect(merged.tests).toHaveLength(3);
    expect(merged.tests[0]?.feedback).not.toBeNull();
  });

  it('takes a later attempt whole and ignores an earlier one', () => {
    const held = aSubmission({ attempt: 2, status: 'RUNNING' });
    const later = aSubmission({ attempt: 3 });
    expect(mergeSnapshot(held, later)).toBe(later);
    expect(mergeSnapshot(held, aSubmission({ attempt: 1, status: 'AC' }))).toBe(held);
  });

  it('brings the place in the queue up to date', () => {
    expect(mergeSnapshot(aSubmission(), aSubmission({ queuePosition: 1 })).queuePosition).toBe(1);
  });
});

describe('applyQueueMoved', () => {
  it('moves the place while queued and only for this submission', () => {
    const task = { kind: 'submission' as const, id: SUBMISSION_ID, queuePosition: 1, expectedWaitSeconds: 0.5 };
    const moved = { userId: aSubmission().userId, tasks: [{ ...task, kind: 'run' as const, queuePosition: 9 }, task] };
    expect(applyQueueMoved(aSubmission(), moved)).toMatchObject({ queuePosition: 1, expectedWaitSeconds: 0.5 });
    const running = aSubmission({ status: 'RUNNING', queuePosition: null });
    expect(applyQueueMoved(running, moved)).toBe(running);
    const other = aSubmission();
    expect(applyQueueMoved(other, { ...moved, tasks: [] })).toBe(other);
  });
});

describe('applyToSummary', () => {
  it('takes the last event of the channel, even back to the queue', () => {
    const line = applyToSummary(
      aSubmission({ status: 'AC', finishedAt: AT }),
      anEvent({ status: 'QUEUED', attempt: 2 }),
      AT,
    );
    expect(line).toMatchObject({ status: 'QUEUED', finishedAt: null });
  });
});
