import { DocketApiError } from '@docket/client/errors';
import { QueryClient } from '@tanstack/react-query';
import { keptFirst } from './kept/kept.ts';
import { reach } from './network.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      persister: keptFirst,
      staleTime: 30_000,
      // Asked for without a network too: it fails at once and says so, and is asked for again with the network.
      networkMode: 'always',
      refetchOnReconnect: true,
      retry: (failures, error) =>
        error instanceof DocketApiError &&
        error.transient &&
        error.code !== 'too_many_requests' &&
        reach.state !== 'offline' &&
        failures < 2,
      refetchOnWindowFocus: true,
    },
    // By default one that is made offline waits for the network, and is then done for somebody who has left.
    mutations: { retry: false, networkMode: 'always' },
  },
});
