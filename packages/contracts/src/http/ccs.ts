import { z } from 'zod';
import { ccsAccess, type CcsType } from '../ccs/access.ts';
import { ccsAccount } from '../ccs/account.ts';
import { ccsClarification, ccsClarificationAsked, ccsClarificationChange } from '../ccs/clarification.ts';
import { ccsCommentary, ccsCommentaryAsked } from '../ccs/commentary.ts';
import { ccsContest, ccsContestChange } from '../ccs/contest.ts';
import { ccsObjects } from '../ccs/event.ts';
import { ccsInformation } from '../ccs/information.ts';
import { ccsScoreboard } from '../ccs/scoreboard.ts';
import { ccsState } from '../ccs/state.ts';
import { ccsSubmission, ccsSubmissionAsked } from '../ccs/submission.ts';
import { route } from './route.ts';

// The Contest API of the ICPC's Contest Control System specification, version 2023-06: docs/ccs-api.md.

/** A contest by id or by the name in its address. */
const byId = z.object({ id: z.string().min(1).max(100) });
const byObject = byId.extend({ objectId: z.string().min(1).max(100) });

const READS = { scopes: ['contests:read'], basic: true, status: 200 } as const;
/** What the specification has the server say is refused where a client says it. */
const WRITES = { scopes: ['contests:write'], basic: true, exact: true } as const;

type Collection = Exclude<CcsType, 'contest' | 'state'>;

function list<T extends Collection>(type: T, filters: readonly string[], summary: string) {
  const asked = Object.fromEntries(filters.map((name) => [name, z.string().max(100).optional()]));
  return route({
    ...READS,
    access: 'public',
    method: 'GET',
    path: `/api/contests/:id/${type}`,
    summary,
    params: byId,
    query: z.object(asked),
    response: z.array(ccsObjects[type]),
    errors: ['contest_not_found'],
  });
}

function one<T extends Collection>(type: T, summary: string) {
  return route({
    ...READS,
    access: 'public',
    method: 'GET',
    path: `/api/contests/:id/${type}/:objectId`,
    summary,
    params: byObject,
    response: ccsObjects[type],
    errors: ['contest_not_found', 'not_found'],
  });
}

export const getCcs = route({
  ...READS,
  access: 'public',
  method: 'GET',
  path: '/api',
  summary: 'The Contest API: its version, and who provides it',
  response: ccsInformation,
  errors: [],
});

export const listCcsContests = route({
  ...READS,
  access: 'public',
  method: 'GET',
  path: '/api/contests',
  summary: 'Contests that are listed, and the caller’s own',
  response: z.array(ccsContest),
  errors: [],
});

export const getCcsContest = route({
  ...READS,
  access: 'public',
  method: 'GET',
  path: '/api/contests/:id',
  summary: 'One contest',
  params: byId,
  response: ccsContest,
  errors: ['contest_not_found'],
});

export const changeCcsContest = route({
  ...WRITES,
  method: 'PATCH',
  path: '/api/contests/:id',
  access: { owner: 'contest', or: ['admin'] },
  status: 200,
  summary: 'Move the start of a contest, with its end and freeze, or thaw it now',
  params: byId,
  body: ccsContestChange,
  example: { start_time: '2026-12-05T10:15:00.000Z' },
  response: ccsContest,
  errors: [
    'contest_not_found',
    'contest_not_jury',
    'contest_start_fixed',
    'contest_id_mismatch',
    'contest_begun',
    'contest_times',
    'contest_state',
  ],
});

export const getCcsAccess = route({
  ...READS,
  access: 'public',
  method: 'GET',
  path: '/api/contests/:id/access',
  summary: 'What the caller can read and do in a contest',
  params: byId,
  response: ccsAccess,
  errors: ['contest_not_found'],
});

export const getCcsState = route({
  ...READS,
  access: 'public',
  method: 'GET',
  path: '/api/contests/:id/state',
  summary: 'Whether a contest has begun, froze, ended, thawed and is final',
  params: byId,
  response: ccsState,
  errors: ['contest_not_found'],
});

export const getCcsAccount = route({
  ...READS,
  access: 'public',
  method: 'GET',
  path: '/api/contests/:id/account',
  summary: 'The caller’s own account in a contest',
  params: byId,
  response: ccsAccount,
  errors: ['contest_not_found', 'not_found'],
});

export const getCcsScoreboard = route({
  ...READS,
  access: 'public',
  method: 'GET',
  path: '/api/contests/:id/scoreboard',
  summary: 'The scoreboard, or that of a group; frozen for everybody but the jury',
  params: byId,
  query: z.object({ group_id: z.string().max(100).optional() }),
  response: ccsScoreboard,
  errors: ['contest_not_found', 'not_found'],
});

export const getCcsEventFeed = route({
  ...READS,
  access: 'public',
  method: 'GET',
  path: '/api/contests/:id/event-feed',
  summary:
    'All objects of a contest, and each change as it happens, a line each. It does not end unless `stream` is false',
  params: byId,
  query: z.object({
    /** Of the last line that was read. */
    since_token: z.string().max(100).optional(),
    /** Whether to go on when all is told that there is. */
    stream: z.enum(['true', 'false']).default('true'),
  }),
  answerType: 'application/x-ndjson',
  errors: ['contest_not_found', 'unavailable'],
});

export const listCcsJudgementTypes = list('judgement-types', [], 'Verdicts that there are');
export const getCcsJudgementType = one('judgement-types', 'One verdict');
export const listCcsLanguages = list('languages', [], 'Languages that are taken');
export const getCcsLanguage = one('languages', 'One language');
export const listCcsProblems = list(
  'problems',
  [],
  'Problems: letters from the start on, titles for those who may see them',
);
export const getCcsProblem = one('problems', 'One problem');
export const listCcsGroups = list('groups', [], 'Groups of teams: official ones and others');
export const getCcsGroup = one('groups', 'One group');
export const listCcsOrganizations = list('organizations', [], 'Institutions of teams');
export const getCcsOrganization = one('organizations', 'One institution');
export const listCcsTeams = list('teams', ['organization_id'], 'Teams, and people who take part alone');
export const getCcsTeam = one('teams', 'One team');
export const listCcsPersons = list('persons', [], 'Members of teams, for the jury; of their own for teams');
export const getCcsPerson = one('persons', 'One member of a team');
export const listCcsAccounts = list(
  'accounts',
  ['team_id', 'person_id'],
  'Accounts, for the jury; their own for teams',
);
export const getCcsAccountById = one('accounts', 'One account');
export const listCcsSubmissions = list(
  'submissions',
  ['language_id', 'problem_id', 'team_id'],
  'Submissions; code is for the jury and for those who wrote it',
);
export const getCcsSubmission = one('submissions', 'One submission');
export const listCcsJudgements = list(
  'judgements',
  ['submission_id', 'judgement_type_id'],
  'Verdicts that count; from the freeze on the jury’s and one’s own',
);
export const getCcsJudgement = one('judgements', 'One verdict that counts');
export const listCcsRuns = list('runs', ['judgement_id', 'judgement_type_id'], 'Tests of judgements, for the jury');
export const getCcsRun = one('runs', 'One test of a judgement');
export const listCcsClarifications = list(
  'clarifications',
  ['from_team_id', 'to_team_id', 'reply_to_id', 'problem_id'],
  'Questions, answers and announcements, as the caller may read them',
);
export const getCcsClarification = one('clarifications', 'One question, answer or announcement');
export const listCcsAwards = list('awards', [], 'Who leads, and who solved each problem first');
export const getCcsAward = one('awards', 'One award');

export const listCcsCommentary = list(
  'commentary',
  [],
  'What the jury says of the contest; of the freeze the jury’s until the board is thawed',
);
export const getCcsCommentary = one('commentary', 'One thing that the jury says');

export const createCcsSubmission = route({
  ...WRITES,
  method: 'POST',
  path: '/api/contests/:id/submissions',
  access: 'user',
  status: 201,
  idempotent: true,
  summary: 'Hand in as one’s team: the files as a zip archive in base64',
  params: byId,
  body: ccsSubmissionAsked,
  example: { problem_id: 'A', language_id: 'python3', files: [{ data: 'UEsDBA==', mime: 'application/zip' }] },
  response: ccsSubmission,
  errors: [
    'contest_not_found',
    'contest_not_participant',
    'contest_problem_not_found',
    'contest_not_started',
    'contest_window_not_begun',
    'contest_over',
    'contest_paused',
    'contest_id_missing',
    'submission_not_found',
    'user_mismatch',
    'unknown_language',
    'language_not_allowed',
    'invalid_code',
    'code_too_large',
    'problem_not_found',
    'limits_below_floor',
    'queue_full',
    'queue_draining',
    'package_not_zip',
    'package_invalid',
    'package_unsafe_path',
    'package_too_large',
    'package_too_many_files',
  ],
});

export const getCcsSubmissionFiles = route({
  ...READS,
  access: 'public',
  method: 'GET',
  path: '/api/contests/:id/submissions/:objectId/files',
  summary: 'The code of a submission as a zip archive, for its team and the jury; that the jury read it is kept',
  params: byObject,
  answerType: 'application/zip',
  errors: ['contest_not_found', 'submission_not_found'],
});

export const createCcsClarification = route({
  ...WRITES,
  method: 'POST',
  path: '/api/contests/:id/clarifications',
  access: 'user',
  status: 201,
  idempotent: true,
  summary: 'Ask the jury as one’s team; as jury answer a question, or say something to everybody',
  params: byId,
  body: ccsClarificationAsked,
  example: { problem_id: 'A', text: 'May n be 0?' },
  response: ccsClarification,
  errors: [
    'contest_not_found',
    'contest_not_jury',
    'contest_not_participant',
    'contest_problem_not_found',
    'contest_not_started',
    'contest_window_not_begun',
    'contest_over',
    'clarification_not_found',
    'clarification_claimed',
    'user_mismatch',
    'too_many_requests',
    'not_found',
  ],
});

export const changeCcsClarification = route({
  ...WRITES,
  method: 'PATCH',
  path: '/api/contests/:id/clarifications/:objectId',
  access: { owner: 'contest', or: ['admin'] },
  status: 200,
  summary: 'Write another text of an answer, to the same people',
  params: byObject,
  body: ccsClarificationChange,
  example: { text: 'Yes, n may be 0.' },
  response: ccsClarification,
  errors: [
    'contest_not_found',
    'contest_not_jury',
    'contest_id_mismatch',
    'clarification_not_found',
    'clarification_claimed',
    'not_found',
  ],
});

export const createCcsCommentary = route({
  ...WRITES,
  method: 'POST',
  path: '/api/contests/:id/commentary',
  access: { owner: 'contest', or: ['admin'] },
  status: 201,
  idempotent: true,
  summary: 'Say something of the contest to everybody, as its jury',
  params: byId,
  body: ccsCommentaryAsked,
  example: { message: 'Nobody has solved {problems:A} yet.', problem_ids: ['A'] },
  response: ccsCommentary,
  errors: [
    'contest_not_found',
    'contest_not_jury',
    'contest_problem_not_found',
    'participant_not_found',
    'submission_not_found',
    'contest_state',
    'not_found',
  ],
});

export const deleteCcsCommentary = route({
  scopes: WRITES.scopes,
  basic: true,
  method: 'DELETE',
  path: '/api/contests/:id/commentary/:objectId',
  access: { owner: 'contest', or: ['admin'] },
  status: 204,
  summary: 'Take back what was said of the contest',
  params: byObject,
  errors: ['contest_not_found', 'contest_not_jury', 'not_found'],
});
