import { voucher, type Voucher } from '@docket/contracts/http/voucher';

export type VoucherRow = {
  id: string;
  code: string;
  percent: number | null;
  amount_minor: number | null;
  currency: string | null;
  quota: number;
  per_user: number | null;
  valid_from: Date | null;
  valid_until: Date | null;
  show_ids: string[];
  classes: string[];
  created_at: Date;
  withdrawn_at: Date | null;
  /** Of its pool. */
  held: number;
  sold: number;
};

/** Of `vouchers v`. */
export const VOUCHER_COLUMNS = `v.id, v.code, v.percent, v.amount_minor, v.currency, v.quota, v.per_user, v.valid_from, v.valid_until, v.show_ids, v.classes,
  v.created_at, v.withdrawn_at`;

export function toVoucher(row: VoucherRow): Voucher {
  return voucher.parse({
    voucherId: row.id,
    code: row.code,
    percent: row.percent,
    amountMinor: row.amount_minor,
    currency: row.currency,
    quota: row.quota,
    perUser: row.per_user,
    validFrom: row.valid_from?.toISOString() ?? null,
    validUntil: row.valid_until?.toISOString() ?? null,
    showIds: row.show_ids,
    classes: row.classes,
    held: row.held,
    used: row.sold,
    createdAt: row.created_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  });
}
