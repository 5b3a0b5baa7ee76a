import { z } from 'zod';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

const byId = z.object({ id: z.string().min(1).max(100) });
const JURY = { owner: 'contest', or: ['admin'] } as const;

/** A question to the jury with its answer, or what the jury announces of its own accord. */
export const clarification = z.object({
  clarificationId: uuid,
  kind: z.enum(['question', 'announcement']),
  /** Null: about the contest as a whole. */
  label: z.string().nullable(),
  question: z.string().nullable(),
  answer: z.string().nullable(),
  /** Who sees the answer. */
  audience: z.enum(['asker', 'everybody']),
  status: z.enum(['open', 'answered']),
  askedAt: timestamp,
  answeredAt: timestamp.nullable(),
  /** It is the caller's, or the team's, own question. */
  own: z.boolean(),
  /** The caller has said that the answer was seen. */
  acknowledged: z.boolean(),
  /** For the jury: who asked, who looks after it, and how many have said that they saw it. */
  jury: z
    .object({
      participantId: uuid.nullable(),
      participant: z.string().nullable(),
      claimedBy: z.string().nullable(),
      answeredBy: z.string().nullable(),
      acknowledgements: z.int(),
    })
    .nullable(),
});
export type Clarification = z.infer<typeof clarification>;

const text = z.string().trim().min(1, 'must not be empty').max(4_000);

export const listClarifications = route({
  method: 'GET',
  path: '/contest/:id/clarifications',
  access: 'user',
  status: 200,
  summary: 'Own questions, answers to everybody and announcements, newest first; for the jury all',
  params: byId,
  query: z.object({
    ...pageQuery,
    status: z.enum(['open', 'answered']).optional(),
    label: z.string().max(10).optional(),
  }),
  response: page(clarification),
  errors: ['contest_not_found', 'contest_not_participant', 'invalid_request'],
});

export const askClarification = route({
  method: 'POST',
  path: '/contest/:id/clarifications',
  access: 'user',
  status: 201,
  idempotent: true,
  summary: 'Ask the jury, about a problem or the contest as a whole',
  params: byId,
  body: z.object({ label: z.string().max(10).optional(), question: text }),
  example: { label: 'A', question: 'May n be 0?' },
  response: clarification,
  errors: [
    'contest_not_found',
    'contest_not_participant',
    'contest_problem_not_found',
    'contest_not_started',
    'contest_window_not_begun',
    'contest_over',
    'too_many_requests',
  ],
});

export const claimClarification = route({
  method: 'POST',
  path: '/contest/:id/clarifications/:clarificationId/claim',
  access: JURY,
  status: 200,
  idempotent: 'state',
  summary: 'Look after a question, so that no two of the jury write an answer; or leave it to others again',
  params: byId.extend({ clarificationId: uuid }),
  body: z.object({ claimed: z.boolean().default(true) }),
  example: {},
  response: clarification,
  errors: ['contest_not_found', 'contest_not_jury', 'clarification_not_found', 'clarification_claimed'],
});

export const answerClarification = route({
  method: 'POST',
  path: '/contest/:id/clarifications/:clarificationId/answer',
  access: JURY,
  status: 200,
  idempotent: 'state',
  summary: 'Answer a question to whoever asked, or to everybody. A later answer takes the place of the one before',
  params: byId.extend({ clarificationId: uuid }),
  body: z.object({ answer: text, audience: z.enum(['asker', 'everybody']).default('asker') }),
  example: { answer: 'Read the problem statement.', audience: 'asker' },
  response: clarification,
  errors: ['contest_not_found', 'contest_not_jury', 'clarification_not_found', 'clarification_claimed'],
});

export const acknowledgeClarification = route({
  method: 'POST',
  path: '/contest/:id/clarifications/:clarificationId/seen',
  access: 'user',
  status: 204,
  idempotent: 'state',
  summary: 'Say that an answer or announcement was seen',
  params: byId.extend({ clarificationId: uuid }),
  errors: ['contest_not_found', 'contest_not_participant', 'clarification_not_found'],
});

export const announce = route({
  method: 'POST',
  path: '/contest/:id/announcements',
  access: JURY,
  status: 201,
  idempotent: true,
  summary: 'Tell everybody who takes part, live and as a notification',
  params: byId,
  body: z.object({ label: z.string().max(10).optional(), text }),
  example: { text: 'Lunch is served at 12:30.' },
  response: clarification,
  errors: ['contest_not_found', 'contest_not_jury', 'contest_problem_not_found'],
});

/** A balloon to be brought: somebody has solved a problem. */
export const balloon = z.object({
  balloonId: uuid,
  label: z.string(),
  colour: z.string().nullable(),
  participantId: uuid,
  participant: z.string(),
  institution: z.string().nullable(),
  room: z.string().nullable(),
  seat: z.string().nullable(),
  /** The first of the contest to solve it, as far as it was known then. */
  first: z.boolean(),
  state: z.enum(['queued', 'claimed', 'done']),
  claimedBy: z.string().nullable(),
  at: timestamp,
});

export const listBalloons = route({
  method: 'GET',
  path: '/contest/:id/balloons',
  access: JURY,
  status: 200,
  summary: 'Balloons, in the order in which problems were solved',
  params: byId,
  query: z.object({ ...pageQuery, state: z.enum(['queued', 'claimed', 'done']).optional() }),
  response: page(balloon),
  errors: ['contest_not_found', 'contest_not_jury', 'invalid_request'],
});

export const moveBalloon = route({
  method: 'PATCH',
  path: '/contest/:id/balloons/:balloonId',
  access: JURY,
  status: 200,
  summary: 'Take a balloon, bring it, or put it back',
  params: byId.extend({ balloonId: uuid }),
  body: z.object({ state: z.enum(['queued', 'claimed', 'done']) }),
  example: { state: 'claimed' },
  response: balloon,
  errors: ['contest_not_found', 'contest_not_jury', 'balloon_not_found', 'contest_state'],
});

/** Text that somebody wants on paper. */
export const print = z.object({
  printId: uuid,
  name: z.string(),
  content: z.string(),
  participantId: uuid,
  participant: z.string(),
  room: z.string().nullable(),
  seat: z.string().nullable(),
  state: z.enum(['queued', 'claimed', 'done']),
  claimedBy: z.string().nullable(),
  at: timestamp,
});

export const askForPrint = route({
  method: 'POST',
  path: '/contest/:id/prints',
  access: 'user',
  status: 201,
  idempotent: true,
  summary: 'Have a text printed and brought',
  params: byId,
  body: z.object({ name: z.string().trim().min(1).max(100), content: z.string().min(1).max(100_000) }),
  example: { name: 'a.py', content: 'print(1)' },
  response: print,
  errors: [
    'contest_not_found',
    'contest_not_participant',
    'contest_not_started',
    'contest_window_not_begun',
    'contest_over',
  ],
});

export const listPrints = route({
  method: 'GET',
  path: '/contest/:id/prints',
  access: JURY,
  status: 200,
  summary: 'Prints, the oldest first',
  params: byId,
  query: z.object({ ...pageQuery, state: z.enum(['queued', 'claimed', 'done']).optional() }),
  response: page(print),
  errors: ['contest_not_found', 'contest_not_jury', 'invalid_request'],
});

export const movePrint = route({
  method: 'PATCH',
  path: '/contest/:id/prints/:printId',
  access: JURY,
  status: 200,
  summary: 'Take a print, bring it, or put it back',
  params: byId.extend({ printId: uuid }),
  body: z.object({ state: z.enum(['queued', 'claimed', 'done']) }),
  example: { state: 'done' },
  response: print,
  errors: ['contest_not_found', 'contest_not_jury', 'print_not_found', 'contest_state'],
});
