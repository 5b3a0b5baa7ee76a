import { queryOptions } from '@tanstack/react-query';
import type { OpenApi } from '../openapi.ts';

/** The server's own description of itself. */
export function openApiQuery() {
  return queryOptions({
    queryKey: ['openapi'] as const,
    queryFn: async ({ signal }): Promise<OpenApi> => {
      const response = await fetch('/openapi.json', { signal });
      if (!response.ok) throw new Error(`/openapi.json answers ${response.status}`);
      return asDocument(await response.json());
    },
    staleTime: Infinity,
  });
}

/** Comes from the server that served this page; every field of the type may be absent but the paths. */
function asDocument(value: unknown): OpenApi {
  return value as OpenApi;
}
