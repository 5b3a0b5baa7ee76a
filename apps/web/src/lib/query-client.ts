import { DocketApiError } from '@docket/client/errors';
import { QueryClient } from '@tanstack/react-query';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) =>
        error instanceof DocketApiError && error.transient && error.code !== 'too_many_requests' && failures < 2,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});
