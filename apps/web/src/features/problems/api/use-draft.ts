import type { Language } from '@docket/contracts/http/languages';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocalValue } from '../../../lib/local-value.ts';
import { draft, preferredLanguage } from './drafts.ts';

/** For who has not chosen yet, where it is judged. */
const FIRST_CHOICE = 'cpp20';

export type Draft = {
  readonly language: Language;
  readonly chooseLanguage: (id: string) => void;
  readonly code: string;
  readonly setCode: (code: string) => void;
  /** Differs from the language's template. */
  readonly changed: boolean;
  readonly reset: () => void;
};

/** The code being written for a problem, in the language last chosen. Saved a moment after the last key. */
export function useDraft(problemId: string, languages: readonly [Language, ...Language[]]): Draft {
  const preferred = useLocalValue(preferredLanguage);
  const language = languages.find((known) => known.id === (preferred ?? FIRST_CHOICE)) ?? languages[0];
  const store = useMemo(() => draft(problemId, language.id), [problemId, language.id]);
  const [typed, setTyped] = useState<{ store: typeof store; code: string }>();
  const code = typed?.store === store ? typed.code : (store.get() ?? language.template);
  const pending = useRef<() => void>(undefined);

  useEffect(() => {
    if (typed?.store !== store) return undefined;
    const save = () => {
      pending.current = undefined;
      store.set(typed.code === language.template ? undefined : typed.code);
    };
    pending.current = save;
    const timer = setTimeout(save, 250);
    return () => clearTimeout(timer);
  }, [typed, store, language.template]);

  useEffect(() => {
    const flush = () => pending.current?.();
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [store]);

  return {
    language,
    chooseLanguage: (id) => preferredLanguage.set(id),
    code,
    setCode: (next) => setTyped({ store, code: next }),
    changed: code !== language.template,
    reset: () => setTyped({ store, code: language.template }),
  };
}
