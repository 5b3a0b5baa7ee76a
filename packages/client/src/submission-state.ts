import type { QueueMoved } from '@docket/contracts/events/queue';
import type { SubmissionUpdated } from '@docket/contracts/events/judge';
import type { SubmissionDetail, SubmissionSummary, TestResultDetail } from '@docket/contracts/http/submission';
import { isFinal } from '@docket/contracts/judge/verdict';
import { applyMoved, isAhead, placeIn, unite, type Progress } from './task-state.ts';

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
  const ahead = isAhead(progressOf(event), progressOf(base));
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
    ...placeIn(status, base),
    finishedAt: isFinal(status) ? (base.finishedAt ?? at ?? null) : null,
  };
}

/** `applyMoved` for a submission. */
export function applyQueueMoved(state: SubmissionDetail, moved: QueueMoved): SubmissionDetail {
  return applyMoved(state, moved, { kind: 'submission', id: state.submissionId });
}

/**
 * Merges a snapshot read over HTTP into what is held. A snapshot may be older than events that arrived while it was
 * on its way, so it never takes anything back; it adds evidence and fills gaps.
 */
export function mergeSnapshot(state: SubmissionDetail, snapshot: SubmissionDetail): SubmissionDetail {
  if (snapshot.submissionId !== state.submissionId || snapshot.attempt > state.attempt) return snapshot;
  if (snapshot.attempt < state.attempt) return state;
  const newer = isAhead(progressOf(snapshot), progressOf(state)) ? snapshot : state;
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
    waitReason: newer.waitReason,
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

function progressOf({ status, testsDone }: { readonly status: string; readonly testsDone: number }): Progress {
  return { status, done: testsDone };
}

/** Of a test held twice the second counts, unless only the first has evidence. */
function mergeTests(first: readonly TestResultDetail[], second: readonly TestResultDetail[]): TestResultDetail[] {
  return unite(first, second, (test, held) => held.evidence === null || test.evidence !== null);
}

function largest(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.max(a, b);
}
