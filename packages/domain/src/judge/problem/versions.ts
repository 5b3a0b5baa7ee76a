import { DocketError } from '@docket/contracts/errors';
import type { ProblemVersionSummary } from '@docket/contracts/http/setter';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { findOwnProblem } from './authority.ts';

const versionStatement = prepare(
  'own_version',
  `SELECT v.version FROM problems p JOIN problem_versions v ON v.problem_id = p.id AND v.version = coalesce($2, p.next_version, p.current_version)
    WHERE p.id = $1`,
);
const listStatement = prepare(
  'problem_version_list',
  `SELECT v.version, v.created_at, u.username::text AS importer, coalesce(v.title, p.title) AS title, v.version = p.current_version AS current,
          (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = v.problem_id AND t.version = v.version) AS tests
     FROM problem_versions v JOIN problems p ON p.id = v.problem_id LEFT JOIN users u ON u.id = v.imported_by_id
    WHERE v.problem_id = $1 ORDER BY v.version DESC LIMIT 200`,
).rows<{
  version: number;
  created_at: Date;
  title: string;
  current: boolean;
  tests: number;
  importer: string | null;
}>();

/** A version of a problem that the caller may change; without a number the newest. @throws DocketError `unauthenticated`, `forbidden`, `problem_not_found` */
export async function findOwnVersion(
  ctx: Ctx,
  input: { readonly slug: string; readonly version?: number | undefined },
): Promise<{ readonly id: string; readonly slug: string; readonly version: number }> {
  const { id, slug } = await findOwnProblem(ctx, input.slug);
  const [row] = await versionStatement(ctx.db.pool, [id, input.version ?? null]);
  if (row === undefined) throw new DocketError('problem_not_found', `${slug} has no version ${input.version}.`);
  return { id, slug, version: row.version };
}

/** Versions of a problem, newest first. @throws DocketError `unauthenticated`, `forbidden`, `problem_not_found` */
export async function listVersions(
  ctx: Ctx,
  input: { readonly slug: string },
): Promise<{ data: ProblemVersionSummary[] }> {
  const { id } = await findOwnProblem(ctx, input.slug);
  const rows = await listStatement(ctx.db.pool, [id]);
  return {
    data: rows.map(({ version, created_at: at, importer, title, tests, current }) => ({
      version,
      importedAt: at.toISOString(),
      importedBy: importer,
      title,
      tests,
      current,
    })),
  };
}
