import { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import type { ProblemDetail, ProblemStatus } from '@docket/contracts/http/problem';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { isSetterOf } from './authority.ts';
import { listProblemFaults } from './faults.ts';
import { starters } from '@docket/problem-package/function/table';
import { ignoresSamples } from '@docket/problem-package/group-paths';
import { readStatement } from './statements.ts';
import { judgingForm, PLAIN_JUDGING } from './stored-judging.ts';
import { toSummary, type SolvedState, type SummaryRow } from './problem-row.ts';
import { FIGURES, seesProblem, TELLS_TAGS } from './visible.ts';

type Row = SummaryRow & {
  status: ProblemStatus;
  version: number;
  statement: string;
  author: string | null;
  source: string | null;
  cpu_ms: number;
  memory_bytes: string;
  output_bytes: string;
  code_bytes: number;
  tests: number;
  judging: unknown;
  languages: string[] | null;
  hides_samples: boolean;
  tells_tags: boolean;
};

const columns = `
  p.id, p.slug, p.status, p.title, p.difficulty, p.tags, ${TELLS_TAGS} AS tells_tags, ${FIGURES}, v.version, v.statement, v.author, v.source,
  v.cpu_ms, v.memory_bytes, v.output_bytes, v.code_bytes, v.languages, v.hides_samples,
  (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = v.problem_id AND t.version = v.version) AS tests,
  j.judging
  FROM problems p JOIN problem_versions v ON v.problem_id = p.id AND v.version = coalesce($2, p.current_version)
  LEFT JOIN problem_judgings j ON j.problem_id = v.problem_id AND j.version = v.version`;

const bySlug = prepare('problem_by_slug', `SELECT ${columns} WHERE p.slug = $1`).rows<Row>();
const byId = prepare('problem_by_id', `SELECT ${columns} WHERE p.id = $1`).rows<Row>();

const samplesOf = prepare(
  'problem_samples',
  `SELECT t.name, substring(i.bytes FOR $3) AS input, substring(a.bytes FOR $3) AS answer, t.input_size, t.answer_size
     FROM problem_tests t JOIN blobs i ON i.hash = t.input_hash JOIN blobs a ON a.hash = t.answer_hash
    WHERE t.problem_id = $1 AND t.version = $2 AND t.sample ORDER BY t.ordinal`,
).rows<{ input: Buffer; answer: Buffer }>();

const interactionsOf = prepare(
  'problem_interactions',
  'SELECT i.name, i.passes FROM problem_interactions i WHERE i.problem_id = $1 AND i.version = $2 ORDER BY i.ordinal',
).rows<NonNullable<ProblemDetail['interactions']>[number]>();

const shownSamplesOf = prepare(
  'problem_shown_samples',
  'SELECT s.name, s.input, s.answer FROM problem_shown_samples s WHERE s.problem_id = $1 AND s.version = $2 ORDER BY s.ordinal',
).rows<NonNullable<ProblemDetail['shownSamples']>[number]>();

const solvedState = prepare(
  'problem_solved_state',
  'SELECT state FROM user_problems WHERE user_id = $1 AND problem_id = $2',
).rows<{ state: SolvedState }>();

/** More of a sample than this is not for reading on a page. */
const SAMPLE_BYTES = 64 * 1024;

/** What is remembered of a problem: all of it that is the same for everybody who sees it. */
type Loaded = {
  readonly problem: ProblemDetail & { readonly status: ProblemStatus; readonly version: number };
  readonly tellsTags: boolean;
};

/** Statements change on import, figures with every verdict; a second of delay is nobody's loss. Imports here clear it at once. */
export const problemCache = perDb(() => new TtlCache<Loaded | undefined>({ ttlMs: 1_000, max: 500 }));

const isUuid = (text: string): boolean => z.uuid().safeParse(text).success;

/**
 * One problem, by slug or id, with its samples and the statement in a language if it is to be had in that, if the caller sees it;
 * another version than the one that is published only its setters do. To whom a contest shows it before it is published it comes without tags and
 * acceptance, as on the contest's page, and a published one without tags while a contest has it; what is wrong with its package is its setters' alone.
 * @throws DocketError `problem_not_found`
 */
export async function getProblem(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: {
    readonly slug: string;
    readonly version?: number | undefined;
    readonly language?: string | undefined;
  },
): Promise<ProblemDetail> {
  const { slug, language } = input;
  const version = input.version ?? null;
  const loaded = await problemCache(ctx.db).get(`${version ?? ''}:${language?.toLowerCase() ?? ''}:${slug}`, () =>
    load(ctx, slug, version, language),
  );
  if (loaded === undefined || !(await seesVersion(ctx, loaded.problem, version)))
    throw new DocketError('problem_not_found', 'There is no problem of this name or id. GET /problems lists all.');
  const { problem, tellsTags } = loaded;
  const setter = await isSetterOf(ctx, problem.problemId);
  const told = setter || (problem.status === 'PUBLISHED' && tellsTags);
  const seen = told ? problem : { ...problem, tags: [], acceptance: null };
  if (ctx.actor.kind !== 'user') return seen;
  const [mine] = await solvedState(ctx.db.pool, [ctx.actor.userId, problem.problemId]);
  const own = { ...seen, solved: mine?.state ?? ('untouched' as const) };
  return setter ? { ...own, faults: await listProblemFaults(ctx, problem) } : own;
}

async function seesVersion(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  problem: Loaded['problem'],
  version: number | null,
): Promise<boolean> {
  if (version !== null && !(await isSetterOf(ctx, problem.problemId))) return false;
  // Spares everybody else the question; it is the first that `sees_problem` asks.
  return problem.status === 'PUBLISHED' || seesProblem(ctx, problem.problemId);
}

async function load(
  ctx: Pick<Ctx, 'db'>,
  slugOrId: string,
  version: number | null,
  language: string | undefined,
): Promise<Loaded | undefined> {
  // An id can also look like a slug; the slug, which people choose, comes second.
  const [row] = isUuid(slugOrId)
    ? await firstOf(ctx, slugOrId, version)
    : await bySlug(ctx.db.pool, [slugOrId, version]);
  if (row === undefined) return undefined;
  const samples = await samplesOf(ctx.db.pool, [row.id, row.version, SAMPLE_BYTES]);
  const interactions = await interactionsOf(ctx.db.pool, [row.id, row.version]);
  const shownSamples = await shownSamplesOf(ctx.db.pool, [row.id, row.version]);
  const problem = {
    ...toSummary(row, null),
    status: row.status,
    version: row.version,
    ...(await readStatement(ctx, row, language)),
    author: row.author,
    source: row.source,
    limits: {
      cpuMs: row.cpu_ms,
      memoryBytes: Number(row.memory_bytes),
      outputBytes: Number(row.output_bytes),
      codeBytes: row.code_bytes,
    },
    samples: samples.map((s) =>
      row.hides_samples
        ? { name: s.name, input: '', answer: '', hidden: true }
        : {
            name: s.name,
            input: shown(s.input, s.input_size),
            answer: shown(s.answer, s.answer_size),
            ...(s.input_size > s.input.length ? { shortened: true } : {}),
          },
    ),
    languages: row.languages,
    interactions: interactions.map(({ name, passes }) => ({ name, passes })),
    shownSamples: shownSamples.map(({ name, input, answer }) => ({ name, input, answer })),
    tests: row.tests,
    judging: judgingOf(row.judging),
    ...functionOf(row.judging),
  };
  return { problem, tellsTags: row.tells_tags };
}

/** What is told of it: neither the program nor what each test is worth. */
function judgingOf(stored: unknown): NonNullable<ProblemDetail['judging']> {
  const { kind, interactive, passes, groups } = stored === null ? PLAIN_JUDGING : judgingForm.parse(stored);
  const inner = groups.filter(
    (group) => !groups.some((other) => other !== group && other.path.startsWith(`${group.path}/`)),
  );
  return {
    kind,
    interactive,
    passes,
    maxScore: groups[0]?.maxScore ?? null,
    subtasks: inner
      .filter(({ path }) => path !== '' && !(ignoresSamples(groups) && path.split('/')[0] === 'sample'))
      .map(({ path, maxScore }) => ({ name: path, maxScore })),
  };
}

/** What is called, and never the solutions that are kept with it. */
function functionOf(stored: unknown): Pick<ProblemDetail, 'function'> {
  const called = stored === null ? undefined : judgingForm.parse(stored).function;
  return called === undefined
    ? {}
    : { function: { signature: called.signature, starters: { ...starters(called.signature) } } };
}

async function firstOf(ctx: Pick<Ctx, 'db'>, slugOrId: string, version: number | null): Promise<Row[]> {
  const rows = await byId(ctx.db.pool, [slugOrId, version]);
  return rows.length > 0 ? rows : bySlug(ctx.db.pool, [slugOrId, version]);
}

function shown(bytes: Buffer, size: number): string {
  const text = bytes.toString('utf8');
  return size > bytes.length ? `${text}\n… (the first ${bytes.length} of ${size} bytes)` : text;
}
