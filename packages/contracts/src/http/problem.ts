import { z } from 'zod';
import { SETTERS } from '../access.ts';
import { signature } from '../judge/signature.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

export const difficulties = ['easy', 'medium', 'hard'] as const;
export const difficulty = z.enum(difficulties);
export type Difficulty = z.infer<typeof difficulty>;

/** How results of tests make a result of the whole. */
export const judgingKinds = ['pass-fail', 'scoring'] as const;
export type JudgingKind = (typeof judgingKinds)[number];

/** What becomes of a problem: `TRANSITIONS` of the domain say which follows which. */
export const problemStatuses = ['DRAFT', 'CHECKED', 'PUBLISHED', 'ARCHIVED'] as const;
export const problemStatus = z.enum(problemStatuses);
export type ProblemStatus = z.infer<typeof problemStatus>;

export const problemSummary = z.object({
  problemId: uuid,
  slug: z.string(),
  title: z.string(),
  difficulty,
  tags: z.array(z.string()),
  /** Share of judged submissions that were accepted, 0..1; null while there are none. */
  acceptance: z.number().nullable(),
  /** Of the caller, when logged in. */
  solved: z.enum(['solved', 'tried', 'untouched']).nullable(),
});
export type ProblemSummary = z.infer<typeof problemSummary>;

export const problemDetail = problemSummary.extend({
  /** Statement as Markdown with $TeX$; HTML in it must be treated as untrusted. Empty where it is only a PDF, or none. */
  statement: z.string(),
  /** The language that `statement` is in; null: there is none. */
  language: z.string().nullable().optional(),
  /** Languages that it can be had in, the one to begin with first. */
  statements: z
    .array(
      z.object({
        /** Such as `en` or `pt-BR`. */
        language: z.string(),
        /** The problem's name in it, where that is known. */
        name: z.string().nullable(),
        /** Is there text, or only a PDF? */
        text: z.boolean(),
        /** The PDF, as an address of this API. */
        pdf: z.string().nullable(),
      }),
    )
    .optional(),
  /** Pictures of the statements, which these name by `name`, and files to be had besides. */
  files: z
    .array(
      z.object({
        name: z.string(),
        kind: z.enum(['statement', 'attachment']),
        bytes: z.int(),
        /** As an address of this API. */
        url: z.string(),
      }),
    )
    .optional(),
  author: z.string().nullable(),
  source: z.string().nullable(),
  limits: z.object({ cpuMs: z.int(), memoryBytes: z.int(), outputBytes: z.int(), codeBytes: z.int() }),
  samples: z.array(
    z.object({
      name: z.string(),
      input: z.string(),
      answer: z.string(),
      /** They are the judge's own: a program only sees what is said. Input and answer are empty then. */
      hidden: z.boolean().optional(),
      /** The input is longer than what is shown of it, and ends with words that say so. */
      shortened: z.boolean().optional(),
    }),
  ),
  /** Ids of the only languages that are taken; null: any. Servers before 0.3 leave it out. */
  languages: z.array(z.string()).nullable().optional(),
  /**
   * Conversations of interactive and multi-pass problems, pass by pass and line by line: each is shown in place of input and answer of the
   * sample of its name, or after the samples where there is none. Servers before 0.3 leave it out.
   */
  interactions: z
    .array(
      z.object({
        name: z.string(),
        passes: z.array(z.array(z.object({ speaker: z.enum(['judge', 'program']), text: z.string() }))),
      }),
    )
    .optional(),
  /**
   * What the statement shows in place of the input or answer of the sample of its name (null: as it is there), or after the samples where there is
   * none. Samples are run and judged as they are. Servers before 0.3 leave it out.
   */
  shownSamples: z
    .array(z.object({ name: z.string(), input: z.string().nullable(), answer: z.string().nullable() }))
    .optional(),
  tests: z.int(),
  /** Anything but `PUBLISHED` is seen by those who set it, and by admins. Servers before 0.3 leave it out. */
  status: problemStatus.optional(),
  version: z.int().optional(),
  /** How it is judged, for those who write for it: may a program have to talk, is it run more than once, what makes points. */
  judging: z
    .object({
      kind: z.enum(judgingKinds),
      interactive: z.boolean(),
      /** How often a program may be run on one test. */
      passes: z.int(),
      /** Of a scoring problem; null where there is no bound. */
      maxScore: z.number().nullable(),
      subtasks: z.array(z.object({ name: z.string(), maxScore: z.number().nullable() })),
    })
    .optional(),
  /** Of a function problem: what is to be written, and what to begin with in each language that it can be solved in, by id. */
  function: z.object({ signature, starters: z.record(z.string(), z.string()) }).optional(),
  /** For its setters and admins: what the judge could not do because of the package, latest first. */
  faults: z
    .array(
      z.object({
        /** Which file did what, on which test. */
        reason: z.string(),
        /** What the program or the compiler said. */
        message: z.string().nullable(),
        /** Where it was seen last; null: while the package was checked after its import. */
        submissionId: uuid.nullable(),
        times: z.int(),
        lastAt: timestamp,
      }),
    )
    .optional(),
});
export type ProblemDetail = z.infer<typeof problemDetail>;

export const listProblems = route({
  method: 'GET',
  path: '/problems',
  access: 'public',
  scopes: ['problems:read'],
  status: 200,
  summary: 'Problems, searched and filtered',
  query: z.object({
    ...pageQuery,
    /** Words of the title, tags or slug; small typing mistakes are forgiven. */
    q: z.string().max(100).optional(),
    tag: z.union([z.string().max(50), z.array(z.string().max(50)).max(10)]).optional(),
    difficulty: difficulty.optional(),
    solved: z.enum(['solved', 'tried', 'untouched']).optional(),
    /** Default: `relevance` when `q` is given, else `newest`. */
    sort: z.enum(['newest', 'title', 'difficulty', 'acceptance', 'relevance']).optional(),
  }),
  response: page(problemSummary),
  errors: ['invalid_request'],
});

export const listTags = route({
  method: 'GET',
  path: '/problems/tags',
  access: 'public',
  scopes: ['problems:read'],
  status: 200,
  summary: 'Tags in use, most used first',
  response: z.object({ data: z.array(z.object({ tag: z.string(), problems: z.int() })) }),
  errors: [],
});

export const getProblem = route({
  method: 'GET',
  path: '/problems/:slug',
  access: 'public',
  scopes: ['problems:read'],
  status: 200,
  summary: 'One problem, by slug or id',
  params: z.object({ slug: z.string() }),
  query: z.object({
    /** Of the statement, where it is to be had in that; otherwise the first. */
    language: z
      .string()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z]{2,4})?$/, 'use a code such as en or pt-BR')
      .optional(),
    /** Another than the one that is published; for those who set the problem. */
    version: z.coerce.number().int().min(1).max(1_000_000).optional(),
  }),
  response: problemDetail,
  errors: ['problem_not_found'],
});

export const getProblemFile = route({
  method: 'GET',
  path: '/problems/:slug/files/:hash/:name',
  access: 'public',
  scopes: ['problems:read'],
  status: 200,
  summary: 'A picture or PDF of a statement, or a file to be had besides',
  params: z.object({ slug: z.string(), hash: z.string(), name: z.string() }),
  answerType: ['image/*', 'application/pdf', 'application/octet-stream'],
  errors: ['problem_not_found'],
});

/** A problem as those see it who set it. Checks, faults and warnings are of its newest version. */
export const setProblem = z.object({
  problemId: uuid,
  slug: z.string(),
  title: z.string(),
  status: problemStatus,
  /** What submissions are judged by. */
  version: z.int(),
  /** Of a published problem: the version that waits to be published. */
  nextVersion: z.int().nullable(),
  /** Programs of the package: those that were tried and those that still wait for it. */
  programs: z.object({ tried: z.int(), open: z.int() }),
  /** How many kinds of things went wrong; `GET /problems/:slug` has them. */
  faults: z.int(),
  /** What is worth a second look in the package. */
  warnings: z.array(z.string()),
  /** Published as soon as its programs were tried without a fault. */
  publishesItself: z.boolean(),
  /** Then it can be archived, and not deleted. */
  hasSubmissions: z.boolean(),
  importedAt: timestamp,
  /** Null: the platform, such as the command line. */
  importedBy: z.string().nullable(),
});
export type SetProblem = z.infer<typeof setProblem>;

export const listSetProblems = route({
  method: 'GET',
  path: '/user/problems',
  access: SETTERS,
  status: 200,
  summary: 'Problems that the caller sets, whatever their state',
  query: z.object({
    ...pageQuery,
    /** Admins: of all setters. */
    whose: z.enum(['own', 'everybody']).default('own'),
    status: problemStatus.optional(),
    q: z.string().max(100).optional(),
  }),
  response: page(setProblem),
  errors: ['invalid_request'],
});

export const changeProblem = route({
  method: 'PATCH',
  path: '/problems/:slug',
  access: { owner: 'problem', roles: SETTERS.roles, or: ['admin'] },
  status: 200,
  summary: 'Publish a problem or its next version, archive it, or bring it back',
  params: z.object({ slug: z.string() }),
  body: z.object({ status: z.enum(['PUBLISHED', 'ARCHIVED', 'DRAFT']) }),
  example: { status: 'ARCHIVED' },
  response: setProblem,
  errors: ['problem_not_found', 'problem_unchecked', 'problem_embargoed', 'problem_status'],
});

export const deleteProblem = route({
  method: 'DELETE',
  path: '/problems/:slug',
  access: { owner: 'problem', roles: SETTERS.roles, or: ['admin'] },
  status: 204,
  summary: 'Delete a problem to which nobody has submitted and about which nobody else has written',
  params: z.object({ slug: z.string() }),
  errors: ['problem_not_found', 'problem_has_submissions', 'problem_in_use'],
});

export const importProblem = route({
  method: 'POST',
  path: '/problems/import',
  access: SETTERS,
  status: 201,
  idempotent: true,
  summary: 'Import an ICPC/Kattis problem package; the same slug again makes a new version',
  bodyType: 'application/zip',
  query: z.object({
    slug: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9-]{0,63}$/,
        'use up to 64 small letters, digits and dashes, beginning with a letter or digit',
      )
      .optional(),
    /** `checked`: publish it as soon as its programs were tried without a fault. Otherwise its setter publishes it. */
    publish: z.enum(['checked', 'later']).default('later'),
  }),
  response: z.object({
    problemId: uuid,
    slug: z.string(),
    version: z.int(),
    tests: z.int(),
    /** Conversations that the statement shows. */
    interactions: z.int().optional(),
    warnings: z.array(z.string()),
    status: problemStatus.optional(),
    /** This version is what everybody sees. */
    published: z.boolean().optional(),
    /** Programs of the package that are tried when the judge has time. */
    checking: z.int().optional(),
  }),
  errors: [
    'unauthenticated',
    'forbidden',
    'body_too_large',
    'unsupported_media_type',
    'package_not_zip',
    'package_unsafe_path',
    'package_too_large',
    'package_too_many_files',
    'package_invalid',
    'package_unsupported',
  ],
});
