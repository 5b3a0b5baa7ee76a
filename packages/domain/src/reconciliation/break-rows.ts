import type { ReconciliationBreak } from '@docket/contracts/http/reconciliation';
import type { BreakStatus, BreakType, MovementKind } from '@docket/contracts/reconciliation/break';
import { minorOf } from '../ledger/account-rows.ts';

/** A break with what is told of it in lists. */
export type BreakRow = {
  id: string;
  provider: string;
  currency: string;
  type: BreakType;
  status: BreakStatus;
  kind: MovementKind;
  bank_minor: string | null;
  book_minor: string | null;
  since: Date;
  opened_at: Date;
  closed_at: Date | null;
  assigned_to: string | null;
  reference: string | null;
  revision: number;
};

export const BREAK_COLUMNS = `b.id, b.provider, b.currency, b.type, b.status, coalesce(e.kind, m.kind) AS kind, b.bank_minor, b.book_minor, b.since, b.opened_at, b.closed_at,
  a.username::text AS assigned_to, coalesce(e.reference, m.reference_id::text) AS reference, b.revision`;
export const BREAK_TABLES = `reconciliation_breaks b LEFT JOIN bank_entries e ON e.id = b.entry_id LEFT JOIN book_movements m ON m.id = b.movement_id
  LEFT JOIN users a ON a.id = b.assigned_to`;

export function toBreak(row: BreakRow): ReconciliationBreak {
  const bankMinor = row.bank_minor === null ? null : minorOf(row.bank_minor);
  const bookMinor = row.book_minor === null ? null : minorOf(row.book_minor);
  return {
    breakId: row.id,
    provider: row.provider,
    currency: row.currency,
    type: row.type,
    status: row.status,
    kind: row.kind,
    bankMinor,
    bookMinor,
    differenceMinor: (bankMinor ?? 0) - (bookMinor ?? 0),
    since: row.since.toISOString(),
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    assignedTo: row.assigned_to,
    reference: row.reference,
    revision: row.revision,
  };
}
