import { Readable } from 'node:stream';
import { DocketError } from '@docket/contracts/errors';
import { sourceFile } from '@docket/contracts/http/submission';
import { prepare } from '@docket/db/statement';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import { keepRecord } from '../contest/audit.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { readsCode } from './objects/submissions.ts';
import { sourceOf } from './source.ts';

const filesStatement = prepare(
  'ccs_submission_files',
  'SELECT s.files, s.submitted_at FROM submissions s WHERE s.scope_id = $1 AND s.id = $2',
);
const files = z.array(sourceFile);

/** The code of a submission, zipped, its files at the root. Undefined: there is no such submission. */
export async function zipOf(
  ctx: Pick<Ctx, 'db'>,
  contestId: string,
  submissionId: string,
): Promise<Readable | undefined> {
  const [row] = await filesStatement(ctx.db.pool, [contestId, submissionId]);
  if (row === undefined) return undefined;
  const zip = new ZipFile();
  for (const { name, content } of files.parse(row.files))
    zip.addBuffer(Buffer.from(content), name, { mtime: row.submitted_at });
  zip.end();
  return Readable.from(zip.outputStream);
}

/**
 * The code of a submission, for the team and for the jury. That somebody of the jury read it is kept, before it is.
 * @throws DocketError `contest_not_found`, `submission_not_found`
 */
export async function ccsFiles(
  ctx: Ctx,
  { id, objectId }: { readonly id: string; readonly objectId: string },
): Promise<Readable> {
  const { contest, fold, view } = await sourceOf(ctx, id);
  const found = fold.submission(view, objectId);
  const none = (): DocketError =>
    new DocketError('submission_not_found', 'There is no such submission whose code you may read.');
  if (found === null || !readsCode(view, found.team)) throw none();
  if (view.kind === 'jury')
    await change(ctx, (tx) =>
      keepRecord(ctx, tx, { contestId: contest.id, act: 'submission.read', subject: objectId }),
    );
  const zip = await zipOf(ctx, contest.id, objectId);
  if (zip === undefined) throw none();
  return zip;
}
