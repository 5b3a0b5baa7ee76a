import { useEffect, useMemo, useReducer } from 'react';
import { useEvents } from '../../../lib/live/connection.ts';
import { useLocalValue } from '../../../lib/local-value.ts';
import { useReach } from '../../../lib/network.ts';
import { DraftSync } from './draft-sync.ts';
import { draftAt, NOBODY, type DraftPlace } from './drafts.ts';
import { aloneOn, remoteDraft } from './remote-draft.ts';

/** From the last change until it is sent; typing is a change every few hundred ms. */
const QUIET_MS = 1_500;
/** Until it is tried again where the server is there and did not take it. */
const AGAIN_MS = 15_000;

/**
 * Keeps a draft on the server while its page is open: sends it when its person pauses, takes in what was written
 * elsewhere. Undefined for who is not logged in.
 */
export function useDraftSync({ owner, problemId, language }: DraftPlace): DraftSync | undefined {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const local = useMemo(() => draftAt({ owner, problemId, language }), [owner, problemId, language]);
  const sync = useMemo(() => {
    if (owner === NOBODY) return undefined;
    const place = { owner, problemId, language };
    return new DraftSync(local, remoteDraft(place), draw, aloneOn(place));
  }, [local, owner, problemId, language]);
  const held = useLocalValue(local);
  const reach = useReach();

  // Opened, or reached again after a time in which anything may have happened on either side.
  useEffect(() => {
    if (reach === 'here') void sync?.pull();
  }, [sync, reach]);

  useEffect(() => {
    if (held?.changed !== true || reach !== 'here') return undefined;
    const timer = setTimeout(() => void sync?.push(), QUIET_MS);
    return () => clearTimeout(timer);
  }, [sync, held, reach]);

  const late = sync?.state === 'late';
  useEffect(() => {
    if (!late || reach !== 'here') return undefined;
    const timer = setInterval(() => void sync?.pull(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [sync, late, reach]);

  useEffect(() => {
    // Left: what is not sent yet goes now, if it can; the next visit sees to it otherwise.
    return () => void setTimeout(() => void sync?.push());
  }, [sync]);

  useEvents({
    'draft.updated': ({ data }) => {
      if (data.problemId !== problemId || data.language !== language) return;
      if (data.version > (local.get()?.base ?? 0)) void sync?.pull();
    },
  });
  return sync;
}
