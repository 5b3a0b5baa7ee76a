import { randomKey } from '@docket/client/random-key';
import type { Language } from '@docket/contracts/http/language';
import type { ProblemDetail } from '@docket/contracts/http/problem';
import { FILES_MAX } from '@docket/contracts/http/submission';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocalValue } from '../../../lib/local-value.ts';
import { useSession } from '../../../lib/session.ts';
import { firstFileName, freeFileName, sourceOf, type Source } from './draft-files.ts';
import type { DraftSync } from './draft-sync.ts';
import { draftAt, NOBODY, takeOver, type DraftFile } from './drafts.ts';
import { useDraftSync } from './use-draft-sync.ts';
import { useProblemLanguage } from './use-problem-language.ts';

/** Between the last key and the device's own copy. */
const SAVE_MS = 250;

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
  /** What becomes of it on the server; undefined for who is not logged in. */
  readonly sync: DraftSync | undefined;
  /** Kept on the server as it is here. */
  readonly onServer: boolean;
  readonly reset: () => void;
};

/** The code being written for a problem. On the device a moment after the last key, on the server soon after that. */
export function useDraft(
  { problemId, judging, function: called }: Pick<ProblemDetail, 'problemId' | 'judging' | 'function'>,
  languages: readonly [Language, ...Language[]],
): Draft {
  const owner = useSession()?.userId ?? NOBODY;
  const { language, choose: chooseLanguage } = useProblemLanguage(problemId, languages);
  const template =
    called?.starters[language.id] ??
    (judging?.interactive === true ? language.interactiveTemplate : undefined) ??
    language.template;
  const store = useMemo(() => {
    const place = { owner, problemId, language: language.id };
    takeOver(place);
    return draftAt(place);
  }, [owner, problemId, language.id]);
  const held = useLocalValue(store);
  const sync = useDraftSync({ owner, problemId, language: language.id });
  /** What was typed and is not on the device yet. */
  const [typed, setTyped] = useState<{ store: typeof store; files: readonly DraftFile[] }>();
  const [chosen, setChosen] = useState<string>();
  /** This browser refused to keep it, and this is all there is. */
  const [refused, setRefused] = useState(false);
  const kept = useMemo(() => filesFrom(held?.files ?? [], language, template), [held, language, template]);
  const files = typed?.store === store ? typed.files : kept;
  const active = files.find((file) => file.id === chosen) ?? files[0] ?? emptyFile(language);
  const changed = isChanged(files, language, template);
  const pending = useRef<() => void>(undefined);

  useEffect(() => {
    if (typed?.store !== store) return undefined;
    const save = () => {
      pending.current = undefined;
      const stored = store.set({
        files: isChanged(typed.files, language, template) ? typed.files : [],
        base: store.get()?.base ?? 0,
        changed: true,
      });
      setRefused(!stored);
      // From here on it is what all tabs have, and changes with them.
      if (stored) setTyped((now) => (now === typed ? undefined : now));
    };
    pending.current = save;
    const timer = setTimeout(save, SAVE_MS);
    return () => clearTimeout(timer);
  }, [typed, store, language, template]);

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
    chooseLanguage,
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
    keeping: refused ? 'unsaved' : typed?.store === store ? 'saving' : 'saved',
    sync,
    onServer: typed?.store !== store && held !== undefined && !held.changed && sync?.state === 'kept',
    reset: () => change([{ ...emptyFile(language), content: template }]),
  };
}

function emptyFile(language: Language): DraftFile {
  return { id: 'first', name: firstFileName(language), content: '' };
}

function isChanged(files: readonly DraftFile[], language: Language, template: string): boolean {
  const [first, ...others] = files;
  return others.length > 0 || first?.name !== firstFileName(language) || first.content !== template;
}

function filesFrom(stored: readonly DraftFile[], language: Language, template: string): readonly DraftFile[] {
  if (stored.length === 0) return [{ ...emptyFile(language), content: template }];
  // One file without a name is one of the usual name.
  return stored.map((file) =>
    file.name === '' && stored.length === 1 ? { ...file, name: firstFileName(language) } : file,
  );
}
