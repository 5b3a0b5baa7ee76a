import { DocketError } from '@docket/contracts/errors';
import type { listWithdrawals as listContract, Withdrawal } from '@docket/contracts/http/wallet';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import { toWithdrawal, WITHDRAWAL_COLUMNS, type WithdrawalRow } from './withdrawal-rows.ts';

const cursor = z.strictObject({ sequence: z.int() });

const oneStatement = prepare(
  'withdrawal_of_user',
  `SELECT ${WITHDRAWAL_COLUMNS} FROM withdrawals WHERE id = $1 AND user_id = $2`,
).rows<WithdrawalRow>();
const listStatement = prepare(
  'withdrawals_of_user',
  `SELECT ${WITHDRAWAL_COLUMNS} FROM withdrawals WHERE user_id = $1 AND ($2::int IS NULL OR sequence < $2) ORDER BY sequence DESC LIMIT $3`,
).rows<WithdrawalRow>();

/** A withdrawal of the caller's. @throws DocketError unauthenticated, withdrawal_not_found */
export async function getWithdrawal(ctx: Ctx, { id }: { readonly id: string }): Promise<Withdrawal> {
  const { userId } = requireUser(ctx);
  const [row] = await oneStatement(ctx.db.pool, [id, userId]);
  if (row === undefined) throw new DocketError('withdrawal_not_found', 'There is no withdrawal of yours with this id.');
  return toWithdrawal(row);
}

/** The caller's withdrawals, newest first. @throws DocketError unauthenticated, invalid_request (cursor) */
export async function listWithdrawals(
  ctx: Ctx,
  input: RouteQuery<typeof listContract>,
): Promise<RouteResponse<typeof listContract>> {
  const { userId } = requireUser(ctx);
  const before = input.cursor === undefined ? null : decodeCursor(cursor, input.cursor).sequence;
  const rows = await listStatement(ctx.db.pool, [userId, before, input.limit + 1]);
  const data = rows.slice(0, input.limit).map(toWithdrawal);
  const last = data.at(-1);
  return {
    data,
    meta: {
      nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ sequence: last.sequence }) : null,
    },
  };
}
