import { DocketError } from '@docket/contracts/errors';
import type { BookingDetail } from '@docket/contracts/http/booking';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { DETAIL_COLUMNS, DETAIL_FROM, toDetail, type DetailRow } from './rows.ts';

const detailStatement = prepare(
  'booking_detail',
  `SELECT ${DETAIL_COLUMNS} FROM ${DETAIL_FROM} WHERE b.id = $1 AND ($2::uuid IS NULL OR b.user_id = $2)`,
).rows<DetailRow>();

export function bookingNotFound(): DocketError {
  return new DocketError('booking_not_found', 'There is no such booking among yours.');
}

/** One booking: for its user and for admins. To others it does not exist. @throws DocketError unauthenticated, booking_not_found */
export async function getBooking(ctx: Ctx, input: { readonly id: string }): Promise<BookingDetail> {
  const user = requireUser(ctx);
  const [row] = await detailStatement(ctx.db.pool, [input.id, user.role === 'admin' ? null : user.userId]);
  if (row === undefined) throw bookingNotFound();
  return toDetail(row);
}
