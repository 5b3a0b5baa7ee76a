import { z } from 'zod';
import { contestProblemSetting } from '../contest/settings.ts';
import { finalVerdict, submissionStatus } from '../judge/verdict.ts';
import { contestDetail, contestProblem, contestSubmission, participation } from './contest.ts';
import { rejudgeSummary, verdictMatrix } from './rejudge.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';
import { submissionDetail } from './submission.ts';

const byId = z.object({ id: z.string().min(1).max(100) });
const JURY = { owner: 'contest', or: ['admin'] } as const;
const reason = z.string().trim().min(1).max(500);

export const setContestProblems = route({
  method: 'PUT',
  path: '/contest/:id/problems',
  access: JURY,
  status: 200,
  summary:
    'Set the problems of a contest, all of them and in their order. Once it has begun, none that was submitted to can go',
  params: byId,
  body: z.object({ problems: z.array(contestProblemSetting).max(50) }),
  example: { problems: [] },
  response: z.object({ data: z.array(contestProblem) }),
  errors: [
    'contest_not_found',
    'contest_not_jury',
    'contest_labels',
    'contest_begun',
    'contest_state',
    'problem_not_found',
  ],
});

/** What the jury does with the clock and the board of a contest. Each is kept in its records, with the reason. */
export const contestAct = z.discriminatedUnion('act', [
  /** A new end for all, earlier or later. */
  z.object({ act: z.literal('end'), at: timestamp, reason: reason.optional() }),
  z.object({ act: z.literal('pause'), reason: reason.optional() }),
  /** The pause is given to everybody at their end. */
  z.object({ act: z.literal('resume'), reason: reason.optional() }),
  /** From now on, or from a contest time in milliseconds. */
  z.object({ act: z.literal('freeze'), from: z.int().min(0).optional(), reason: reason.optional() }),
  /** The public sees verdicts of tries before a contest time in milliseconds; left out: all. */
  z.object({ act: z.literal('thaw'), upTo: z.int().min(0).optional(), reason: reason.optional() }),
  /** Results are what they are: they count for problems and profiles from now on. */
  z.object({ act: z.literal('finalise'), reason: reason.optional() }),
]);

export const actOnContest = route({
  method: 'POST',
  path: '/contest/:id/acts',
  access: JURY,
  status: 200,
  idempotent: 'state',
  summary: 'Move the end, pause and go on, freeze, thaw, finalise',
  params: byId,
  body: contestAct,
  example: { act: 'pause', reason: 'The power is out in room 2' },
  response: contestDetail,
  errors: ['contest_not_found', 'contest_not_jury', 'contest_state', 'contest_times'],
});

export const setContestJury = route({
  method: 'PUT',
  path: '/contest/:id/jury',
  access: JURY,
  status: 200,
  summary: 'Set who is in the jury, by user name. Whoever leaves loses the jury’s channel at once',
  params: byId,
  body: z.object({ usernames: z.array(z.string().min(1).max(64)).min(1).max(100) }),
  example: { usernames: ['ada'] },
  response: contestDetail,
  errors: ['contest_not_found', 'contest_not_jury', 'contest_state', 'user_not_found'],
});

export const contestParticipant = participation.omit({ teamCode: true }).extend({
  hidden: z.boolean(),
  virtual: z.boolean(),
  /** Addresses of the roster that no account has claimed yet. */
  invited: z.array(z.string()),
  extraPercent: z.number(),
  registeredAt: timestamp,
});
export type ContestParticipant = z.infer<typeof contestParticipant>;

export const listContestParticipants = route({
  method: 'GET',
  path: '/contest/:id/participants',
  access: JURY,
  status: 200,
  summary: 'Who takes part, by name, for the jury',
  params: byId,
  query: z.object({
    ...pageQuery,
    status: z.enum(['pending', 'registered', 'rejected', 'disqualified']).optional(),
    q: z.string().max(100).optional(),
  }),
  response: page(contestParticipant),
  errors: ['contest_not_found', 'contest_not_jury', 'invalid_request'],
});

export const changeContestParticipant = route({
  method: 'PATCH',
  path: '/contest/:id/participants/:participantId',
  access: JURY,
  status: 200,
  summary: 'Let in or turn down, disqualify and take that back, hide, count outside of the places, give time',
  params: byId.extend({ participantId: uuid }),
  body: z.object({
    /** From and to `disqualified` places are counted anew. */
    status: z.enum(['registered', 'rejected', 'disqualified']).optional(),
    hidden: z.boolean().optional(),
    official: z.boolean().optional(),
    rated: z.boolean().optional(),
    /** Minutes on top of what the contest gives, besides the share of the roster; also while it runs. */
    extensionMinutes: z
      .int()
      .min(0)
      .max(60 * 24 * 30)
      .optional(),
    room: z.string().trim().max(60).nullable().optional(),
    seat: z.string().trim().max(60).nullable().optional(),
    reason: reason.optional(),
  }),
  example: { extensionMinutes: 15, reason: 'The computer was exchanged' },
  response: contestParticipant,
  errors: ['contest_not_found', 'contest_not_jury', 'participant_not_found', 'contest_state'],
});

export const rosterEntry = z.object({
  /** In the file, from 1. */
  line: z.int(),
  name: z.string(),
  email: z.string(),
  team: z.string().nullable(),
  institution: z.string().nullable(),
  extraPercent: z.number(),
  room: z.string().nullable(),
  seat: z.string().nullable(),
  /** The account that has this address, confirmed; null: there is none yet. */
  username: z.string().nullable(),
  /** An address of an earlier roster that nobody has claimed and that this one takes the place of; null: none. */
  corrects: z.string().nullable(),
});

export const roster = z.object({
  entries: z.array(rosterEntry),
  /** Where and what; with any nothing is taken in. */
  faults: z.array(z.object({ path: z.string(), message: z.string() })),
  detected: z.object({ encoding: z.string(), delimiter: z.string() }).nullable(),
  participants: z.int(),
  teams: z.int(),
});
export type Roster = z.infer<typeof roster>;

const ROSTER_TYPES = [
  'text/csv',
  'application/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/vnd.ms-excel',
] as const;

export const previewRoster = route({
  method: 'POST',
  path: '/contest/:id/roster/preview',
  access: JURY,
  status: 200,
  idempotent: 'reads',
  summary: 'What a roster would do, with every fault by line and column; nothing is changed',
  params: byId,
  bodyType: ROSTER_TYPES,
  response: roster,
  errors: ['contest_not_found', 'contest_not_jury'],
});

export const applyRoster = route({
  method: 'POST',
  path: '/contest/:id/roster',
  access: JURY,
  status: 200,
  idempotent: 'state',
  summary: 'Take a roster in: people and teams that are not there yet are added, the others are brought up to date',
  params: byId,
  bodyType: ROSTER_TYPES,
  response: roster,
  errors: ['contest_not_found', 'contest_not_jury', 'roster_invalid', 'contest_state'],
});

export const listJurySubmissions = route({
  method: 'GET',
  path: '/contest/:id/jury/submissions',
  access: JURY,
  status: 200,
  summary: 'Submissions to a contest, newest first, for the jury',
  params: byId,
  query: z.object({
    ...pageQuery,
    label: z.string().max(10).optional(),
    participantId: uuid.optional(),
    status: submissionStatus.optional(),
    language: z.string().max(40).optional(),
  }),
  response: page(contestSubmission),
  errors: ['contest_not_found', 'contest_not_jury', 'invalid_request'],
});

export const getJurySubmission = route({
  method: 'GET',
  path: '/contest/:id/jury/submissions/:submissionId',
  access: JURY,
  status: 200,
  summary: 'One of them with its code. That it was read is kept in the records',
  params: byId.extend({ submissionId: uuid }),
  response: submissionDetail,
  errors: ['contest_not_found', 'contest_not_jury', 'submission_not_found'],
});

export const ignoreSubmission = route({
  method: 'PATCH',
  path: '/contest/:id/jury/submissions/:submissionId',
  access: JURY,
  status: 200,
  summary: 'Take a submission out of the count, or back into it',
  params: byId.extend({ submissionId: uuid }),
  body: z.object({ ignored: z.boolean(), reason: reason.optional() }),
  example: { ignored: true, reason: 'Sent for a test of the room' },
  response: contestSubmission,
  errors: ['contest_not_found', 'contest_not_jury', 'submission_not_found'],
});

export const rejudgeContest = route({
  method: 'POST',
  path: '/contest/:id/rejudges',
  access: JURY,
  status: 202,
  idempotent: true,
  summary:
    'Judge submissions of a problem of the contest again, in the shadow. GET /contest/:id/rejudges/:rejudgeId says what it would change, POST /rejudges/:id/apply does it',
  params: byId,
  body: z.object({
    label: z.string().max(10),
    language: z.string().max(40).optional(),
    status: submissionStatus.optional(),
  }),
  example: { label: 'A' },
  response: z.object({ rejudgeId: uuid, total: z.int() }),
  errors: [
    'contest_not_found',
    'contest_not_jury',
    'contest_problem_not_found',
    'nothing_to_rejudge',
    'rejudge_too_large',
    'queue_draining',
  ],
});

/** Rows and verdicts that one answer lists; how many there are is told beside them. */
export const REJUDGE_ROWS_SHOWN = 500;

export const listContestRejudges = route({
  method: 'GET',
  path: '/contest/:id/rejudges',
  access: JURY,
  status: 200,
  summary: 'Rejudges of a contest, newest first',
  params: byId,
  query: z.object(pageQuery),
  response: page(rejudgeSummary),
  errors: ['contest_not_found', 'contest_not_jury', 'invalid_request'],
});

const rejudgedTotals = z.object({
  /** Null: no place. */
  place: z.int().nullable(),
  solved: z.int(),
  score: z.number(),
  penalty: z.number(),
});

/** A row of the jury's board as it is, and as it would be. */
export const rejudgedRow = z.object({
  participantId: uuid,
  name: z.string(),
  group: z.string().nullable(),
  before: rejudgedTotals,
  after: rejudgedTotals,
});
export type RejudgedRow = z.infer<typeof rejudgedRow>;

/** A verdict, or its points, that would be another. */
export const rejudgedVerdict = z.object({
  submissionId: uuid,
  participantId: uuid,
  participant: z.string(),
  label: z.string(),
  language: z.string(),
  /** Contest time in milliseconds. */
  time: z.number(),
  from: finalVerdict,
  to: finalVerdict,
  /** Null: the problem has no points. */
  scoreFrom: z.number().nullable(),
  scoreTo: z.number().nullable(),
  /** Applying leaves it alone, or did: it was judged anew meanwhile, or the judge failed on it (IE). */
  left: z.boolean(),
});
export type RejudgedVerdict = z.infer<typeof rejudgedVerdict>;

export const contestRejudgePreview = z.object({
  rejudge: rejudgeSummary.extend({ matrix: verdictMatrix }),
  /** Of its problem; null: of several. */
  label: z.string().nullable(),
  /** By contest time. What is not judged yet is not among them. */
  verdicts: z.array(rejudgedVerdict),
  verdictsTotal: z.int(),
  /** By the places that they would have, when all are judged and nothing is decided; empty before and after. */
  rows: z.array(rejudgedRow),
  rowsTotal: z.int(),
});
export type ContestRejudgePreview = z.infer<typeof contestRejudgePreview>;

export const getContestRejudge = route({
  method: 'GET',
  path: '/contest/:id/rejudges/:rejudgeId',
  access: JURY,
  status: 200,
  summary: 'What a rejudge of a contest would change: verdicts, points and places, before it is applied',
  params: byId.extend({ rejudgeId: uuid }),
  response: contestRejudgePreview,
  errors: ['contest_not_found', 'contest_not_jury', 'rejudge_not_found'],
});

export const auditEntry = z.object({
  auditId: uuid,
  at: timestamp,
  /** Null: the platform. */
  username: z.string().nullable(),
  act: z.string(),
  /** What it was about, such as a participant or a submission. */
  subject: z.string().nullable(),
  /** What it was before and is now, as far as it changed. */
  data: z.record(z.string(), z.unknown()),
  reason: z.string().nullable(),
});

export const listContestAudit = route({
  method: 'GET',
  path: '/contest/:id/audit',
  access: JURY,
  status: 200,
  summary: 'All that the jury did, newest first',
  params: byId,
  query: z.object(pageQuery),
  response: page(auditEntry),
  errors: ['contest_not_found', 'contest_not_jury', 'invalid_request'],
});
