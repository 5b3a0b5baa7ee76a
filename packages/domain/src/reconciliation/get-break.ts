import { DocketError } from '@docket/contracts/errors';
import type { BreakDetail } from '@docket/contracts/http/reconciliation';
import type { MovementKind } from '@docket/contracts/reconciliation/break';
import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { minorOf } from '../ledger/account-rows.ts';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { BREAK_COLUMNS, BREAK_TABLES, toBreak, type BreakRow } from './break-rows.ts';

const oneStatement = prepare(
  'break_one',
  `SELECT ${BREAK_COLUMNS}, b.reason, c.username::text AS closed_by, e.entry_ref, e.kind AS bank_kind, e.amount_minor AS entry_minor, e.booked_at, e.reference AS bank_reference,
          s.statement_id, s.received_at, m.transfer_id, m.kind AS book_kind, m.amount_minor AS movement_minor, m.moved_at, m.reference_id, p.payment_id
     FROM ${BREAK_TABLES} LEFT JOIN users c ON c.id = b.closed_by LEFT JOIN bank_statements s ON s.id = e.statement_id
     LEFT JOIN LATERAL (SELECT t.payment_id FROM payment_attempts t WHERE t.id = coalesce(m.reference_id, e.reference_id)
                         UNION ALL SELECT r.payment_id FROM refunds r WHERE r.id = coalesce(m.reference_id, e.reference_id) LIMIT 1) p ON true
    WHERE b.id = $1`,
).rows<BreakRow & { bank_kind: MovementKind | null; book_kind: MovementKind | null }>();
const notesStatement = prepare(
  'break_notes',
  `SELECT n.at, u.username::text AS by, n.what, n.text FROM reconciliation_notes n LEFT JOIN users u ON u.id = n.user_id WHERE n.break_id = $1 ORDER BY n.id`,
).rows<{ at: Date; what: BreakDetail['notes'][number]['what'] }>();

type Row = Awaited<ReturnType<typeof oneStatement>>[number];

function bankOf(row: Row): BreakDetail['bank'] {
  const {
    entry_ref: entryRef,
    bank_kind: kind,
    entry_minor: amount,
    booked_at: bookedAt,
    statement_id: statementId,
  } = row;
  if (entryRef === null || kind === null || amount === null || bookedAt === null || statementId === null) return null;
  return {
    entryRef,
    statementId,
    statementReceivedAt: (row.received_at ?? bookedAt).toISOString(),
    kind,
    amountMinor: minorOf(amount),
    bookedAt: bookedAt.toISOString(),
    reference: row.bank_reference,
  };
}

function bookOf(row: Row): BreakDetail['book'] {
  const { transfer_id: transferId, book_kind: kind, movement_minor: amount, moved_at: movedAt } = row;
  if (transferId === null || kind === null || amount === null || movedAt === null) return null;
  return {
    transferId,
    kind,
    amountMinor: minorOf(amount),
    movedAt: movedAt.toISOString(),
    referenceId: row.reference_id,
    paymentId: row.payment_id,
  };
}

/** @throws DocketError break_not_found */
export async function readBreak(on: Pool | PoolClient, id: string): Promise<BreakDetail> {
  const [row] = await oneStatement(on, [id]);
  if (row === undefined) throw new DocketError('break_not_found', 'There is no break with this id.');
  const notes = await notesStatement(on, [id]);
  return {
    ...toBreak(row),
    bank: bankOf(row),
    book: bookOf(row),
    closed: row.closed_by === null || row.reason === null ? null : { by: row.closed_by, reason: row.reason },
    notes: notes.map(({ at, by, what, text }) => ({ at: at.toISOString(), by, what, text })),
  };
}

/** A break with both sides. @throws DocketError unauthenticated, forbidden, break_not_found */
export async function getBreak(ctx: Ctx, { id }: { readonly id: string }): Promise<BreakDetail> {
  requireRole(ctx, 'admin');
  return readBreak(ctx.db.pool, id);
}
