import { z } from 'zod';
import { SETTERS } from '../access.ts';
import { download, page, pageQuery, route, timestamp, uuid } from './route.ts';

export const difficulties = ['easy', 'medium', 'hard'] as const;
export const difficulty = z.enum(difficulties);
export type Difficulty = z.infer<typeof difficulty>;

/** How results of tests make a result of the whole. */
export const judgingKinds = ['pass-fail', 'scoring'] as const;
export type JudgingKind = (typeof judgingKinds)[number];

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
  samples: z.array(z.object({ name: z.string(), input: z.string(), answer: z.string() })),
  tests: z.int(),
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
  /** For setters and admins: what the judge could not do because of the package, latest first. */
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
  status: 200,
  summary: 'Tags in use, most used first',
  response: z.object({ data: z.array(z.object({ tag: z.string(), problems: z.int() })) }),
  errors: [],
});

export const getProblem = route({
  method: 'GET',
  path: '/problems/:slug',
  access: 'public',
  status: 200,
  summary: 'One problem, by slug or id',
  params: z.object({ slug: z.string() }),
  query: z.object({
    /** Of the statement, where it is to be had in that; otherwise the first. */
    language: z
      .string()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z]{2,4})?$/, 'use a code such as en or pt-BR')
      .optional(),
  }),
  response: problemDetail,
  errors: ['problem_not_found'],
});

export const getProblemFile = route({
  method: 'GET',
  path: '/problems/:slug/files/:hash/:name',
  access: 'public',
  status: 200,
  summary: 'A picture or PDF of a statement, or a file to be had besides',
  params: z.object({ slug: z.string(), hash: z.string(), name: z.string() }),
  /** An address stands for its bytes. */
  cache: 'immutable',
  answers: 'bytes',
  response: download,
  errors: ['problem_not_found'],
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
  }),
  response: z.object({
    problemId: uuid,
    slug: z.string(),
    version: z.int(),
    tests: z.int(),
    warnings: z.array(z.string()),
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
