import { z } from 'zod';
import { route, timestamp } from './route.ts';
import { FILES_MAX, sourceFile } from './submission.ts';

/** Drafts one account may have, and what they may hold together. One that is empty counts for nothing. */
export const DRAFTS_MAX = 1_000;
export const DRAFTS_BYTES = 32 * 1024 * 1024;

/** A name may still be missing while it is being typed. */
const draftFile = sourceFile.extend({ name: z.string().max(100) });
const language = z.string().min(1).max(40);

const draftSummary = z.object({
  language: z.string(),
  /** Counts the changes, from 1; 0 where nothing was ever kept. */
  version: z.int(),
  /** Of all files together, in UTF-8. */
  bytes: z.int(),
  updatedAt: timestamp,
});

export const draft = draftSummary.extend({
  /** In their order. None: the language's template, unchanged. */
  files: z.array(draftFile),
});
export type StoredDraft = z.infer<typeof draft>;

const params = z.object({ slug: z.string().min(1).max(100), language });

export const listDrafts = route({
  method: 'GET',
  path: '/problems/:slug/drafts',
  access: 'user',
  status: 200,
  summary: 'Code that the caller is writing for a problem: which languages, and when it was changed last; latest first',
  params: params.pick({ slug: true }),
  response: z.object({ data: z.array(draftSummary) }),
  errors: ['unauthenticated', 'problem_not_found'],
});

export const getDraft = route({
  method: 'GET',
  path: '/problems/:slug/drafts/:language',
  access: 'user',
  status: 200,
  summary: 'Code that the caller is writing for a problem in one language; version 0 and no files where there is none',
  params,
  response: draft.extend({ updatedAt: timestamp.nullable() }),
  errors: ['unauthenticated', 'problem_not_found'],
});

export const saveDraft = route({
  method: 'PUT',
  path: '/problems/:slug/drafts/:language',
  access: 'user',
  status: 200,
  summary: 'Keep code that is being written, over the version that it was changed from; over another it is refused',
  params,
  body: z.object({
    /** The version that these files were made from; 0 where there was none. */
    baseVersion: z.int().min(0).max(1_000_000_000),
    files: z.array(draftFile).max(FILES_MAX),
  }),
  example: { baseVersion: 0, files: [{ name: 'main.py', content: 'print(int(input()) * 2)' }] },
  response: draftSummary,
  errors: [
    'invalid_request',
    'unauthenticated',
    'problem_not_found',
    'invalid_code',
    'code_too_large',
    'body_too_large',
    'draft_conflict',
    'drafts_full',
    'too_many_requests',
  ],
});
