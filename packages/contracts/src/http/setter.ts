import { z } from 'zod';
import { SETTERS } from '../access.ts';
import {
  setterFault,
  setterJobAsked,
  setterJobKinds,
  setterJobStatus,
  setterProgress,
  setterResult,
} from '../judge/setter-job.ts';
import { finalVerdict, testVerdict } from '../judge/verdict.ts';
import { route, timestamp, uuid } from './route.ts';

/** What setters do with their problems beside publishing them. */
const OWNER = { owner: 'problem', roles: SETTERS.roles, or: ['admin'] } as const;
const slug = z.object({ slug: z.string() });
const version = z.coerce.number().int().min(1).max(1_000_000);

export const exportProblem = route({
  method: 'GET',
  path: '/problems/:slug/package',
  access: OWNER,
  status: 200,
  summary: 'A version as a package of format 2025-09, to be imported here or elsewhere',
  params: slug,
  query: z.object({ version: version.optional() }),
  answerType: 'application/zip',
  errors: ['problem_not_found', 'package_unsupported'],
});

export const problemVersion = z.object({
  version: z.int(),
  importedAt: timestamp,
  importedBy: z.string().nullable(),
  title: z.string(),
  tests: z.int(),
  /** What submissions are judged by. */
  current: z.boolean(),
});
export type ProblemVersionSummary = z.infer<typeof problemVersion>;

export const listVersions = route({
  method: 'GET',
  path: '/problems/:slug/versions',
  access: OWNER,
  status: 200,
  summary: 'Versions of a problem, newest first',
  params: slug,
  response: z.object({ data: z.array(problemVersion) }),
  errors: ['problem_not_found'],
});

export const versionDiff = z.object({
  from: z.int(),
  to: z.int(),
  /** Title, limits, difficulty, tags and the like that are others. */
  facts: z.array(z.object({ name: z.string(), before: z.string(), after: z.string() })),
  statements: z.array(
    z.object({
      language: z.string(),
      /** Lines that are the same far from a change are left out: `skipped` says how many stand before. */
      lines: z.array(z.object({ sign: z.enum([' ', '+', '-']), text: z.string(), skipped: z.int().optional() })),
      /** Too much has changed to be set side by side. */
      cut: z.boolean(),
    }),
  ),
  /** Tests, pictures, attachments, programs: by path. */
  files: z.array(
    z.object({
      path: z.string(),
      change: z.enum(['added', 'removed', 'changed']),
      before: z.int().nullable(),
      after: z.int().nullable(),
    }),
  ),
});
export type VersionDiff = z.infer<typeof versionDiff>;

export const diffVersions = route({
  method: 'GET',
  path: '/problems/:slug/diff',
  access: OWNER,
  status: 200,
  summary: 'What is other in one version than in another: statement, facts and files',
  params: slug,
  /** Left out: the version there is, beside the one before it. */
  query: z.object({ from: version.optional(), to: version.optional() }),
  response: versionDiff,
  errors: ['problem_not_found'],
});

export const problemTrials = z.object({
  version: z.int(),
  tests: z.array(z.string()),
  programs: z.array(
    z.object({
      path: z.string(),
      language: z.string().nullable(),
      /** What its folder promises, in a word; null where that is more than one verdict. */
      expected: z.string().nullable(),
      /** Null: it still waits to be tried. */
      status: finalVerdict.nullable(),
      /** In the order of `tests`; null: it was not run on that one. */
      results: z.array(z.object({ verdict: testVerdict, cpuMs: z.number() }).nullable()),
      /** How many tests it fails. */
      kills: z.int(),
    }),
  ),
  /** Secret tests that fail no program that should fail. */
  idle: z.array(z.string()),
  timeLimit: z.object({
    /** In force, in milliseconds. */
    nowMs: z.number(),
    /** What the format's rule makes of the programs; null where no accepted one was measured. */
    proposedMs: z.number().nullable(),
    slowestAcceptedMs: z.number().nullable(),
    slowestAccepted: z.string().nullable(),
    /** The quickest that is to be too slow, and on which test. At least so much where it was stopped. */
    quickestSlowMs: z.number().nullable(),
    quickestSlow: z.string().nullable(),
    /** `fits`, or why there is no limit that keeps both factors. */
    verdict: z.enum(['fits', 'no_accepted', 'accepted_over_limit', 'slow_too_near', 'limit_too_low']),
    rule: z.object({ acToLimit: z.number(), limitToTle: z.number(), resolution: z.number() }),
  }),
});
export type ProblemTrials = z.infer<typeof problemTrials>;

export const getTrials = route({
  method: 'GET',
  path: '/problems/:slug/trials',
  access: OWNER,
  status: 200,
  summary: 'Which test fails which sample submission, and what time limit follows from them',
  params: slug,
  query: z.object({ version: version.optional() }),
  response: problemTrials,
  errors: ['problem_not_found'],
});

export const setterJob = z.object({
  jobId: uuid,
  problemId: uuid,
  version: z.int(),
  kind: z.enum(setterJobKinds),
  status: setterJobStatus,
  asked: setterJobAsked,
  progress: setterProgress.nullable(),
  result: setterResult.nullable(),
  fault: setterFault.nullable(),
  createdAt: timestamp,
  finishedAt: timestamp.nullable(),
});
export type SetterJob = z.infer<typeof setterJob>;

const job = z.object({ slug: z.string(), jobId: uuid });

export const listSetterJobs = route({
  method: 'GET',
  path: '/problems/:slug/jobs',
  access: OWNER,
  status: 200,
  summary: 'Jobs of a problem’s setters, latest first, and the programs that they may name',
  params: slug,
  response: z.object({
    data: z.array(setterJob),
    generators: z.array(z.string()),
    solutions: z.array(z.object({ path: z.string(), expected: z.string().nullable() })),
    validators: z.array(z.string()),
  }),
  errors: ['problem_not_found'],
});

export const startSetterJob = route({
  method: 'PUT',
  path: '/problems/:slug/jobs/:jobId',
  access: OWNER,
  status: 202,
  summary: 'Start a job under an id of one’s own; with the same id again nothing more is started',
  params: job,
  body: setterJobAsked,
  example: { kind: 'data' },
  response: setterJob,
  errors: ['problem_not_found', 'setter_job_not_found', 'setter_jobs_full', 'queue_draining'],
});

export const cancelSetterJob = route({
  method: 'DELETE',
  path: '/problems/:slug/jobs/:jobId',
  access: OWNER,
  status: 204,
  summary: 'End a job; one that is over stays as it is',
  params: job,
  errors: ['problem_not_found', 'setter_job_not_found'],
});
