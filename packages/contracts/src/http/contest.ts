import { z } from 'zod';
import { SETTERS } from '../access.ts';
import { boardProblem, boardRow, boardView, boardViews, firstSolve } from '../contest/board.ts';
import {
  contestFields,
  contestPhase,
  contestVisibility,
  registrationKind,
  upsolvingKind,
} from '../contest/settings.ts';
import { inOrder } from '../pairs.ts';
import { problemDetail } from './problem.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';
import { submissionSummary } from './submission.ts';

/** A contest by id or by the name in its address. */
const byId = z.object({ id: z.string().min(1).max(100) });

export const contestSummary = z.object({
  contestId: uuid,
  slug: z.string(),
  title: z.string(),
  format: z.string(),
  startsAt: timestamp,
  endsAt: timestamp,
  /** Of windows of one's own; null: from start to end for all. */
  durationMinutes: z.int().nullable(),
  phase: contestPhase,
  visibility: contestVisibility,
  registration: registrationKind,
  teamSize: z.int(),
  rated: z.boolean(),
  /** Who take part, teams counted once. */
  participants: z.int(),
  /** Of the caller; null: does not take part, or nobody is logged in. */
  mine: z.enum(['pending', 'registered', 'rejected', 'disqualified']).nullable(),
});
export type ContestSummary = z.infer<typeof contestSummary>;

/** How somebody takes part. */
export const participation = z.object({
  participantId: uuid,
  name: z.string(),
  kind: z.enum(['individual', 'team', 'virtual']),
  /** `pending`: the jury has not let them in yet. */
  status: z.enum(['pending', 'registered', 'rejected', 'disqualified']),
  official: z.boolean(),
  rated: z.boolean(),
  institution: z.string().nullable(),
  room: z.string().nullable(),
  seat: z.string().nullable(),
  /** The own time; null: not begun. It holds extra time and whatever was extended. */
  window: z.object({ from: timestamp, until: timestamp }).nullable(),
  /** Milliseconds on top of the contest's time, in all. */
  extraMs: z.number(),
  members: z.array(z.object({ userId: uuid, username: z.string() })),
  /** What others join the team with. */
  teamCode: z.string().nullable(),
});
export type Participation = z.infer<typeof participation>;

export const contestDetail = contestSummary.extend({
  description: z.string(),
  /** As the format was set, defaults included. */
  options: contestFields.options,
  /** Where it is held; null: nowhere in particular. */
  timeZone: z.string().nullable(),
  /** What comes after the caller's own end, or that of all, is taken as late until then; `until` null: until it is final. Null: nothing is. */
  late: z.object({ until: timestamp.nullable() }).nullable(),
  freezesAt: timestamp.nullable(),
  /** The public board is frozen now. */
  frozen: z.boolean(),
  thawedAt: timestamp.nullable(),
  finalisedAt: timestamp.nullable(),
  /** Since when nobody's time runs; null: it runs. */
  pausedAt: timestamp.nullable(),
  languages: z.array(z.string()).nullable(),
  /** An assignment of a course: who takes part and who is the jury is set there, and participants see nothing of each other. */
  closed: z.boolean(),
  virtual: z.boolean(),
  upsolving: upsolvingKind,
  /** The caller may see the problems now. */
  problemsOpen: z.boolean(),
  /** Channel of the public board, and of what is told to everybody. */
  channel: z.string(),
  /** The server's clock, which is the only one that counts. */
  now: timestamp,
  /** How the caller takes part; null: does not. */
  participation: participation.nullable(),
  /** For the jury and admins. */
  jury: z
    .object({
      /** Channel of the jury's board and of questions. It changes when somebody leaves the jury. */
      channel: z.string(),
      invitationCode: z.string().nullable(),
      cannedAnswers: z.array(z.string()),
      members: z.array(z.object({ userId: uuid, username: z.string() })),
    })
    .nullable(),
});
export type ContestDetail = z.infer<typeof contestDetail>;

export const listContests = route({
  method: 'GET',
  path: '/contest',
  access: 'public',
  status: 200,
  summary: 'Contests: those that run, those to come, those that were, or the caller’s own',
  query: z.object({
    ...pageQuery,
    when: z.enum(['running', 'coming', 'past', 'mine', 'all']).default('all'),
    q: z.string().max(100).optional(),
  }),
  response: page(contestSummary),
  errors: ['invalid_request'],
});

export const createContest = route({
  method: 'POST',
  path: '/contest',
  access: SETTERS,
  status: 201,
  idempotent: true,
  summary: 'Make a contest. It is a draft that only its jury sees, until that publishes it',
  body: z
    .object({
      title: contestFields.title,
      slug: contestFields.slug,
      startsAt: contestFields.startsAt,
      endsAt: contestFields.endsAt,
      description: contestFields.description.default(''),
      format: contestFields.format.default('icpc'),
      options: contestFields.options.default({}),
      timeZone: contestFields.timeZone.default(null),
      freezesAt: contestFields.freezesAt.default(null),
      durationMinutes: contestFields.durationMinutes.default(null),
      registration: contestFields.registration.default('open'),
      invitationCode: contestFields.invitationCode.default(null),
      teamSize: contestFields.teamSize.default(1),
      rated: contestFields.rated.default(false),
      virtual: contestFields.virtual.default(true),
      upsolving: contestFields.upsolving.default('participants'),
      languages: contestFields.languages.default(null),
      cannedAnswers: contestFields.cannedAnswers.default([]),
    })
    .check(inOrder('startsAt', 'endsAt')),
  example: {
    title: 'Autumn contest',
    slug: 'autumn-2026',
    startsAt: '2026-12-05T10:00:00.000Z',
    endsAt: '2026-12-05T15:00:00.000Z',
    freezesAt: '2026-12-05T14:00:00.000Z',
  },
  response: contestDetail,
  errors: ['contest_times', 'contest_slug_taken', 'contest_options', 'unknown_language'],
});

export const getContest = route({
  method: 'GET',
  path: '/contest/:id',
  access: 'public',
  status: 200,
  summary: 'One contest, by id or the name in its address',
  params: byId,
  response: contestDetail,
  errors: ['contest_not_found'],
});

export const changeContest = route({
  method: 'PATCH',
  path: '/contest/:id',
  access: { owner: 'contest', or: ['admin'] },
  status: 200,
  summary: 'Change a contest, or publish it. Once it has begun, its format and start stay; the clock is moved by acts',
  params: byId,
  body: z
    .object({ ...contestFields, visibility: contestVisibility })
    .partial()
    .check(inOrder('startsAt', 'endsAt')),
  example: { visibility: 'LISTED' },
  response: contestDetail,
  errors: [
    'contest_not_found',
    'contest_not_jury',
    'contest_times',
    'contest_slug_taken',
    'contest_options',
    'contest_begun',
    'contest_state',
    'unknown_language',
  ],
});

export const deleteContest = route({
  method: 'DELETE',
  path: '/contest/:id',
  access: { owner: 'contest', or: ['admin'] },
  status: 204,
  summary: 'Delete a contest to which nobody has submitted',
  params: byId,
  errors: ['contest_not_found', 'contest_not_jury', 'contest_begun', 'contest_state'],
});

export const registerForContest = route({
  method: 'POST',
  path: '/contest/:id/register',
  access: 'user',
  status: 200,
  idempotent: 'state',
  summary: 'Take part: alone, with a new team, or in a team whose code one has. Again it changes nothing',
  params: byId,
  body: z.object({
    /** Of a new team. */
    teamName: z.string().trim().min(1).max(80).optional(),
    /** Of a team that is there: its members have it. */
    teamCode: z.string().trim().min(1).max(64).optional(),
    /** Where the contest asks for an invitation. */
    invitationCode: z.string().trim().min(1).max(64).optional(),
    institution: z.string().trim().min(1).max(120).optional(),
    /** Outside of the places. */
    unofficial: z.boolean().default(false),
  }),
  example: {},
  response: participation,
  errors: [
    'contest_not_found',
    'registration_closed',
    'registration_code',
    'already_registered',
    'team_full',
    'contest_over',
  ],
});

/** The same under the name that it has in older descriptions. */
export const addParticipant = route({
  ...registerForContest,
  path: '/contest/:id/participants',
  summary: 'Take part: the same as POST /contest/:id/register',
});

export const leaveContest = route({
  method: 'DELETE',
  path: '/contest/:id/register',
  access: 'user',
  status: 204,
  summary: 'Take part no more; before one’s time begins',
  params: byId,
  errors: ['contest_not_found', 'contest_not_participant', 'contest_begun', 'contest_state'],
});

export const startWindow = route({
  method: 'POST',
  path: '/contest/:id/start',
  access: 'user',
  status: 200,
  idempotent: 'state',
  summary: 'Begin the own time: in a contest of windows, or with `virtual` after the end. Begun already, it goes on',
  params: byId,
  body: z.object({ virtual: z.boolean().default(false) }),
  example: {},
  response: participation,
  errors: [
    'contest_not_found',
    'contest_not_participant',
    'contest_not_started',
    'contest_over',
    'contest_state',
    'already_registered',
  ],
});

export const contestProblem = z.object({
  label: z.string(),
  problemId: uuid,
  slug: z.string(),
  title: z.string(),
  colour: z.string().nullable(),
  points: z.number().nullable(),
  limits: z.object({ cpuMs: z.int(), memoryBytes: z.int() }),
  /** Of the participant; null: not tried, or does not take part. */
  mine: z.object({ solved: z.boolean(), score: z.number(), tries: z.int(), pending: z.int() }).nullable(),
});
export type ContestProblem = z.infer<typeof contestProblem>;

export const listContestProblems = route({
  method: 'GET',
  path: '/contest/:id/problems',
  access: 'public',
  status: 200,
  summary:
    'Problems of a contest by letter, for those whose time runs, for the jury, and afterwards for whom upsolving is open',
  params: byId,
  response: z.object({ data: z.array(contestProblem) }),
  errors: [
    'contest_not_found',
    'contest_not_started',
    'contest_window_not_begun',
    'contest_over',
    'contest_not_participant',
  ],
});

export const getContestProblem = route({
  method: 'GET',
  path: '/contest/:id/problems/:label',
  access: 'public',
  status: 200,
  summary: 'One problem of a contest with its statement',
  params: byId.extend({ label: z.string().min(1).max(10) }),
  query: z.object({ language: z.string().max(10).optional() }),
  cache: 'shared',
  response: contestProblem.omit({ mine: true }).extend({ problem: problemDetail }),
  errors: [
    'contest_not_found',
    'contest_problem_not_found',
    'contest_not_started',
    'contest_window_not_begun',
    'contest_over',
    'contest_not_participant',
  ],
});

export const contestBoard = z.object({
  contestId: uuid,
  view: boardView,
  /** Counts the changes of this view; events say from which to which they lead. */
  version: z.int(),
  problems: z.array(boardProblem),
  rows: z.array(boardRow),
  firsts: z.array(firstSolve),
  /** Verdicts of tries from here on, contest time in milliseconds, are not in it; null: of all. */
  frozenFrom: z.number().nullable(),
  /** Of a ghost board: contest time that it stands at. */
  until: z.number().nullable(),
  /** Of a ghost board: these are the rows that have changed since that contest time, and the caller’s own. Null: it is whole. */
  since: z.number().nullable(),
  /** Channel of its changes; null: it has none. */
  channel: z.string().nullable(),
});
export type ContestBoard = z.infer<typeof contestBoard>;

export const getContestBoard = route({
  method: 'GET',
  path: '/contest/:id/board',
  access: 'public',
  status: 200,
  summary:
    'The board of a contest, whole. What changes comes on its channel as `scoreboard.changed`; who sees a gap in the versions reads this again',
  params: byId,
  query: z.object({
    view: boardView.default('public'),
    /** Of a ghost board that is held: contest time that it stood at, and its version. What changed since is told then, where the version is still that. */
    since: z.coerce.number().int().min(0).optional(),
    version: z.coerce.number().int().min(0).optional(),
  }),
  cache: 'shared',
  response: contestBoard,
  errors: ['contest_not_found', 'contest_not_jury', 'contest_not_participant', 'contest_window_not_begun'],
});

/** The same under the name that it has in older descriptions. */
export const getContestScoreboard = route({
  ...getContestBoard,
  path: '/contest/:id/scoreboard',
  summary: 'The board of a contest: the same as GET /contest/:id/board',
});

/** Where somebody stands. */
export const contestStanding = z.object({
  contestId: uuid,
  participantId: uuid,
  /** The board that it is on: `public`, or of a virtual participant `ghost`. */
  view: z.enum(boardViews),
  version: z.int(),
  /** Null: none yet, or none at all, as of who is unofficial. Of a virtual participant the one that they would have had. */
  place: z.int().nullable(),
  /** How many have a place. */
  of: z.int(),
  /** As it stands on that board; null: it is not on it. */
  row: boardRow.nullable(),
});
export type ContestStanding = z.infer<typeof contestStanding>;

export const getContestStanding = route({
  method: 'GET',
  path: '/contest/:id/standing',
  access: 'user',
  status: 200,
  summary: 'The caller’s own row and place, without the board',
  params: byId,
  response: contestStanding,
  errors: ['contest_not_found', 'contest_not_participant', 'contest_window_not_begun'],
});

/** A submission to a contest. */
export const contestSubmission = submissionSummary.extend({
  label: z.string(),
  participantId: uuid,
  participant: z.string(),
  /** Contest time in milliseconds. */
  time: z.number(),
  /** The jury has taken it out of the count. */
  ignored: z.boolean(),
});
export type ContestSubmission = z.infer<typeof contestSubmission>;

export const listContestSubmissions = route({
  method: 'GET',
  path: '/contest/:id/submissions',
  access: 'user',
  status: 200,
  summary: 'Submissions of the caller’s own, or of the team, newest first',
  params: byId,
  query: z.object({ ...pageQuery, label: z.string().max(10).optional() }),
  response: page(contestSubmission),
  errors: ['contest_not_found', 'contest_not_participant', 'invalid_request'],
});

/** How many tries ended how; `pending`: not judged, or not known here. */
const verdictCounts = z.record(z.string(), z.int());

export const contestStatistics = z.object({
  /** Of the view that the caller may see. */
  view: boardView,
  problems: z.array(
    z.object({
      label: z.string(),
      tries: z.int(),
      /** Participants. */
      triedBy: z.int(),
      solvedBy: z.int(),
      verdicts: verdictCounts,
      first: firstSolve.omit({ label: true }).extend({ name: z.string() }).nullable(),
      /** Contest times at which it was solved, in milliseconds, ascending. */
      solvedAt: z.array(z.number()),
    }),
  ),
  languages: z.array(z.object({ language: z.string(), tries: z.int(), verdicts: verdictCounts })),
});
export type ContestStatistics = z.infer<typeof contestStatistics>;

export const getContestStatistics = route({
  method: 'GET',
  path: '/contest/:id/statistics',
  access: 'public',
  status: 200,
  summary: 'Solved over time, first solves, verdicts by problem and language; frozen as the board is',
  params: byId,
  query: z.object({ view: z.enum(['public', 'jury']).default('public') }),
  response: contestStatistics,
  errors: ['contest_not_found', 'contest_not_jury'],
});
