import { z } from 'zod';
import { SETTERS } from '../access.ts';
import { finalVerdict } from '../judge/verdict.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

/** Submissions one rejudge takes. */
export const REJUDGE_MAX = 20_000;
/** Changes listed in a rejudge's detail; the matrix counts all. */
export const REJUDGE_CHANGES_SHOWN = 500;

/** `RUNNING` has submissions to judge, `READY` waits for the decision. */
export const rejudgeStatus = z.enum(['RUNNING', 'READY', 'APPLIED', 'DROPPED']);
export type RejudgeStatus = z.infer<typeof rejudgeStatus>;

export const rejudgeFilter = z.object({
  problemId: uuid.nullable(),
  language: z.string().nullable(),
  submissionId: uuid.nullable(),
  status: finalVerdict.nullable(),
});

/** How many submissions had one verdict and got another (or the same). */
export const verdictMatrix = z.array(z.object({ from: finalVerdict, to: finalVerdict, count: z.int() }));
export type VerdictMatrix = z.infer<typeof verdictMatrix>;

export const rejudgeSummary = z.object({
  rejudgeId: uuid,
  status: rejudgeStatus,
  filter: rejudgeFilter,
  /** Only of what was handed in there; null: of no contest alone. */
  contestId: uuid.nullable(),
  createdBy: z.string(),
  createdAt: timestamp,
  /** When it was applied or dropped. */
  closedAt: timestamp.nullable(),
  total: z.int(),
  judged: z.int(),
  /** Of those judged, how many got another verdict. */
  changed: z.int(),
});
export type RejudgeSummary = z.infer<typeof rejudgeSummary>;

export const rejudgeChange = z.object({
  submissionId: uuid,
  username: z.string(),
  problemSlug: z.string(),
  language: z.string(),
  from: finalVerdict,
  to: finalVerdict,
  reason: z.string().nullable(),
  /** `left`: its verdict changed while the rejudge ran, so applying did not touch it. */
  state: z.enum(['pending', 'applied', 'left']),
});
export type RejudgeChange = z.infer<typeof rejudgeChange>;

export const rejudgeDetail = rejudgeSummary.extend({
  matrix: verdictMatrix,
  changes: z.array(rejudgeChange),
});
export type RejudgeDetail = z.infer<typeof rejudgeDetail>;

const params = z.object({ id: uuid });
/** A setter's own, of a contest its jury's, an admin's all. */
const REJUDGE_OWNER = { owner: 'rejudge', or: ['admin'] } as const;

export const createRejudge = route({
  method: 'POST',
  path: '/rejudges',
  access: SETTERS,
  status: 202,
  idempotent: true,
  summary: 'Judge submissions again in the shadow; what they would get is shown before it counts',
  body: z
    .object({
      /** Id or slug. */
      problemId: z.string().min(1).max(100).optional(),
      language: z.string().min(1).max(40).optional(),
      submissionId: uuid.optional(),
      /** Only submissions with this verdict. */
      status: finalVerdict.optional(),
    })
    .refine((b) => b.problemId !== undefined || b.language !== undefined || b.submissionId !== undefined, {
      error: 'name a problem, a language or a submission',
      path: ['problemId'],
    }),
  example: { problemId: 'hello', language: 'python3', status: 'TLE' },
  response: z.object({ rejudgeId: uuid, total: z.int() }),
  errors: [
    'invalid_request',
    'unauthenticated',
    'forbidden',
    'problem_not_found',
    'submission_not_found',
    'nothing_to_rejudge',
    'rejudge_too_large',
    'queue_draining',
  ],
});

export const listRejudges = route({
  method: 'GET',
  path: '/rejudges',
  access: SETTERS,
  status: 200,
  summary: 'Rejudges, newest first: an admin’s all, a setter’s own',
  query: z.object(pageQuery),
  response: page(rejudgeSummary),
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
});

export const getRejudge = route({
  method: 'GET',
  path: '/rejudges/:id',
  access: REJUDGE_OWNER,
  status: 200,
  summary: 'One rejudge: old verdicts against new ones',
  params,
  response: rejudgeDetail,
  errors: ['unauthenticated', 'forbidden', 'rejudge_not_found'],
});

export const applyRejudge = route({
  method: 'POST',
  path: '/rejudges/:id/apply',
  access: REJUDGE_OWNER,
  status: 200,
  idempotent: true,
  summary: 'Make the new verdicts count, all in one transaction',
  params,
  response: z.object({ applied: z.int(), left: z.array(uuid) }),
  errors: ['unauthenticated', 'forbidden', 'rejudge_not_found', 'rejudge_not_ready', 'rejudge_closed'],
});

export const dropRejudge = route({
  method: 'POST',
  path: '/rejudges/:id/drop',
  access: REJUDGE_OWNER,
  status: 204,
  idempotent: true,
  summary: 'Forget the new verdicts, and judge no more of them',
  params,
  errors: ['unauthenticated', 'forbidden', 'rejudge_not_found', 'rejudge_closed'],
});
