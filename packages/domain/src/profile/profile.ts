import type { z } from 'zod';
import type { ownProfile, publicProfile, Role } from '@docket/contracts/http/identity';
import type { ProfilePart } from '@docket/contracts/profile/parts';
import { prepare } from '@docket/db/statement';
import { hasConfirmed } from '../identity/user/confirmed-address.ts';
import type { Ctx } from '../spine/ctx.ts';

type Row = {
  id: string;
  username: string;
  email: string;
  email_confirmed: boolean;
  pending_email: string | null;
  phone: string | null;
  role: Role;
  created_at: Date;
  easy: number;
  medium: number;
  hard: number;
  submissions: number;
  accepted: number;
  activity: { day: string; submissions: number }[];
  hidden_parts: ProfilePart[];
};
export type ProfileRow = Row;

/** How far back days are counted: the 53 weeks that a calendar of a year shows. */
const ACTIVITY_DAYS = 53 * 7;

// Of many submissions at once: told is what `scope_told` says, which Postgres would call for each.
const profileColumns = `
  u.id, u.username, u.email, ${hasConfirmed('u')} AS email_confirmed, u.pending_email, u.phone, u.role, u.created_at, u.hidden_parts, s.easy, s.medium, s.hard, c.submissions, c.accepted, a.activity
  FROM users u,
  LATERAL (SELECT count(*) FILTER (WHERE p.difficulty = 'easy')::int AS easy, count(*) FILTER (WHERE p.difficulty = 'medium')::int AS medium,
                  count(*) FILTER (WHERE p.difficulty = 'hard')::int AS hard
             FROM user_problems x JOIN problems p ON p.id = x.problem_id WHERE x.user_id = u.id AND x.state = 'solved') s,
  LATERAL (SELECT count(*)::int AS submissions, count(*) FILTER (WHERE status = 'AC')::int AS accepted
             FROM submissions o LEFT JOIN judge_scopes t ON t.id = o.scope_id WHERE o.user_id = u.id AND (o.scope_id IS NULL OR t.told_at IS NOT NULL)) c,
  LATERAL (SELECT coalesce(json_agg(json_build_object('day', d.day, 'submissions', d.submissions) ORDER BY d.day), '[]') AS activity
             FROM (SELECT (submitted_at AT TIME ZONE 'UTC')::date AS day, count(*)::int AS submissions
                     FROM submissions o LEFT JOIN judge_scopes t ON t.id = o.scope_id
                    WHERE o.user_id = u.id AND o.submitted_at >= $2 AND (o.scope_id IS NULL OR t.told_at IS NOT NULL) GROUP BY 1) d) a`;

const byId = prepare('profile_by_id', `SELECT ${profileColumns} WHERE u.id = $1 AND u.disabled_at IS NULL`).rows<Row>();
const byName = prepare(
  'profile_by_name',
  `SELECT ${profileColumns} WHERE u.username = $1::citext AND u.disabled_at IS NULL`,
).rows<Row>();

/** A profile by id or by name; undefined when there is no such active user. */
export async function readProfile(ctx: Ctx, who: { userId: string } | { username: string }): Promise<Row | undefined> {
  const since = new Date(ctx.clock.now().getTime() - ACTIVITY_DAYS * 86_400_000);
  const [row] =
    'userId' in who ? await byId(ctx.db.pool, [who.userId, since]) : await byName(ctx.db.pool, [who.username, since]);
  return row;
}

const ownerStatement = prepare(
  'profile_owner',
  'SELECT u.id, u.hidden_parts FROM users u WHERE u.username = $1::citext AND u.disabled_at IS NULL',
).rows<{ hidden_parts: ProfilePart[] }>();

/** Whose profile it is and what they hide, without what is counted for it; undefined when there is no such active user. */
export async function readProfileOwner(
  ctx: Pick<Ctx, 'db'>,
  username: string,
): Promise<Pick<Row, 'id' | 'hidden_parts'> | undefined> {
  const [row] = await ownerStatement(ctx.db.pool, [username]);
  return row;
}

/** May the caller see a part of somebody's profile? One's own always. */
export function seesPart(
  { actor }: Pick<Ctx, 'actor'>,
  row: Pick<Row, 'id' | 'hidden_parts'>,
  part: ProfilePart,
): boolean {
  return (actor.kind === 'user' && actor.userId === row.id) || !row.hidden_parts.includes(part);
}

/** What the caller may see: neither address nor phone, and no part that is kept from them. */
export function toPublicProfile(ctx: Pick<Ctx, 'actor'>, row: Row): z.output<typeof publicProfile> {
  return {
    userId: row.id,
    username: row.username,
    role: row.role,
    joinedAt: row.created_at.toISOString(),
    ...(seesPart(ctx, row, 'solved') ? { solved: { easy: row.easy, medium: row.medium, hard: row.hard } } : {}),
    ...(seesPart(ctx, row, 'activity')
      ? { submissions: row.submissions, accepted: row.accepted, activity: row.activity }
      : {}),
    hidden: row.hidden_parts,
  };
}

export function toOwnProfile(ctx: Pick<Ctx, 'actor'>, row: Row): z.output<typeof ownProfile> {
  return {
    ...toPublicProfile(ctx, row),
    email: row.email,
    emailConfirmed: row.email_confirmed,
    pendingEmail: row.pending_email,
    phone: row.phone,
  };
}
