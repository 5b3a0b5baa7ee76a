import { getOwnProfile, getProfile } from '@docket/contracts/http/identity';
import { queryOptions } from '@tanstack/react-query';
import { isFinal } from '@docket/contracts/judge/verdict';
import { docket } from '../../lib/docket.ts';
import { again } from '../../lib/live/merge.ts';
import { useLiveQuery } from '../../lib/live/use-live-query.ts';

function profileQuery(username: string) {
  return queryOptions({
    queryKey: ['profile', 'one', username],
    queryFn: ({ signal }) => docket.call(getProfile, { params: { username }, signal }),
  });
}

/** Somebody's public profile, with one's own verdicts as they come. */
export function useProfile(username: string) {
  return useLiveQuery(profileQuery(username), {
    on: { 'submission.updated': (held, { data }) => (isFinal(data.status) ? again(held) : held) },
  });
}

export function ownProfileQuery() {
  return queryOptions({
    queryKey: ['profile', 'own'],
    queryFn: ({ signal }) => docket.call(getOwnProfile, { signal }),
  });
}
