import { z } from 'zod';
import { SETTERS } from '../access.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

/** Characters of a post. */
export const POST_MAX = 20_000;
/** Replies of one thread. */
export const REPLIES_MAX = 500;

export const reportReasons = ['spam', 'abuse', 'spoiler', 'other'] as const;
export const threadKinds = ['question', 'solution'] as const;

const post = z.object({
  postId: uuid,
  problemId: uuid,
  problemSlug: z.string(),
  /** Null: it was deleted, or its author's account was. */
  author: z.string().nullable(),
  own: z.boolean(),
  /** Markdown with $TeX$, as statements are; HTML in it must be treated as untrusted. Null: deleted, or guarded. */
  text: z.string().nullable(),
  /** It gives something away. */
  spoiler: z.boolean(),
  /** The text is kept back because it gives something away, the caller has not solved the problem, and did not ask for it all the same. */
  guarded: z.boolean(),
  deleted: z.boolean(),
  /** By moderation; its author and those who moderate see it. */
  hidden: z.boolean(),
  createdAt: timestamp,
  editedAt: timestamp.nullable(),
});
export type Post = z.infer<typeof post>;

const thread = post.extend({
  kind: z.enum(threadKinds),
  title: z.string(),
  /** Of a solution: the id of the language it is written in. */
  language: z.string().nullable(),
  replies: z.int(),
  /** Nobody replies any more. */
  locked: z.boolean(),
});
export type Thread = z.infer<typeof thread>;

const text = z.string().trim().min(1, 'must not be empty').max(POST_MAX);
const title = z.string().trim().min(1, 'must not be empty').max(200);
const byId = z.object({ id: uuid });
const spoil = z.enum(['true', 'false']).default('false');

export const listThreads = route({
  method: 'GET',
  path: '/problems/:slug/discussion',
  access: 'public',
  status: 200,
  summary: 'What people ask about a problem and the solutions they share, newest first',
  params: z.object({ slug: z.string().min(1).max(100) }),
  query: z.object({
    ...pageQuery,
    kind: z.enum(threadKinds).optional(),
    language: z.string().max(40).optional(),
  }),
  response: z.object({
    ...page(thread).shape,
    /** The caller may hide and lock. */
    moderates: z.boolean(),
    /** The caller has solved the problem, and may share a solution. */
    solved: z.boolean(),
  }),
  errors: ['problem_not_found', 'practice_closed', 'invalid_request'],
});

export const createThread = route({
  method: 'POST',
  path: '/problems/:slug/discussion',
  access: 'user',
  status: 201,
  idempotent: true,
  summary: 'Ask something about a problem, or share a solution of one that was solved',
  params: z.object({ slug: z.string().min(1).max(100) }),
  body: z.object({
    kind: z.enum(threadKinds),
    title,
    text,
    /** Of a solution: the id of its language. */
    language: z.string().max(40).optional(),
    /** Solutions always give something away. */
    spoiler: z.boolean().default(false),
  }),
  example: { kind: 'question', title: 'May n be 0?', text: 'The statement does not say.' },
  response: thread,
  errors: ['problem_not_found', 'practice_closed', 'unsolved', 'too_many_requests'],
});

export const getThread = route({
  method: 'GET',
  path: '/discussion/:id',
  access: 'public',
  status: 200,
  summary: 'A discussion with its replies, oldest first',
  params: byId,
  query: z.object({ ...pageQuery, spoil }),
  response: z.object({ thread, moderates: z.boolean(), ...page(post).shape }),
  errors: ['thread_not_found', 'practice_closed', 'invalid_request'],
});

export const replyTo = route({
  method: 'POST',
  path: '/discussion/:id/replies',
  access: 'user',
  status: 201,
  idempotent: true,
  summary: 'Reply in a discussion',
  params: byId,
  body: z.object({ text, spoiler: z.boolean().default(false) }),
  example: { text: 'It may: see the second sample.' },
  response: post,
  errors: ['thread_not_found', 'practice_closed', 'thread_locked', 'too_many_requests'],
});

export const changePost = route({
  method: 'PATCH',
  path: '/discussion/posts/:id',
  access: { owner: 'post' },
  status: 200,
  summary: 'Change what one has written',
  params: byId,
  body: z.object({ text, title: title.optional(), spoiler: z.boolean().optional() }),
  example: { text: 'May n be 0, and what is printed then?' },
  response: post,
  errors: ['post_not_found', 'practice_closed', 'thread_locked', 'too_many_requests'],
});

export const deletePost = route({
  method: 'DELETE',
  path: '/discussion/posts/:id',
  access: { owner: 'post' },
  status: 204,
  summary: 'Take back what one has written; replies of others stay',
  params: byId,
  errors: ['post_not_found'],
});

export const reportPost = route({
  method: 'POST',
  path: '/discussion/posts/:id/report',
  access: 'user',
  status: 204,
  idempotent: 'state',
  summary: 'Ask the moderation to look at a post',
  params: byId,
  body: z.object({ reason: z.enum(reportReasons), note: z.string().trim().max(1_000).default('') }),
  example: { reason: 'spoiler' },
  errors: ['post_not_found', 'practice_closed', 'too_many_requests'],
});

export const moderatePost = route({
  method: 'PATCH',
  path: '/discussion/posts/:id/moderation',
  access: SETTERS,
  status: 200,
  summary: 'Hide a post or show it again, lock its discussion or open it, and say that its reports were looked at',
  params: byId,
  body: z.object({
    hidden: z.boolean().optional(),
    /** Of a thread's first post. */
    locked: z.boolean().optional(),
    /** Its reports were looked at. Hiding says so by itself. */
    settled: z.literal(true).optional(),
  }),
  example: { hidden: true },
  response: post,
  errors: ['post_not_found'],
});

const report = z.object({
  post,
  threadId: uuid,
  title: z.string(),
  problemTitle: z.string(),
  locked: z.boolean(),
  reports: z.array(z.object({ by: z.string(), reason: z.enum(reportReasons), note: z.string(), at: timestamp })),
});
export type PostReport = z.infer<typeof report>;

export const listReports = route({
  method: 'GET',
  path: '/discussion/reports',
  access: SETTERS,
  status: 200,
  summary: 'Posts that the moderation was asked to look at, of problems that the caller sets; for admins of all',
  query: z.object(pageQuery),
  response: page(report),
  errors: ['invalid_request'],
});
