import { applyRunEvent, applyRunMoved, mergeRun, runHasGap } from '@docket/client/run-state';
import { getRun, isRunOver, type RunCase, type RunDetail } from '@docket/contracts/http/run';
import { queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { pace } from '../../../lib/live/connection.ts';
import type { Live } from '../../../lib/live/follow.ts';
import { again } from '../../../lib/live/merge.ts';
import { useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { useAct } from '../../../lib/use-act.ts';
import type { Source } from '../../editor/api/draft-files.ts';
import type { OwnCase } from './cases.ts';

type Request = {
  readonly problemId: string;
  readonly language: string;
  readonly source: Source;
  readonly samples: boolean;
  readonly own: readonly OwnCase[];
};

/** What was run, so that results are shown beside what they belong to, and known to be old when that has changed. */
type Sent = Pick<Request, 'source' | 'language' | 'own'>;

export type Runner = {
  readonly sent: Sent | undefined;
  readonly run: RunDetail | undefined;
  readonly error: Error | null;
  /** Sent and not over yet. */
  readonly busy: boolean;
  readonly start: (request: Request) => void;
};

function runQuery(id: string) {
  return queryOptions({
    queryKey: ['runs', id] as const,
    queryFn: ({ signal }) => docket.call(getRun, { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) => {
      if (data !== undefined && isRunOver(data.status)) return false;
      return data?.status === 'QUEUED' ? 2_500 : pace(15_000, 2_000)();
    },
    staleTime: 0,
  });
}

const one: Live<RunDetail> = {
  on: {
    'run.updated': (held, { data, at }) => {
      if (data.runId !== held.runId) return held;
      const next = applyRunEvent(held, data, at);
      // The whole of the outputs comes with a read only.
      return next !== held && (runHasGap(next) || isRunOver(next.status)) ? again(next) : next;
    },
    'queue.moved': (held, { data }) => applyRunMoved(held, data),
  },
  read: mergeRun,
};

/** Runs code and follows it. A new run takes the place of the one before. */
export function useRunner(): Runner {
  const start = useAct({
    act: ({ problemId, language, source, samples, own }: Request, idempotencyKey) =>
      docket.run(
        { problemId, language, ...source, samples, inputs: own.map((input) => input.input) },
        { idempotencyKey },
      ),
  });
  const id = start.data?.runId;
  const run = useLiveQuery({ ...runQuery(id ?? ''), enabled: id !== undefined }, one);
  const followed = id === undefined ? undefined : run.data;
  // A result that is there stays, whatever becomes of a later look at it.
  const error = start.error ?? (followed === undefined && id !== undefined ? run.error : null);
  return {
    sent: start.variables,
    run: followed,
    error,
    busy:
      start.isPending ||
      (id !== undefined && error === null && (followed === undefined || !isRunOver(followed.status))),
    start: start.mutate,
  };
}

/** The case of a sample by its name. */
export function sampleResult(run: RunDetail | undefined, name: string): RunCase | undefined {
  return run?.cases.find((one) => one.sample && one.name === name);
}

/** The case of an own input, by its place among those that were sent: samples come first. */
export function ownResult({ run, sent }: Pick<Runner, 'run' | 'sent'>, id: string): RunCase | undefined {
  const index = sent?.own.findIndex((one) => one.id === id) ?? -1;
  if (run === undefined || sent === undefined || index === -1) return undefined;
  const samples = run.casesTotal - sent.own.length;
  return run.cases.find((one) => one.ordinal === samples + index + 1);
}
