import { DocketError } from '@docket/contracts/errors';
import type { PayoutDetail } from '@docket/contracts/http/payout';
import { prepare } from '@docket/db/statement';
import { minorOf } from '../ledger/account-rows.ts';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { PAYOUT_COLUMNS, toPayout, type PayoutRow } from './payout-rows.ts';

/** How many of those behind are named. */
const NAMED = 20;

const oneStatement = prepare(
  'payout_one',
  `SELECT ${PAYOUT_COLUMNS} FROM withdrawals w JOIN users u ON u.id = w.user_id WHERE w.id = $1`,
).rows<PayoutRow>();
const transfersStatement = prepare(
  'payout_transfers',
  `SELECT id, kind, phase, created_at FROM ledger_transfers WHERE subject_kind = 'withdrawal' AND subject_id = $1 ORDER BY created_at, id`,
).rows<{ phase: PayoutDetail['transfers'][number]['phase'] }>();
const openStatement = prepare(
  'payout_open_of_wallet',
  `SELECT id, sequence, amount, currency FROM withdrawals
    WHERE user_id = $1 AND status IN ('WAITING', 'SENDING', 'UNKNOWN', 'SENT') ORDER BY sequence`,
).rows<OpenRow>();

type OpenRow = { id: string; sequence: number; amount: string; currency: string };

function toNeighbour({ id, sequence, amount, currency }: OpenRow) {
  return { withdrawalId: id, sequence, amountMinor: minorOf(amount), currency };
}

/** One withdrawal of anybody's, with its transfers and its place in its wallet. @throws DocketError unauthenticated, forbidden, withdrawal_not_found */
export async function getPayout(ctx: Ctx, { id }: { readonly id: string }): Promise<PayoutDetail> {
  requireRole(ctx, 'admin');
  const [row] = await oneStatement(ctx.db.pool, [id]);
  if (row === undefined) throw new DocketError('withdrawal_not_found', 'There is no withdrawal with this id.');
  const [transfers, open] = await Promise.all([
    transfersStatement(ctx.db.pool, [id]),
    openStatement(ctx.db.pool, [row.user_id]),
  ]);
  // What has ended keeps nobody waiting.
  const isOpen = open.some((one) => one.id === id);
  const behind = isOpen ? open.filter(({ sequence }) => sequence > row.sequence) : [];
  const [first] = open;
  return {
    ...toPayout(row),
    providerRef: row.provider_ref,
    transfers: transfers.map((one) => ({
      transferId: one.id,
      kind: one.kind,
      phase: one.phase,
      at: one.created_at.toISOString(),
    })),
    waitsFor: isOpen && first !== undefined && first.id !== id ? toNeighbour(first) : null,
    behind: behind.slice(0, NAMED).map(toNeighbour),
    behindCount: behind.length,
  };
}
