import { DocketError } from '@docket/contracts/errors';
import type { RouteBody } from '@docket/contracts/http/route';
import type { createVoucher as contract, Voucher } from '@docket/contracts/http/voucher';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { openStockPool } from '../../reservation/kinds/stock.ts';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { invalidFields } from '../../spine/invalid.ts';
import { toVoucher, VOUCHER_COLUMNS, type VoucherRow } from './rows.ts';

const createStatement = prepare(
  'voucher_create',
  `INSERT INTO vouchers AS v (id, code, percent, amount_minor, currency, quota, per_user, valid_from, valid_until, show_ids, classes)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (code) DO NOTHING RETURNING ${VOUCHER_COLUMNS}, 0 AS held, 0 AS sold`,
).rows<VoucherRow>();
const unknownStatement = prepare(
  'unknown_shows',
  'SELECT u.id FROM unnest($1::uuid[]) AS u(id) WHERE NOT EXISTS (SELECT FROM shows s WHERE s.id = u.id)',
).rows<{ id: string }>();

/** Makes a voucher, with the pool that its quota is. @throws DocketError forbidden, invalid_request, voucher_taken, show_not_found */
export async function createVoucher(ctx: Ctx, input: RouteBody<typeof contract>): Promise<Voucher> {
  requireRole(ctx, 'manager', 'admin');
  if (input.validUntil !== undefined && new Date(input.validUntil) <= ctx.clock.now())
    throw invalidFields([['body.validUntil', 'must lie in the future, or nobody could use it']]);
  const row = await change(ctx, async (tx) => {
    const unknown = await unknownStatement(tx.client, [input.showIds]);
    if (unknown.length > 0)
      throw new DocketError('show_not_found', `There is no show ${unknown.map(({ id }) => id).join(', ')}.`, {
        fields: unknown.map(({ id }) => ({
          path: `body.showIds.${input.showIds.indexOf(id)}`,
          message: 'no such show',
        })),
      });
    const id = newId();
    const [made] = await createStatement(tx.client, [
      id,
      input.code,
      input.percent ?? null,
      input.amountMinor ?? null,
      input.currency ?? null,
      input.quota,
      input.perUser ?? null,
      input.validFrom ?? null,
      input.validUntil ?? null,
      input.showIds,
      input.classes,
    ]);
    if (made === undefined)
      throw new DocketError('voucher_taken', `There is a voucher ${input.code} already; take another code.`, {
        fields: [{ path: 'body.code', message: 'is in use' }],
      });
    await openStockPool(tx.client, { itemId: id, pieces: input.quota });
    return made;
  });
  return toVoucher(row);
}
