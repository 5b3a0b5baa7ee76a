import { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import type { Role } from '@docket/contracts/http/identity';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type {
  AccountChangeKind,
  getUser as getContract,
  listUsers as listContract,
  UserRow,
} from '@docket/contracts/http/users';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';

const cursorSchema = z.strictObject({ id: z.uuid() });
/** Of one account; what is older is read in the table. */
const CHANGES_SHOWN = 100;

const sessionsStatement = prepare(
  'user_sessions_open',
  `SELECT count(*)::int AS sessions, max(coalesce(seen_at, created_at)) AS seen_at FROM sessions
    WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2`,
).rows<{ sessions: number }>();

/** What the list shows of a row of `users`. */
const shown = {
  id: true,
  username: true,
  email: true,
  emailConfirmedAt: true,
  role: true,
  createdAt: true,
  disabledAt: true,
} as const;

type Row = {
  id: string;
  username: string;
  email: string;
  emailConfirmedAt: Date | null;
  role: string;
  createdAt: Date;
  disabledAt: Date | null;
};

function toUser(row: Row): UserRow {
  return {
    userId: row.id,
    username: row.username,
    email: row.email,
    emailConfirmed: row.emailConfirmedAt !== null,
    // A CHECK holds it to these.
    role: row.role as Role,
    state: row.disabledAt === null ? 'active' : 'disabled',
    joinedAt: row.createdAt.toISOString(),
  };
}

/** Accounts, the newest first. Admins only. @throws DocketError `unauthenticated`, `forbidden`, `invalid_request` (cursor) */
export async function listUsers(
  ctx: Ctx,
  input: RouteQuery<typeof listContract>,
): Promise<RouteResponse<typeof listContract>> {
  requireRole(ctx, 'admin');
  const { search, role, state, limit } = input;
  const after = input.cursor === undefined ? undefined : decodeCursor(cursorSchema, input.cursor).id;
  // What people type is no pattern.
  const part =
    search === undefined
      ? undefined
      : // Prisma compares these columns as text, whose case counts.
        ({ contains: search.replace(/[\\%_]/g, String.raw`\$&`), mode: 'insensitive' } as const);
  const rows = await ctx.db.prisma.user.findMany({
    select: shown,
    where: {
      deletedAt: null,
      ...(after !== undefined && { id: { lt: after } }),
      ...(role !== undefined && { role }),
      ...(state !== undefined && { disabledAt: state === 'active' ? null : { not: null } }),
      ...(part !== undefined && { OR: [{ username: part }, { email: part }] }),
    },
    // Ids are made by time.
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map(toUser),
    meta: { nextCursor: rows.length > limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}

/** One account and what was changed about it. Admins only. @throws DocketError `unauthenticated`, `forbidden`, `user_not_found` */
export async function getUser(
  ctx: Ctx,
  { userId }: { readonly userId: string },
): Promise<RouteResponse<typeof getContract>> {
  requireRole(ctx, 'admin');
  const [row, [open]] = await Promise.all([
    ctx.db.prisma.user.findFirst({
      where: { id: userId, deletedAt: null },
      select: {
        ...shown,
        pendingEmail: true,
        phone: true,
        changes: { orderBy: { id: 'desc' }, take: CHANGES_SHOWN },
      },
    }),
    sessionsStatement(ctx.db.pool, [userId, ctx.clock.now()]),
  ]);
  if (row === null) throw new DocketError('user_not_found', 'There is no such user.');
  return {
    ...toUser(row),
    disabledAt: row.disabledAt?.toISOString() ?? null,
    pendingEmail: row.pendingEmail,
    phone: row.phone,
    sessions: open?.sessions ?? 0,
    seenAt: open?.seen_at?.toISOString() ?? null,
    changes: row.changes.map((change) => ({
      changeId: change.id,
      kind: change.kind as AccountChangeKind,
      actor: change.actor,
      before: change.before,
      after: change.after,
      at: change.at.toISOString(),
    })),
  };
}
