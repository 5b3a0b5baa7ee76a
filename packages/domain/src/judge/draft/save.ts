import { DocketError } from '@docket/contracts/errors';
import { userChannel } from '@docket/contracts/events/envelope';
import { draft, DRAFTS_BYTES, DRAFTS_MAX, type saveDraft as contract } from '@docket/contracts/http/draft';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import { CODE_LIMIT_BYTES } from '@docket/contracts/http/submission';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { getProblem } from '../problem/get-problem.ts';

type Input = RouteBody<typeof contract> & { readonly slug: string; readonly language: string };
type Files = Input['files'];
type Saved = RouteResponse<typeof contract>;

/** Emptied drafts stay, for their version; with them there may be twice as many. */
const EMPTIED_TOO = 2 * DRAFTS_MAX;

// One save of a person at a time: what is counted stays so, and of two changes of one version the second sees the first.
const lockStatement = prepare('lock_drafts_of_user', 'SELECT u.id FROM users u WHERE u.id = $1 FOR NO KEY UPDATE');

const currentStatement = prepare(
  'draft_before_change',
  `SELECT d.version, d.files, d.bytes, d.updated_at FROM drafts d
    WHERE d.user_id = $1 AND d.problem_id = $2 AND d.language = $3`,
);

const othersStatement = prepare(
  'drafts_beside',
  `SELECT count(*) FILTER (WHERE d.files <> '[]')::int AS drafts, count(*)::int AS rows, coalesce(sum(d.bytes), 0)::int AS bytes FROM drafts d
    WHERE d.user_id = $1 AND (d.problem_id, d.language) <> ($2::uuid, $3::text)`,
).rows<{ drafts: number; rows: number; bytes: number }>();

const saveStatement = prepare(
  'save_draft',
  `INSERT INTO drafts (user_id, problem_id, language, version, files, bytes, updated_at)
   VALUES ($1, $2, $3, $4::int + 1, $5::jsonb, $6, $7)
   ON CONFLICT (user_id, problem_id, language) DO UPDATE
      SET version = excluded.version, files = excluded.files, bytes = excluded.bytes, updated_at = excluded.updated_at
    WHERE drafts.version = $4::int
   RETURNING version, updated_at`,
);

/** What a text in Postgres cannot hold no compiler takes either. @returns bytes of all contents in UTF-8 */
function sizeOf(files: Files): number {
  for (const { name, content } of files) {
    if (content.includes('\0') || name.includes('\0') || !content.isWellFormed() || !name.isWellFormed())
      throw new DocketError(
        'invalid_code',
        `${JSON.stringify(name)} holds a NUL character or half a surrogate pair, which no compiler takes.`,
      );
  }
  const bytes = files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  if (bytes > CODE_LIMIT_BYTES)
    throw new DocketError('code_too_large', `The code has ${bytes} bytes; at most ${CODE_LIMIT_BYTES} are kept.`);
  return bytes;
}

/**
 * Keeps code that is being written, if it was made from the version that is kept. The same files again change nothing, whatever they were
 * made from: an answer that was lost is no conflict.
 * @throws DocketError unauthenticated, problem_not_found, invalid_code, code_too_large, draft_conflict, drafts_full
 */
export async function saveDraft(ctx: Ctx, input: Input): Promise<Saved> {
  const { userId } = requireUser(ctx);
  const { problemId } = await getProblem(ctx, { slug: input.slug });
  const { language, files, baseVersion } = input;
  const bytes = sizeOf(files);
  return change(ctx, async (tx) => {
    await lockStatement(tx.client, [userId]);
    const [current] = await currentStatement(tx.client, [userId, problemId, language]);
    if (current !== undefined && sameFiles(draft.shape.files.parse(current.files), files))
      return { language, version: current.version, bytes, updatedAt: current.updated_at.toISOString() };
    if ((current?.version ?? 0) !== baseVersion) throw conflict(baseVersion, current?.version);
    // Nothing was written yet: the language's template is no draft.
    if (current === undefined && files.length === 0)
      return { language, version: 0, bytes: 0, updatedAt: ctx.clock.now().toISOString() };
    if (current === undefined || files.length > 0) await requireRoom(tx, { userId, problemId, language, bytes });
    const [saved] = await saveStatement(tx.client, [
      userId,
      problemId,
      language,
      baseVersion,
      JSON.stringify(files),
      bytes,
      ctx.clock.now(),
    ]);
    if (saved === undefined) throw conflict(baseVersion, current?.version);
    const { version, updated_at: at } = saved;
    tx.emit({
      channel: userChannel(userId),
      type: 'draft.updated',
      data: { userId, problemId, language, version },
    });
    return { language, version, bytes, updatedAt: at.toISOString() };
  });
}

function conflict(base: number, current: number | undefined): DocketError {
  return new DocketError(
    'draft_conflict',
    `Your change was made from version ${base}, and version ${current ?? 'another'} is kept. Read it, and save over it or take it.`,
  );
}

type Place = {
  readonly userId: string;
  readonly problemId: string;
  readonly language: string;
  readonly bytes: number;
};

async function requireRoom(tx: Tx, { userId, problemId, language, bytes }: Place): Promise<void> {
  const [others] = await othersStatement(tx.client, [userId, problemId, language]);
  if (
    others === undefined ||
    (others.drafts < DRAFTS_MAX && others.rows < EMPTIED_TOO && others.bytes + bytes <= DRAFTS_BYTES)
  )
    return;
  throw new DocketError(
    'drafts_full',
    `You have ${others.drafts} drafts of ${others.bytes} bytes; an account keeps ${DRAFTS_MAX} of together ${DRAFTS_BYTES} bytes. Reset one to its template to make room.`,
  );
}

function sameFiles(one: Files, other: Files): boolean {
  return (
    one.length === other.length &&
    one.every((file, at) => file.name === other[at]?.name && file.content === other[at].content)
  );
}
