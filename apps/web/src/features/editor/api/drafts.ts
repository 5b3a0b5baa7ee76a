import { randomKey } from '@docket/client/random-key';
import { localValue } from '../../../lib/local-value.ts';

/** One file of what is being written. `id` outlives renames. */
export type DraftFile = { readonly id: string; readonly name: string; readonly content: string };

const asText = (stored: unknown) => (typeof stored === 'string' ? stored : undefined);

/** The language last chosen, for whichever problem. */
export const preferredLanguage = localValue('docket.language', asText);

/**
 * Code being written is kept per problem and language, so that changing the language or leaving the page loses
 * nothing: bare text as long as it is one file of the usual name, otherwise the files in their order.
 */
export function draft(problemId: string, language: string) {
  return localValue(`docket.draft.${problemId}.${language}`, readDraft);
}

function readDraft(stored: unknown): string | readonly DraftFile[] | undefined {
  if (typeof stored === 'string') return stored;
  if (!Array.isArray(stored)) return undefined;
  const files = stored.flatMap((file: unknown) => {
    if (typeof file !== 'object' || file === null) return [];
    const { name, content } = file as Partial<Record<keyof DraftFile, unknown>>;
    return typeof name === 'string' && typeof content === 'string' ? [{ id: randomKey(), name, content }] : [];
  });
  return files.length === 0 ? undefined : files;
}
