import { isRunOver, type RunCase, type RunDetail } from '@docket/contracts/http/runs';
import { useCallback, useEffect, useRef, useState } from 'react';
import { docket } from '../../../lib/docket.ts';
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
type Sent = Pick<Request, 'source' | 'language'> & { readonly own: readonly OwnCase[] };

export type Runner = {
  readonly sent: Sent | undefined;
  readonly run: RunDetail | undefined;
  readonly error: unknown;
  /** Sent and not over yet. */
  readonly busy: boolean;
  readonly start: (request: Request) => void;
};

type State = { readonly sent?: Sent; readonly run?: RunDetail; readonly error?: unknown; readonly busy: boolean };

/** Runs code and follows it. A new run takes the place of the one before, whose later news are ignored. */
export function useRunner(): Runner {
  const [state, setState] = useState<State>({ busy: false });
  const current = useRef<AbortController>(null);
  useEffect(() => () => current.current?.abort(), []);

  const start = useCallback(({ problemId, language, source, samples, own }: Request) => {
    current.current?.abort();
    const abort = new AbortController();
    current.current = abort;
    const sent = { source, language, own };
    setState({ sent, busy: true });

    async function follow(): Promise<void> {
      const inputs = own.map((one) => one.input);
      try {
        const { runId } = await docket.run(
          { problemId, language, ...source, samples, inputs },
          { signal: abort.signal },
        );
        for await (const run of docket.watchRun(runId, { signal: abort.signal })) {
          if (abort.signal.aborted) return;
          setState({ sent, run, busy: !isRunOver(run.status) });
        }
      } catch (error) {
        if (!abort.signal.aborted) setState((held) => ({ ...held, error, busy: false }));
      }
    }
    void follow();
  }, []);

  return { sent: state.sent, run: state.run, error: state.error, busy: state.busy, start };
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
