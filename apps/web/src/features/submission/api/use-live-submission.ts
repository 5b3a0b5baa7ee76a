import type { SubmissionDetail } from '@docket/contracts/http/submissions';
import { isFinal } from '@docket/contracts/judge/verdict';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { submissionKey } from './queries.ts';

type Live = { readonly submission: SubmissionDetail | undefined; readonly error: unknown; readonly retry: () => void };

/** One submission as it moves on. What was seen of it is kept, so coming back to it shows it at once. */
export function useLiveSubmission(id: string | undefined): Live {
  const queryClient = useQueryClient();
  const [shown, setShown] = useState<{
    id: string | undefined;
    submission: SubmissionDetail | undefined;
    error: unknown;
  }>({ id: undefined, submission: undefined, error: undefined });
  const [round, setRound] = useState(0);

  useEffect(() => {
    if (id === undefined) return undefined;
    const abort = new AbortController();
    async function follow(watched: string): Promise<void> {
      try {
        for await (const submission of docket.watch(watched, { signal: abort.signal })) {
          if (abort.signal.aborted) return;
          queryClient.setQueryData(submissionKey(watched), submission);
          setShown({ id: watched, submission, error: undefined });
        }
      } catch (error) {
        if (!abort.signal.aborted)
          setShown((held) => ({ id: watched, submission: held.id === watched ? held.submission : undefined, error }));
      }
    }
    void follow(id);
    return () => abort.abort();
  }, [id, round, queryClient]);

  // A verdict may still change: by a rejudge that is applied, or by judging anew. Following begins again then.
  const held = shown.id === id ? shown.submission : undefined;
  useEffect(() => {
    if (held === undefined || !isFinal(held.status)) return undefined;
    return docket.realtime.listen({
      event: ({ type, data }) => {
        if (type !== 'submission.updated' || data.submissionId !== held.submissionId) return;
        if (data.attempt > held.attempt || data.status !== held.status) setRound((count) => count + 1);
      },
    });
  }, [held]);

  const retry = useCallback(() => {
    setShown({ id: undefined, submission: undefined, error: undefined });
    setRound((count) => count + 1);
  }, []);

  if (shown.id === id) return { submission: shown.submission, error: shown.error, retry };
  const cached = id === undefined ? undefined : queryClient.getQueryData<SubmissionDetail>(submissionKey(id));
  return { submission: cached, error: undefined, retry };
}
