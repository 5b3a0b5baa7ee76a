import type { QueueMoved } from '@docket/contracts/events/queue';
import type { RunUpdated } from '@docket/contracts/events/run';
import { isRunOver, type RunCase, type RunDetail, type RunStatus } from '@docket/contracts/http/runs';

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
  const ahead = isAhead(event, base);
  const status = ahead ? event.status : base.status;
  return {
    ...base,
    status,
    reason: ahead ? event.reason : base.reason,
    compileLog: event.compileLog ?? base.compileLog,
    casesDone: Math.max(base.casesDone, event.casesDone),
    casesTotal: ahead ? event.casesTotal : base.casesTotal,
    cases: mergeCases(base.cases, event.cases),
    queuePosition: status === 'QUEUED' ? base.queuePosition : null,
    expectedWaitSeconds: status === 'QUEUED' ? base.expectedWaitSeconds : null,
    finishedAt: isRunOver(status) ? (base.finishedAt ?? at ?? null) : null,
  };
}

/** Takes in a new place in the queue; one that comes after the queue was left is ignored. */
export function applyRunMoved(state: RunDetail, moved: QueueMoved): RunDetail {
  if (state.status !== 'QUEUED') return state;
  const place = moved.tasks.find((task) => task.kind === 'run' && task.id === state.runId);
  if (place === undefined) return state;
  return { ...state, queuePosition: place.queuePosition, expectedWaitSeconds: place.expectedWaitSeconds };
}

/** Merges a snapshot read over HTTP, which may be older than what is held: it adds and never takes back. */
export function mergeRun(state: RunDetail, snapshot: RunDetail): RunDetail {
  if (snapshot.runId !== state.runId || snapshot.attempt > state.attempt) return snapshot;
  if (snapshot.attempt < state.attempt) return state;
  const newer = isAhead(snapshot, state) ? snapshot : state;
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
    finishedAt: snapshot.finishedAt ?? newer.finishedAt,
  };
}

/** Cases are known to have run that are not held: the run must be read again. */
export function runHasGap(state: RunDetail): boolean {
  return state.cases.length < state.casesDone;
}

type Progress = { readonly status: RunStatus; readonly casesDone: number };

function isAhead(a: Progress, b: Progress): boolean {
  const difference = phase(a.status) - phase(b.status);
  return difference > 0 || (difference === 0 && a.casesDone >= b.casesDone);
}

function phase(status: RunStatus): number {
  if (status === 'QUEUED') return 0;
  if (status === 'COMPILING') return 1;
  return status === 'RUNNING' ? 2 : 3;
}

/** Union by ordinal, in order; of a case held twice, the one with more of its output. */
function mergeCases(first: readonly RunCase[], second: readonly RunCase[]): RunCase[] {
  const byOrdinal = new Map(first.map((one) => [one.ordinal, one]));
  for (const one of second) {
    const held = byOrdinal.get(one.ordinal);
    if (held === undefined || kept(one) >= kept(held)) byOrdinal.set(one.ordinal, one);
  }
  return [...byOrdinal.values()].sort((a, b) => a.ordinal - b.ordinal);
}

function kept(one: RunCase): number {
  return one.stdout.length + one.stderr.length;
}
