import { localValue } from '../../../lib/local-value.ts';

const asText = (stored: unknown) => (typeof stored === 'string' ? stored : undefined);

/** The language last chosen, for whichever problem. */
export const preferredLanguage = localValue('docket.language', asText);

/** Code being written is kept per problem and language, so that changing the language or leaving the page loses nothing. */
export function draft(problemId: string, language: string) {
  return localValue(`docket.draft.${problemId}.${language}`, asText);
}
