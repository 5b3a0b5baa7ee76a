import type { Language } from '@docket/contracts/http/language';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { languagesQuery } from './queries.ts';

/** What this installation can judge, and the name of any language by its id. */
export function useLanguages(): {
  readonly languages: readonly Language[] | undefined;
  readonly nameOf: (id: string) => string;
  readonly error: unknown;
  readonly retry: () => void;
} {
  const query = useQuery(languagesQuery());
  const languages = query.data?.data;
  const nameOf = useCallback(
    (id: string) => languages?.find((language) => language.id === id)?.name ?? id,
    [languages],
  );
  return { languages, nameOf, error: query.error, retry: () => void query.refetch() };
}
