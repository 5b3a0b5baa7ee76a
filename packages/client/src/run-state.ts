import type { QueueMoved } from '@docket/contracts/events/queue';
import type { RunUpdated } from '@docket/contracts/events/run';
import { isRunOver, type RunCase, type RunDetail } from '@docket/contracts/http/run';
import { applyMoved, isAhead, placeIn, unite, type Progress } from './task-state.ts';

/**
 * Merges one event into what is known of a run: the rules of `applySubmissionEvent`. Outputs in events are cut short;
 * a case that is held with more of its output keeps it.
 */
export function applyRunEvent(state: RunDetail, event: RunUpdated, at?: string): RunDetail {
  if (event.runId !== state.runId || event.attempt < state.attempt) return state;
  const anew = event.attempt > state.attempt;
  const base: RunDetail = anew
    ? {
        ...state,
        attempt: event.attempt,
        status: 'QUEUED',
        reason: null,
        compileLog: null,
        casesDone: 0,
        cases: [],
        finishedAt: null,
      }
    : state;
  const ahead = isAhead(progressOf(event), progressOf(base));
  const status = ahead ? event.status : base.status;
  return {
    ...base,
    status,
    reason: ahead ? event.reason : base.reason,
    compileLog: event.compileLog ?? base.compileLog,
    casesDone: Math.max(base.casesDone, event.casesDone),
    casesTotal: ahead ? event.casesTotal : base.casesTotal,
    cases: mergeCases(base.cases, event.cases),
    ...placeIn(status, base),
    finishedAt: isRunOver(status) ? (base.finishedAt ?? at ?? null) : null,
  };
}

/** `applyMoved` for a run. */
export function applyRunMoved(state: RunDetail, moved: QueueMoved): RunDetail {
  return applyMoved(state, moved, { kind: 'run', id: state.runId });
}

/** Merges a snapshot read over HTTP, which may be older than what is held: it adds and never takes back. */
export function mergeRun(state: RunDetail, snapshot: RunDetail): RunDetail {
  if (snapshot.runId !== state.runId || snapshot.attempt > state.attempt) return snapshot;
  if (snapshot.attempt < state.attempt) return state;
  const newer = isAhead(progressOf(snapshot), progressOf(state)) ? snapshot : state;
  return {
    ...snapshot,
    status: newer.status,
    reason: newer.reason,
    compileLog: snapshot.compileLog ?? state.compileLog,
    casesDone: Math.max(state.casesDone, snapshot.casesDone),
    casesTotal: newer.casesTotal,
    cases: mergeCases(state.cases, snapshot.cases),
    queuePosition: newer.queuePosition,
    expectedWaitSeconds: newer.expectedWaitSeconds,
    waitReason: newer.waitReason,
    finishedAt: snapshot.finishedAt ?? newer.finishedAt,
  };
}

/** Cases are known to have run that are not held: the run must be read again. */
export function runHasGap(state: RunDetail): boolean {
  return state.cases.length < state.casesDone;
}

function progressOf({ status, casesDone }: { readonly status: string; readonly casesDone: number }): Progress {
  return { status, done: casesDone };
}

/** Of a case held twice, the one with more of its output. */
function mergeCases(first: readonly RunCase[], second: readonly RunCase[]): RunCase[] {
  return unite(first, second, (one, held) => kept(one) >= kept(held));
}

function kept(one: RunCase): number {
  return one.stdout.length + one.stderr.length;
}
