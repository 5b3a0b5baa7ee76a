import { z } from 'zod';
import { problemSummary } from './problem.ts';
import { route, timestamp, uuid } from './route.ts';

/** Lists that one account may have, and problems in one list. */
export const STUDY_LISTS_MAX = 50;
export const STUDY_LIST_PROBLEMS_MAX = 500;

const listSummary = z.object({
  listId: uuid,
  title: z.string(),
  description: z.string(),
  /** The house's, for everybody. */
  official: z.boolean(),
  /** The caller may change it. */
  own: z.boolean(),
  /** Those that everybody sees now. */
  problems: z.int(),
  /** How many of them the caller has solved; null when nobody is logged in. */
  solved: z.int().nullable(),
  updatedAt: timestamp,
});
export type StudyListSummary = z.infer<typeof listSummary>;

const listDetail = listSummary.extend({ data: z.array(problemSummary) });
export type StudyListDetail = z.infer<typeof listDetail>;

const byId = z.object({ id: uuid });
/** An official one is every admin's. */
const OWN = { owner: 'study_list' } as const;

const content = {
  title: z.string().trim().min(1, 'must not be empty').max(100),
  /** Markdown with $TeX$, as statements are. */
  description: z.string().max(4_000).default(''),
  /** Slugs or ids, in their order. */
  problems: z.array(z.string().min(1).max(100)).max(STUDY_LIST_PROBLEMS_MAX).default([]),
};

export const listStudyLists = route({
  method: 'GET',
  path: '/practice/lists',
  access: 'public',
  status: 200,
  summary: 'Official study lists, and the caller’s own, with how far the caller is',
  response: z.object({ data: z.array(listSummary) }),
  errors: [],
});

export const getStudyList = route({
  method: 'GET',
  path: '/practice/lists/:id',
  access: 'public',
  status: 200,
  summary: 'A study list with its problems in their order',
  params: byId,
  response: listDetail,
  errors: ['study_list_not_found'],
});

export const createStudyList = route({
  method: 'POST',
  path: '/practice/lists',
  access: 'user',
  status: 201,
  idempotent: true,
  summary: 'Make a study list; an official one is for everybody, and only admins make it',
  body: z.object({ ...content, official: z.boolean().default(false) }),
  example: { title: 'For Monday', problems: [] },
  response: listDetail,
  errors: ['forbidden', 'problem_not_found', 'study_lists_full'],
});

export const changeStudyList = route({
  method: 'PUT',
  path: '/practice/lists/:id',
  access: OWN,
  status: 200,
  summary: 'Give a study list another title, description or order, all at once',
  params: byId,
  body: z.object(content),
  example: { title: 'For Tuesday', problems: [] },
  response: listDetail,
  errors: ['study_list_not_found', 'problem_not_found'],
});

export const addToStudyList = route({
  method: 'PUT',
  path: '/practice/lists/:id/problems/:slug',
  access: OWN,
  status: 204,
  summary: 'Put a problem at the end of a study list',
  params: byId.extend({ slug: z.string().min(1).max(100) }),
  errors: ['study_list_not_found', 'problem_not_found', 'study_lists_full'],
});

export const removeFromStudyList = route({
  method: 'DELETE',
  path: '/practice/lists/:id/problems/:slug',
  access: OWN,
  status: 204,
  summary: 'Take a problem out of a study list',
  params: byId.extend({ slug: z.string().min(1).max(100) }),
  errors: ['study_list_not_found', 'problem_not_found'],
});

export const deleteStudyList = route({
  method: 'DELETE',
  path: '/practice/lists/:id',
  access: OWN,
  status: 204,
  summary: 'Delete a study list; the problems stay',
  params: byId,
  errors: ['study_list_not_found'],
});
