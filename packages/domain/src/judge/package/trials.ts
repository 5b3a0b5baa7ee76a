import type { ProblemTrials } from '@docket/contracts/http/setter';
import { finalVerdict, testVerdict } from '@docket/contracts/judge/verdict';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { findOwnVersion } from '../problem/versions.ts';
import { readStoredMaterial } from '../setter/stored-material.ts';
import { proposeTimeLimit, type Timed } from './time-limit.ts';
import { storedExpectations } from './stored-expectations.ts';

const checksStatement = prepare(
  'trials_of_version',
  `SELECT c.path, c.language, c.expects, c.status, c.results, c.files = '[]'::jsonb AS own
     FROM package_checks c WHERE c.problem_id = $1 AND c.version = $2 AND c.expects IS DISTINCT FROM '[]'::jsonb ORDER BY c.path`,
).rows<{ own: boolean }>();
const testsStatement = prepare(
  'tests_of_version',
  'SELECT t.name, t.sample FROM problem_tests t WHERE t.problem_id = $1 AND t.version = $2 ORDER BY t.ordinal',
);
const limitStatement = prepare(
  'limit_of_version',
  'SELECT v.cpu_ms, v.material FROM problem_versions v WHERE v.problem_id = $1 AND v.version = $2',
);

const storedResults = z.array(z.object({ name: z.string(), verdict: testVerdict, cpuMs: z.number() })).nullable();

/** What a program is for the time limit, and in a word, by what is promised of all tests. */
function promised(expects: unknown): { readonly role: Timed['role']; readonly word: string | null } {
  const whole =
    storedExpectations
      .nullable()
      .parse(expects)
      ?.filter(({ tests }) => tests === null) ?? [];
  const required = whole.flatMap((one) => one.required ?? []);
  const permitted = whole.flatMap((one) => one.permitted ?? []);
  const [only, ...more] = new Set(required.length > 0 ? required : permitted);
  const word = only === undefined || more.length > 0 ? null : only;
  return { role: word === 'AC' ? 'accepted' : word === 'TLE' ? 'slow' : 'other', word };
}

/**
 * Which test fails which sample submission of a version, and what time limit follows from how long they took.
 * @throws DocketError `unauthenticated`, `forbidden`, `problem_not_found`
 */
export async function getTrials(
  ctx: Ctx,
  input: { readonly slug: string; readonly version?: number | undefined },
): Promise<ProblemTrials> {
  const { id, version } = await findOwnVersion(ctx, input);
  const tests = await testsStatement(ctx.db.pool, [id, version]);
  const rows = await checksStatement(ctx.db.pool, [id, version]);
  const [limit] = await limitStatement(ctx.db.pool, [id, version]);
  const programs = rows
    .filter(({ own }) => !own)
    .map(({ path, language, expects, status, results }) => ({
      path,
      language,
      status: finalVerdict.nullable().parse(status),
      ...promised(expects),
      results: storedResults.parse(results) ?? [],
    }));
  const shown = programs.map((one) => {
    const { role: _, word, ...program } = one;
    const byName = new Map(program.results.map(({ name, verdict, cpuMs }) => [name, { verdict, cpuMs }]));
    return {
      ...program,
      expected: word,
      results: tests.map(({ name }) => byName.get(name) ?? null),
      kills: program.results.filter(({ verdict }) => verdict !== 'AC').length,
    };
  });
  const wrong = shown.filter(
    ({ expected, results }) => expected !== 'AC' && expected !== 'CE' && results.some((one) => one !== null),
  );
  const idle = tests.flatMap(({ name, sample }, at) =>
    !sample && wrong.length > 0 && wrong.every(({ results }) => (results[at]?.verdict ?? 'AC') === 'AC') ? [name] : [],
  );
  const { timeRule } = readStoredMaterial(limit?.material);
  return {
    version,
    tests: tests.map(({ name }) => name),
    programs: shown,
    idle,
    timeLimit: proposeTimeLimit(programs, timeRule, limit?.cpu_ms ?? 0),
  };
}
