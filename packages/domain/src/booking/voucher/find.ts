import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import type { Discount } from '../price/discount.ts';

export type FoundVoucher = Discount & { readonly id: string; readonly code: string };

/** Of `vouchers v`: good for the show `s` now. How often it was used its pool says, where it is taken. */
export const VOUCHER_IS_GOOD = `(cardinality(v.show_ids) = 0 OR s.id = ANY (v.show_ids)) AND (v.currency IS NULL OR v.currency = s.currency)
  AND v.withdrawn_at IS NULL AND (v.valid_from IS NULL OR v.valid_from <= clock_timestamp()) AND (v.valid_until IS NULL OR v.valid_until > clock_timestamp())`;

const findStatement = prepare(
  'voucher_of_show',
  `SELECT v.id, v.code, v.percent, v.amount_minor AS "amountMinor", v.classes FROM vouchers v JOIN shows s ON s.id = $2 WHERE v.code = $1 AND ${VOUCHER_IS_GOOD}`,
).rows<{ classes: string[] }>();

/** A voucher that may be used for a show now. @throws DocketError voucher_invalid */
export async function findVoucher(
  ctx: Pick<Ctx, 'db'>,
  asked: { readonly code: string; readonly showId: string },
): Promise<FoundVoucher> {
  const [row] = await findStatement(ctx.db.pool, [asked.code, asked.showId]);
  if (row === undefined)
    throw new DocketError('voucher_invalid', `The voucher ${asked.code} is not good for this show now.`, {
      fields: [
        {
          path: 'body.voucher',
          message: 'there is no such voucher, it is for other shows, its time is over, or it was withdrawn',
        },
      ],
    });
  return row;
}
