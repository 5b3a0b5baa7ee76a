import { DocketError } from '@docket/contracts/errors';
import type { LedgerTransfer } from '@docket/contracts/http/ledger';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { minorOf } from './account-rows.ts';
import type { AccountRole } from './transfer.ts';

type TransferRow = {
  id: string;
  phase: LedgerTransfer['phase'];
  kind: string;
  subject_kind: string;
  subject_id: string;
  pending_id: string | null;
  created_at: Date;
  end_id: string | null;
  end_phase: 'settled' | 'voided' | null;
  end_at: Date | null;
};
type LineRow = {
  account_id: string;
  role: AccountRole;
  owner: string;
  currency: string;
  side: 'debit' | 'credit';
  amount: string;
};

const transferStatement = prepare(
  'ledger_transfer',
  `SELECT t.id, t.phase, t.kind, t.subject_kind, t.subject_id, t.pending_id, t.created_at, e.id AS end_id, e.phase AS end_phase, e.created_at AS end_at
     FROM ledger_transfers t LEFT JOIN ledger_transfers e ON e.pending_id = t.id WHERE t.id = $1`,
).rows<TransferRow>();
const linesStatement = prepare(
  'ledger_transfer_entries',
  `SELECT e.account_id, a.role, a.owner, a.currency, e.side, e.amount
     FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE e.transfer_id = $1 ORDER BY e.id`,
).rows<LineRow>();

/** A transfer with its entries. @throws DocketError forbidden, transfer_not_found */
export async function getTransfer(ctx: Ctx, input: { readonly id: string }): Promise<LedgerTransfer> {
  requireRole(ctx, 'admin');
  const [[transfer], lines] = await Promise.all([
    transferStatement(ctx.db.pool, [input.id]),
    linesStatement(ctx.db.pool, [input.id]),
  ]);
  if (transfer === undefined) throw new DocketError('transfer_not_found', 'There is no transfer with this id.');
  const { end_id: endId, end_phase: endPhase, end_at: endAt } = transfer;
  return {
    transferId: transfer.id,
    phase: transfer.phase,
    kind: transfer.kind,
    subjectKind: transfer.subject_kind,
    subjectId: transfer.subject_id,
    pendingId: transfer.pending_id,
    end:
      endId === null || endPhase === null || endAt === null
        ? null
        : { transferId: endId, phase: endPhase, at: endAt.toISOString() },
    at: transfer.created_at.toISOString(),
    entries: lines.map((line) => ({
      accountId: line.account_id,
      role: line.role,
      owner: line.owner,
      currency: line.currency,
      side: line.side,
      amountMinor: minorOf(line.amount),
    })),
  };
}
