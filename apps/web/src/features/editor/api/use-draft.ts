import { randomKey } from '@docket/client/random-key';
import type { Language } from '@docket/contracts/http/language';
import { FILES_MAX } from '@docket/contracts/http/submission';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocalValue } from '../../../lib/local-value.ts';
import { firstFileName, freeFileName, sourceOf, type Source } from './draft-files.ts';
import { draft, preferredLanguage, type DraftFile } from './drafts.ts';

/** For who has not chosen yet, where it is judged. */
const FIRST_CHOICE = 'cpp20';

export type Draft = {
  readonly language: Language;
  readonly chooseLanguage: (id: string) => void;
  /** At least one. Where the language does not say otherwise, the first is the one that is started. */
  readonly files: readonly DraftFile[];
  readonly active: DraftFile;
  readonly choose: (id: string) => void;
  readonly setContent: (id: string, content: string) => void;
  /** Undefined when there are as many as may be sent. */
  readonly addFile: (() => void) | undefined;
  readonly rename: (id: string, name: string) => void;
  /** The last file stays. */
  readonly remove: (id: string) => void;
  /** As the API takes it. */
  readonly source: Source;
  /** In UTF-8, all files together. */
  readonly bytes: number;
  /** Differs from the language's template. */
  readonly changed: boolean;
  /** `unsaved`: this browser keeps nothing, and the code is lost with the page. */
  readonly keeping: 'saving' | 'saved' | 'unsaved';
  readonly reset: () => void;
};

/** The code being written for a problem, in the language last chosen. Saved a moment after the last key. */
export function useDraft(problemId: string, languages: readonly [Language, ...Language[]]): Draft {
  const preferred = useLocalValue(preferredLanguage);
  const language = languages.find((known) => known.id === (preferred ?? FIRST_CHOICE)) ?? languages[0];
  const store = useMemo(() => draft(problemId, language.id), [problemId, language.id]);
  const opened = useMemo(() => filesFrom(store.get(), language), [store, language]);
  const [typed, setTyped] = useState<{ store: typeof store; files: readonly DraftFile[] }>();
  const [chosen, setChosen] = useState<string>();
  const [kept, setKept] = useState<{ files: readonly DraftFile[]; stored: boolean }>();
  const files = typed?.store === store ? typed.files : opened;
  const active = files.find((file) => file.id === chosen) ?? files[0] ?? emptyFile(language);
  const usual = files.length === 1 && active.name === firstFileName(language);
  const changed = !usual || active.content !== language.template;
  const pending = useRef<() => void>(undefined);

  useEffect(() => {
    if (typed?.store !== store) return undefined;
    const save = () => {
      pending.current = undefined;
      const stored = store.set(!changed ? undefined : usual ? typed.files[0]?.content : typed.files);
      setKept({ files: typed.files, stored });
    };
    pending.current = save;
    const timer = setTimeout(save, 250);
    return () => clearTimeout(timer);
  }, [typed, store, changed, usual]);

  useEffect(() => {
    const flush = () => pending.current?.();
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [store]);

  const change = (next: readonly DraftFile[]) => setTyped({ store, files: next });
  const edit = (id: string, part: Partial<DraftFile>) =>
    change(files.map((file) => (file.id === id ? { ...file, ...part } : file)));
  const bytes = useMemo(
    () => files.reduce((sum, file) => sum + new TextEncoder().encode(file.content).length, 0),
    [files],
  );

  return {
    language,
    chooseLanguage: (id) => preferredLanguage.set(id),
    files,
    active,
    choose: setChosen,
    setContent: (id, content) => edit(id, { content }),
    addFile:
      files.length >= FILES_MAX
        ? undefined
        : () => {
            const added = { id: randomKey(), name: freeFileName(files, language), content: '' };
            change([...files, added]);
            setChosen(added.id);
          },
    rename: (id, name) => edit(id, { name }),
    remove: (id) => {
      if (files.length < 2) return;
      const index = files.findIndex((file) => file.id === id);
      const rest = files.filter((file) => file.id !== id);
      change(rest);
      setChosen((rest[index] ?? rest.at(-1))?.id);
    },
    source: useMemo(() => sourceOf(files, language), [files, language]),
    bytes,
    changed,
    keeping: typed?.store !== store ? 'saved' : kept?.files !== files ? 'saving' : kept.stored ? 'saved' : 'unsaved',
    reset: () => change([{ ...emptyFile(language), content: language.template }]),
  };
}

function emptyFile(language: Language): DraftFile {
  return { id: 'first', name: firstFileName(language), content: '' };
}

function filesFrom(stored: string | readonly DraftFile[] | undefined, language: Language): readonly DraftFile[] {
  if (typeof stored === 'object') return stored;
  return [{ ...emptyFile(language), content: stored ?? language.template }];
}
