import { DocketError } from '@docket/contracts/errors';
import { discussionChannel } from '@docket/contracts/events/discussion';
import type { Post, Thread, threadKinds } from '@docket/contracts/http/discussion';
import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import type { NewEvent } from '../../spine/emit.ts';

export type PostRow = {
  id: string;
  problem_id: string;
  slug: string;
  thread_id: string | null;
  kind: 'reply' | (typeof threadKinds)[number];
  title: string | null;
  text: string;
  language: string | null;
  spoiler: boolean;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  hidden_at: Date | null;
  locked_at: Date | null;
  replies: number;
  author_id: string;
  /** Null: the account was deleted. */
  author: string | null;
};

/** Posts `d`, with the problem `p` and the author `w`. */
export const POST = `d.id, d.problem_id, p.slug, d.thread_id, d.kind, d.title, d.text, d.language, d.spoiler, d.created_at, d.edited_at, d.deleted_at, d.hidden_at,
  d.locked_at, d.replies, d.author_id, CASE WHEN w.deleted_at IS NULL THEN w.username::text END AS author`;
export const POST_FROM = 'discussion_posts d JOIN problems p ON p.id = d.problem_id JOIN users w ON w.id = d.author_id';

/** Who reads, as far as it decides what of a post is shown. */
export type Reader = {
  readonly userId: string | null;
  /** Hides and locks. */
  readonly moderates: boolean;
  readonly solved: boolean;
  /** Wants to see what gives something away. */
  readonly spoil: boolean;
};

/** Hidden posts are there for their authors and the moderation. */
export function isShown(row: Pick<PostRow, 'hidden_at' | 'author_id'>, reader: Reader): boolean {
  return row.hidden_at === null || reader.moderates || row.author_id === reader.userId;
}

/** A post as a reader may see it: the one place that decides whether its text is sent. */
export function toPost(row: PostRow, reader: Reader): Post {
  const own = row.author_id === reader.userId;
  const deleted = row.deleted_at !== null;
  const guarded = !deleted && row.spoiler && !(own || reader.moderates || reader.solved || reader.spoil);
  return {
    postId: row.id,
    problemId: row.problem_id,
    problemSlug: row.slug,
    author: deleted ? null : row.author,
    own,
    text: deleted || guarded ? null : row.text,
    spoiler: row.spoiler,
    guarded,
    deleted,
    hidden: row.hidden_at !== null,
    createdAt: row.created_at.toISOString(),
    editedAt: row.edited_at?.toISOString() ?? null,
  };
}

/** The first post of a thread. @throws Error for a reply */
export function toThread(row: PostRow, reader: Reader): Thread {
  if (row.kind === 'reply' || row.title === null) throw new Error(`${row.id} is a reply`);
  return {
    ...toPost(row, reader),
    kind: row.kind,
    title: row.title,
    language: row.language,
    replies: row.replies,
    locked: row.locked_at !== null,
  };
}

const oneStatement = prepare('discussion_post', `SELECT ${POST} FROM ${POST_FROM} WHERE d.id = $1`).rows<PostRow>();

/** A post by its id, whoever may see it. */
export async function findPost(on: Pool | PoolClient, id: string): Promise<PostRow | undefined> {
  const [row] = await oneStatement(on, [id]);
  return row;
}

export function noPost(): DocketError {
  return new DocketError('post_not_found', 'There is no such post, or it was taken away.');
}

export function noThread(): DocketError {
  return new DocketError('thread_not_found', 'There is no such discussion, or it was taken away.');
}

/** What those who have the discussion open are told: that they read it again. */
export function discussionNews(row: Pick<PostRow, 'id' | 'problem_id' | 'thread_id'>): NewEvent<'discussion.changed'> {
  return {
    channel: discussionChannel(row.problem_id),
    type: 'discussion.changed',
    data: { problemId: row.problem_id, threadId: row.thread_id ?? row.id },
  };
}

export function userOf({ actor }: Pick<Ctx, 'actor'>): string | null {
  return actor.kind === 'user' ? actor.userId : null;
}
