import { z } from 'zod';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

const byId = z.object({ id: z.string().min(1).max(100) });
const byReport = byId.extend({ reportId: uuid });
const JURY = { owner: 'contest', or: ['admin'] } as const;

export const similarityReport = z.object({
  reportId: uuid,
  label: z.string(),
  /** `failed`: it was tried again and again; ask for it anew. */
  state: z.enum(['waiting', 'done', 'failed']),
  askedAt: timestamp,
  finishedAt: timestamp.nullable(),
  /** Submissions that were compared: of each participant and language the last that was accepted, or else the last. */
  compared: z.int(),
  /** Pairs that are alike enough to look at. */
  pairs: z.int(),
});
export type SimilarityReport = z.infer<typeof similarityReport>;

export const pairDecision = z.enum(['open', 'cleared', 'copied']);
export type PairDecision = z.infer<typeof pairDecision>;

const side = z.object({ submissionId: uuid, participantId: uuid, participant: z.string() });

export const similarPair = z.object({
  pairId: uuid,
  left: side,
  right: side,
  language: z.string(),
  /** Share of the code of both that stands in fragments they have in common, from 0 to 1; what was given is not counted. */
  overlap: z.number(),
  /** Tokens of the longest of these fragments. */
  longest: z.int(),
  /** What a person made of it. */
  decision: pairDecision,
  note: z.string().nullable(),
});
export type SimilarPair = z.infer<typeof similarPair>;

export const listSimilarity = route({
  method: 'GET',
  path: '/contest/:id/similarity',
  access: JURY,
  status: 200,
  summary: 'The last comparison of each problem, for the jury',
  params: byId,
  response: z.object({ data: z.array(similarityReport) }),
  errors: ['contest_not_found', 'contest_not_jury'],
});

export const compareSubmissions = route({
  method: 'POST',
  path: '/contest/:id/similarity',
  access: JURY,
  status: 202,
  idempotent: 'state',
  summary: 'Compare what was handed in to a problem, in the background. While one is under way, it is that one',
  params: byId,
  body: z.object({
    label: z.string().min(1).max(10),
    /** Code that everybody was given, such as in a lecture, to be left out besides the problem’s starter code. */
    given: z.string().max(65_536).optional(),
  }),
  example: { label: 'A' },
  response: similarityReport,
  errors: ['contest_not_found', 'contest_not_jury', 'contest_problem_not_found'],
});

export const listSimilarPairs = route({
  method: 'GET',
  path: '/contest/:id/similarity/:reportId',
  access: JURY,
  status: 200,
  summary: 'Pairs of a comparison, the most alike first. That it was read is kept in the records',
  params: byReport,
  query: z.object(pageQuery),
  response: page(similarPair).extend({ report: similarityReport }),
  errors: ['contest_not_found', 'contest_not_jury', 'similarity_not_found', 'invalid_request'],
});

export const getSimilarPair = route({
  method: 'GET',
  path: '/contest/:id/similarity/:reportId/pairs/:pairId',
  access: JURY,
  status: 200,
  summary: 'Both programs of a pair, with the lines that are alike. That it was read is kept in the records',
  params: byReport.extend({ pairId: uuid }),
  response: similarPair.extend({
    /** All files of a submission as one text, each under its name where there are several. */
    leftText: z.string(),
    rightText: z.string(),
    /** Lines from 1, both ends included, in the order of the left one. */
    fragments: z.array(
      z.object({ leftFrom: z.int(), leftTo: z.int(), rightFrom: z.int(), rightTo: z.int(), tokens: z.int() }),
    ),
  }),
  errors: ['contest_not_found', 'contest_not_jury', 'similarity_not_found'],
});

export const decideSimilarPair = route({
  method: 'PUT',
  path: '/contest/:id/similarity/:reportId/pairs/:pairId',
  access: JURY,
  status: 200,
  summary: 'Say what a person made of a pair, with a note. Nothing follows from it by itself',
  params: byReport.extend({ pairId: uuid }),
  body: z.object({ decision: pairDecision, note: z.string().trim().max(2_000).default('') }),
  example: { decision: 'cleared', note: 'The solution of the lecture' },
  response: similarPair,
  errors: ['contest_not_found', 'contest_not_jury', 'similarity_not_found'],
});
