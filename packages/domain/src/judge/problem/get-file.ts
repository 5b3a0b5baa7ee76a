import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { getProblem } from './get-problem.ts';

const fileStatement = prepare(
  'problem_file',
  `SELECT f.kind, f.media_type, b.bytes FROM problem_files f JOIN blobs b ON b.hash = f.hash
    WHERE f.problem_id = $1 AND f.hash = $2 ORDER BY f.version DESC LIMIT 1`,
);

/** `inline`: browsers may show it, otherwise they keep it. */
export type ProblemFile = { readonly bytes: Uint8Array; readonly mediaType: string; readonly inline: boolean };

/**
 * A file of a problem, of whatever version, for whoever may read the problem.
 * @param input `hash` says which it is
 * @throws DocketError `problem_not_found`
 */
export async function getProblemFile(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { readonly slug: string; readonly hash: string },
): Promise<ProblemFile> {
  const { problemId } = await getProblem(ctx, { slug: input.slug });
  const [file] = await fileStatement(ctx.db.pool, [problemId, input.hash]);
  if (file === undefined) throw new DocketError('problem_not_found', 'This problem has no such file.');
  return {
    bytes: file.bytes,
    mediaType: file.media_type,
    inline: file.kind === 'statement',
  };
}
