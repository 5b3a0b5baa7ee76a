import { randomKey } from '@docket/client/random-key';
import { localValue, type LocalValue } from '../../../lib/local-value.ts';

/** One file of what is being written. `id` outlives renames. */
export type DraftFile = { readonly id: string; readonly name: string; readonly content: string };

/** Code being written as this device has it, shared by its tabs. */
export type LocalDraft = {
  /** None: the language's template. */
  readonly files: readonly DraftFile[];
  /** The version on the server that it was made from; 0 where there is none. */
  readonly base: number;
  /** Changed since. */
  readonly changed: boolean;
};

/** What is written by nobody who is logged in. */
export const NOBODY = 'nobody';
const PREFIX = 'docket.draft.';
const asText = (stored: unknown) => (typeof stored === 'string' ? stored : undefined);

/** The language last chosen, for problems that nothing was written for yet. */
export const preferredLanguage = localValue('docket.language', asText);

/** The language that a problem was last open in on this device. It belongs to the problem: other tabs keep theirs. */
export function languageOfProblem(problemId: string): LocalValue<string> {
  return localValue(`docket.language.${problemId}`, asText);
}

export type DraftPlace = { readonly owner: string; readonly problemId: string; readonly language: string };

const open = new Map<string, LocalValue<LocalDraft>>();

/** The draft of a person, for a problem, in a language: always the same value, so that all of a page see each change. */
export function draftAt({ owner, problemId, language }: DraftPlace): LocalValue<LocalDraft> {
  const key = `${PREFIX}${owner}.${problemId}.${language}`;
  const known = open.get(key);
  if (known !== undefined) return known;
  const made = localValue(key, readDraft);
  open.set(key, made);
  return made;
}

/** What was written before logging in becomes the draft of whoever logs in, unless they have one. */
export function takeOver(place: DraftPlace): void {
  if (place.owner === NOBODY || draftAt(place).get() !== undefined) return;
  const before = draftAt({ ...place, owner: NOBODY });
  const written = before.get() ?? draftOfOldKind(place);
  if (written === undefined || !draftAt(place).set({ ...written, base: 0, changed: true })) return;
  before.set(undefined);
}

/** Before drafts had owners, their key named none. */
function draftOfOldKind({ problemId, language }: DraftPlace): LocalDraft | undefined {
  const old = localValue(`${PREFIX}${problemId}.${language}`, readDraft);
  const written = old.get();
  old.set(undefined);
  return written;
}

/** Where this person has drafts on this device. */
export function draftsOf(owner: string): readonly DraftPlace[] {
  try {
    return Object.keys(localStorage).flatMap((key) => {
      const [, problemId, language] = key.startsWith(`${PREFIX}${owner}.`) ? key.slice(PREFIX.length).split('.') : [];
      return problemId === undefined || language === undefined ? [] : [{ owner, problemId, language }];
    });
  } catch {
    return [];
  }
}

/** Takes from this device what the server has. What it does not have stays for its owner, who alone is shown it. */
export function forgetDrafts(owner: string): void {
  for (const place of draftsOf(owner)) {
    const draft = draftAt(place);
    if (draft.get()?.changed !== true) draft.set(undefined);
  }
}

function readDraft(stored: unknown): LocalDraft | undefined {
  // A text alone was a draft of one file.
  if (typeof stored === 'string')
    return { files: [{ id: 'first', name: '', content: stored }], base: 0, changed: true };
  if (Array.isArray(stored)) return { files: readFiles(stored), base: 0, changed: true };
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { files, base, changed } = stored as Partial<Record<keyof LocalDraft, unknown>>;
  if (!Array.isArray(files) || typeof base !== 'number' || typeof changed !== 'boolean') return undefined;
  return { files: readFiles(files), base, changed };
}

function readFiles(stored: readonly unknown[]): readonly DraftFile[] {
  return stored.flatMap((file: unknown) => {
    if (typeof file !== 'object' || file === null) return [];
    const { id, name, content } = file as Partial<Record<keyof DraftFile, unknown>>;
    if (typeof name !== 'string' || typeof content !== 'string') return [];
    return [{ id: typeof id === 'string' ? id : randomKey(), name, content }];
  });
}
