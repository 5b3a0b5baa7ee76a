import { DocketError } from '@docket/contracts/errors';
import type { Voucher } from '@docket/contracts/http/voucher';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { toVoucher, VOUCHER_COLUMNS, type VoucherRow } from './rows.ts';

const withdrawStatement = prepare(
  'voucher_withdraw',
  `UPDATE vouchers v SET withdrawn_at = coalesce(v.withdrawn_at, clock_timestamp()) FROM pool_counters c
    WHERE v.id = $1 AND c.pool_id = v.id AND c.unit = 0 RETURNING ${VOUCHER_COLUMNS}, c.held, c.sold`,
).rows<VoucherRow>();

/**
 * Withdraws a voucher for good. What holds it at that moment keeps it and can be confirmed at its price; what is asked for and not decided yet is
 * refused as `voucher_invalid`. Withdrawn again, it stays withdrawn since the first time.
 * @throws DocketError forbidden, voucher_not_found
 */
export async function withdrawVoucher(ctx: Ctx, input: { readonly id: string }): Promise<Voucher> {
  requireRole(ctx, 'manager', 'admin');
  const [row] = await withdrawStatement(ctx.db.pool, [input.id]);
  if (row === undefined) throw new DocketError('voucher_not_found', 'There is no such voucher.');
  ctx.log.info({ voucherId: input.id }, 'voucher withdrawn');
  return toVoucher(row);
}
