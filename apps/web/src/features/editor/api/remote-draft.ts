import { getDraft, saveDraft } from '@docket/contracts/http/draft';
import { docket } from '../../../lib/docket.ts';
import type { Remote } from './draft-sync.ts';
import { draftAt, draftsOf, type DraftPlace } from './drafts.ts';
import { DraftSync } from './draft-sync.ts';

/** One draft on the server. */
export function remoteDraft({ problemId, language }: Omit<DraftPlace, 'owner'>): Remote {
  const params = { slug: problemId, language };
  return {
    read: async () => {
      const { updatedAt, ...kept } = await docket.call(getDraft, { params });
      return updatedAt === null ? undefined : { ...kept, updatedAt };
    },
    save: (baseVersion, files) => docket.call(saveDraft, { params, body: { baseVersion, files: [...files] } }),
  };
}

/** One piece of work on a draft at a time, over all tabs of this browser. */
export function aloneOn({ owner, problemId, language }: DraftPlace) {
  return <T>(work: () => Promise<T>): Promise<T> =>
    'locks' in navigator ? lockedWork(`docket.draft.${owner}.${problemId}.${language}`, work) : work();
}

async function lockedWork<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(name, work);
}

/** Sends what was written on this device and has not reached the server; what conflicts waits until its problem is opened. */
export async function sendLateDrafts(owner: string): Promise<void> {
  for (const place of draftsOf(owner)) {
    const local = draftAt(place);
    if (local.get()?.changed === true)
      await new DraftSync(local, remoteDraft(place), () => undefined, aloneOn(place)).push();
  }
}
