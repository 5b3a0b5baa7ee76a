import { DocketError } from '@docket/contracts/errors';
import type { CcsSubmission, CcsSubmissionAsked } from '@docket/contracts/ccs/submission';
import { CODE_LIMIT_BYTES, FILES_MAX, type SourceFile } from '@docket/contracts/http/submission';
import { openZipPackage } from '@docket/problem-package/zip';
import { problemOf } from '../contest/desk/clarifications.ts';
import { requireProblems } from '../contest/problem/list.ts';
import type { DepthLimits } from '../judge/queue/refusals.ts';
import { submitSubmission } from '../judge/submission/submit.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import type { Keyed } from '../spine/idempotency.ts';
import { foldOf } from './folds.ts';
import { withFiles } from './objects/submissions.ts';
import { readerOf } from './view.ts';

type Input = CcsSubmissionAsked & DepthLimits & Keyed & { readonly id: string };

const CAPS = {
  files: FILES_MAX * 2,
  totalBytes: CODE_LIMIT_BYTES * 2,
  fileBytes: CODE_LIMIT_BYTES,
  ratio: 1_000,
  ratioFreeBytes: CODE_LIMIT_BYTES * 2,
};

/**
 * Hands in as the caller's team. Team and time are the server's to say.
 * @throws DocketError as `submitSubmission`, and `contest_not_participant`, `contest_problem_not_found`, those of archives, `user_mismatch` for another team
 */
export async function ccsSubmit(ctx: Ctx, input: Input): Promise<CcsSubmission> {
  requireUser(ctx);
  const { contest, view } = await readerOf(ctx, input.id);
  if (view.kind !== 'team')
    throw new DocketError('contest_not_participant', 'Submissions are handed in by those who take part.');
  if (input.team_id != null && input.team_id !== view.team)
    throw new DocketError('user_mismatch', 'The team_id is not yours; leave it out or send your own.');
  requireProblems(contest, ctx.clock.now());
  const problemId = await problemOf(ctx, contest.id, input.problem_id);
  if (problemId === null) throw new DocketError('contest_problem_not_found', 'Say which problem it is.');
  const files = await unpacked(input.files[0]?.data ?? '');
  refuseEntryPoint(input.entry_point ?? '', files);
  const { idempotencyKey, depthLimit, userDepthLimit, onReplay } = input;
  const { submissionId } = await submitSubmission(ctx, {
    problemId,
    language: input.language_id,
    files,
    contestId: contest.id,
    idempotencyKey,
    depthLimit,
    userDepthLimit,
    ...(onReplay === undefined ? {} : { onReplay }),
  });
  const found = (await foldOf(ctx, contest)).submission(view, submissionId);
  if (found === null) throw new DocketError('submission_not_found', 'The submission does not count any more.');
  return withFiles({ view, contest }, found.team, found.data);
}

async function unpacked(data: string): Promise<SourceFile[]> {
  const archive = await openZipPackage(Buffer.from(data, 'base64'), { caps: CAPS, plain: true });
  if (archive.paths.length === 0 || archive.paths.length > FILES_MAX)
    throw new DocketError('invalid_request', `The archive has ${archive.paths.length} files; send 1 to ${FILES_MAX}.`);
  const files: SourceFile[] = [];
  for (const name of archive.paths) files.push({ name, content: textOf(name, await archive.read(name)) });
  return files;
}

function textOf(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DocketError('invalid_code', `${name} is not UTF-8 text; send source code.`, { cause });
  }
}

/** Docket finds it itself, so one that leads nowhere is a mistake that is told. */
function refuseEntryPoint(entryPoint: string, files: readonly SourceFile[]): void {
  if (entryPoint === '') return;
  const name = entryPoint.split('.').at(-1) ?? '';
  const isThere = files.some(
    (file) =>
      file.name === entryPoint || file.name.replace(/\.[^.]*$/, '') === entryPoint || file.content.includes(name),
  );
  if (!isThere)
    throw new DocketError(
      'invalid_request',
      `Nothing in the archive is called ${JSON.stringify(entryPoint)}; leave entry_point out.`,
    );
}
