import type { QueueMoved } from '@docket/contracts/events/queue';
import type { SubmissionUpdated } from '@docket/contracts/events/judge';
import type { SubmissionDetail, SubmissionSummary, TestResultDetail } from '@docket/contracts/http/submissions';
import { isFinal, type SubmissionStatus } from '@docket/contracts/judge/verdict';

/**
 * Merges one event into what is known of a submission. Pure, and safe for events that come twice, late, or after a
 * snapshot that already holds them: within an attempt nothing moves backwards, and a later attempt starts afresh.
 * `at` is the event's time (ISO 8601); it stands for `finishedAt` until the submission is read again.
 */
export function applySubmissionEvent(state: SubmissionDetail, event: SubmissionUpdated, at?: string): SubmissionDetail {
  if (event.submissionId !== state.submissionId || event.attempt < state.attempt) return state;
  const anew = event.attempt > state.attempt;
  const base: SubmissionDetail = anew
    ? {
        ...state,
        attempt: event.attempt,
        status: 'QUEUED',
        reason: null,
        cpuMs: null,
        memoryBytes: null,
        testsDone: 0,
        tests: [],
        compileLog: null,
        finishedAt: null,
      }
    : state;
  const ahead = isAhead(event, base);
  const status = ahead ? event.status : base.status;
  return {
    ...base,
    status,
    reason: ahead ? event.reason : base.reason,
    cpuMs: largest(base.cpuMs, event.cpuMs),
    memoryBytes: largest(base.memoryBytes, event.memoryBytes),
    testsDone: Math.max(base.testsDone, event.testsDone),
    testsTotal: ahead ? event.testsTotal : base.testsTotal,
    tests: mergeTests(
      event.tests.map((test) => ({ ...test, evidence: null, feedback: null })),
      base.tests,
    ),
    compileLog: event.compileLog ?? base.compileLog,
    ...(ahead && event.score !== undefined
      ? { score: event.score, maxScore: event.maxScore ?? null, subtasks: event.subtasks ?? [] }
      : {}),
    queuePosition: status === 'QUEUED' ? base.queuePosition : null,
    expectedWaitSeconds: status === 'QUEUED' ? base.expectedWaitSeconds : null,
    finishedAt: isFinal(status) ? (base.finishedAt ?? at ?? null) : null,
  };
}

/** Takes in a new place in the queue. Places are of the moment: one that comes after the queue was left is ignored. */
export function applyQueueMoved(state: SubmissionDetail, moved: QueueMoved): SubmissionDetail {
  if (state.status !== 'QUEUED') return state;
  const place = moved.tasks.find((task) => task.kind === 'submission' && task.id === state.submissionId);
  if (place === undefined) return state;
  return { ...state, queuePosition: place.queuePosition, expectedWaitSeconds: place.expectedWaitSeconds };
}

/**
 * Merges a snapshot read over HTTP into what is held. A snapshot may be older than events that arrived while it was
 * on its way, so it never takes anything back; it adds evidence and fills gaps.
 */
export function mergeSnapshot(state: SubmissionDetail, snapshot: SubmissionDetail): SubmissionDetail {
  if (snapshot.submissionId !== state.submissionId || snapshot.attempt > state.attempt) return snapshot;
  if (snapshot.attempt < state.attempt) return state;
  const newer = isAhead(snapshot, state) ? snapshot : state;
  return {
    ...snapshot,
    status: newer.status,
    reason: newer.reason,
    cpuMs: largest(state.cpuMs, snapshot.cpuMs),
    memoryBytes: largest(state.memoryBytes, snapshot.memoryBytes),
    testsDone: Math.max(state.testsDone, snapshot.testsDone),
    testsTotal: newer.testsTotal,
    tests: mergeTests(state.tests, snapshot.tests),
    compileLog: snapshot.compileLog ?? state.compileLog,
    queuePosition: newer.queuePosition,
    expectedWaitSeconds: newer.expectedWaitSeconds,
    finishedAt: snapshot.finishedAt ?? newer.finishedAt,
  };
}

/** Results are known to exist that are not held: the submission must be read again. */
export function hasGap(state: SubmissionDetail): boolean {
  return state.tests.length < state.testsDone;
}

/** Brings one line of a list up to date. Lists know no attempts: the channel keeps events in order, so the last counts. */
export function applyToSummary(summary: SubmissionSummary, event: SubmissionUpdated, at?: string): SubmissionSummary {
  if (event.submissionId !== summary.submissionId) return summary;
  return {
    ...summary,
    status: event.status,
    reason: event.reason,
    cpuMs: event.cpuMs,
    memoryBytes: event.memoryBytes,
    testsDone: event.testsDone,
    testsTotal: event.testsTotal,
    finishedAt: isFinal(event.status) ? (at ?? summary.finishedAt) : null,
  };
}

type Progress = { readonly status: SubmissionStatus; readonly testsDone: number };

/** Is `a` at least as far as `b`? A verdict, once given in an attempt, is not replaced by a step on the way to it. */
function isAhead(a: Progress, b: Progress): boolean {
  const difference = phase(a.status) - phase(b.status);
  return difference > 0 || (difference === 0 && a.testsDone >= b.testsDone);
}

function phase(status: SubmissionStatus): number {
  if (status === 'QUEUED') return 0;
  if (status === 'COMPILING') return 1;
  return status === 'RUNNING' ? 2 : 3;
}

/** Union by ordinal, in order. Where both have a test, the second list's counts unless only the first has evidence. */
function mergeTests(first: readonly TestResultDetail[], second: readonly TestResultDetail[]): TestResultDetail[] {
  const byOrdinal = new Map(first.map((test) => [test.ordinal, test]));
  for (const test of second) {
    const held = byOrdinal.get(test.ordinal);
    if (held === undefined || held.evidence === null || test.evidence !== null) byOrdinal.set(test.ordinal, test);
  }
  return [...byOrdinal.values()].sort((a, b) => a.ordinal - b.ordinal);
}

function largest(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.max(a, b);
}
