import { z } from 'zod';

/**
 * What an API token may do, chosen by its owner. A route says which of them reach it (`scopes` of its contract); those that say nothing are for
 * people who are logged in, and no token reaches them.
 */
export const apiScopes = [
  'submissions:read',
  'submissions:write',
  'runs:read',
  'runs:write',
  'problems:read',
  'contests:read',
  'contests:write',
] as const;
export const apiScope = z.enum(apiScopes);
export type ApiScope = z.infer<typeof apiScope>;

/** What each is for, in words for whoever chooses. */
export const SCOPE_WORDS: Readonly<Record<ApiScope, string>> = {
  'submissions:read': 'read your submissions and hear what becomes of them',
  'submissions:write': 'submit to problems, and cancel',
  'runs:read': 'read your runs and hear what becomes of them',
  'runs:write': 'run code on own input, and delete runs that are over',
  'problems:read': 'read problems that you may see',
  'contests:read': 'read contests by the Contest API as you see them, as their jury too',
  'contests:write': 'hand in, ask, and as jury answer, comment and move the start, by the Contest API',
};
