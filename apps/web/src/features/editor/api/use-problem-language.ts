import type { Language } from '@docket/contracts/http/language';
import { listDrafts } from '@docket/contracts/http/draft';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useSession } from '../../../lib/session.ts';
import { languageOfProblem, preferredLanguage } from './drafts.ts';

/** For who has not chosen yet, where it is judged. */
const FIRST_CHOICE = 'cpp20';

/**
 * The language that a problem is open in. It is this page's own: what is chosen in another tab, for this problem or
 * another, leaves it alone. A problem opens in the language that it was last written in, here or elsewhere.
 */
export function useProblemLanguage(
  problemId: string,
  languages: readonly [Language, ...Language[]],
): { readonly language: Language; readonly choose: (id: string) => void } {
  const loggedIn = useSession() !== undefined;
  const remembered = useMemo(() => languageOfProblem(problemId), [problemId]);
  const [chosen, setChosen] = useState(() => remembered.get());
  const elsewhere = useQuery({
    queryKey: ['drafts', problemId] as const,
    queryFn: ({ signal }) => docket.call(listDrafts, { params: { slug: problemId }, signal }),
    enabled: loggedIn && chosen === undefined,
    staleTime: Infinity,
  });
  const [opening] = useState(() => preferredLanguage.get());
  const find = (id: string | undefined) => languages.find((known) => known.id === id);
  const language =
    find(chosen) ?? find(elsewhere.data?.data[0]?.language) ?? find(opening ?? FIRST_CHOICE) ?? languages[0];
  return {
    language,
    choose: (id) => {
      setChosen(id);
      remembered.set(id);
      preferredLanguage.set(id);
    },
  };
}
