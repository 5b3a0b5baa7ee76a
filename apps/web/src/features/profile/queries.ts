import { getOwnProfile, getProfile } from '@docket/contracts/http/identity';
import { queryOptions } from '@tanstack/react-query';
import { docket } from '../../lib/docket.ts';

export function profileQuery(username: string) {
  return queryOptions({
    queryKey: ['profile', 'one', username],
    queryFn: ({ signal }) => docket.call(getProfile, { params: { username }, signal }),
  });
}

export function ownProfileQuery() {
  return queryOptions({
    queryKey: ['profile', 'own'],
    queryFn: ({ signal }) => docket.call(getOwnProfile, { signal }),
  });
}
