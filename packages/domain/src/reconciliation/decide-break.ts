import { DocketError } from '@docket/contracts/errors';
import { breakDetail, type BreakDetail } from '@docket/contracts/http/reconciliation';
import type { BreakStatus, BreakType } from '@docket/contracts/reconciliation/break';
import { prepare } from '@docket/db/statement';
import { post } from '../ledger/post.ts';
import { requireRole, requireUser, type Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import type { Keyed } from '../spine/idempotency.ts';
import { onceInTx } from '../spine/once-in-tx.ts';
import { readBreak } from './get-break.ts';
import { lockReconciliation } from './reconcile.ts';

const providerStatement = prepare('break_provider', 'SELECT provider FROM reconciliation_breaks WHERE id = $1');
const stateStatement = prepare(
  'break_state',
  'SELECT status, type, assigned_to FROM reconciliation_breaks WHERE id = $1',
).rows<{ status: BreakStatus; type: BreakType }>();
const assignStatement = prepare(
  'break_assign',
  `UPDATE reconciliation_breaks SET assigned_to = $2, revision = revision + 1 WHERE id = $1 AND status = 'OPEN' AND assigned_to IS DISTINCT FROM $2 RETURNING id`,
);
const touchStatement = prepare('break_touch', 'UPDATE reconciliation_breaks SET revision = revision + 1 WHERE id = $1');
const closeStatement = prepare(
  'break_close',
  `UPDATE reconciliation_breaks SET status = 'CLOSED', closed_at = date_trunc('milliseconds', clock_timestamp()), closed_by = $2, reason = $3, revision = revision + 1
    WHERE id = $1 AND status = 'OPEN' AND type <> 'timing'
   RETURNING provider, currency, type, entry_id, movement_id, coalesce(bank_minor, 0) - coalesce(book_minor, 0) AS difference`,
).rows<{ type: BreakType; difference: string }>();
const entryStatement = prepare(
  'entry_write_off',
  `UPDATE bank_entries SET status = 'WRITTEN_OFF', settled_at = date_trunc('milliseconds', clock_timestamp()) WHERE id = $1 AND status = 'OPEN' RETURNING id`,
);
const movementStatement = prepare(
  'movement_write_off',
  `UPDATE book_movements SET status = 'WRITTEN_OFF', settled_at = date_trunc('milliseconds', clock_timestamp()) WHERE id = $1 AND status = 'OPEN' RETURNING id`,
);
const noteStatement = prepare(
  'break_note',
  'INSERT INTO reconciliation_notes (break_id, user_id, what, text) VALUES ($1, $2, $3, $4)',
);

type One = { readonly id: string };

/** In a transaction that nobody reconciles in meanwhile. @throws DocketError unauthenticated, forbidden, break_not_found */
async function decide(
  ctx: Ctx,
  { id }: One,
  work: (tx: Tx, userId: string) => Promise<BreakDetail | void>,
): Promise<BreakDetail> {
  requireRole(ctx, 'admin');
  const { userId } = requireUser(ctx);
  const [found] = await providerStatement(ctx.db.pool, [id]);
  if (found === undefined) throw new DocketError('break_not_found', 'There is no break with this id.');
  return change(ctx, async (tx) => {
    await lockReconciliation(tx, found.provider);
    return (await work(tx, userId)) ?? readBreak(tx.client, id);
  });
}

async function refuseEnded(tx: Tx, id: string): Promise<{ readonly status: BreakStatus; readonly type: BreakType }> {
  const [state] = await stateStatement(tx.client, [id]);
  if (state === undefined) throw new DocketError('break_not_found', 'There is no break with this id.');
  if (state.status === 'SETTLED')
    throw new DocketError('break_closed', 'The other side has come, and the break has ended by itself.');
  return state;
}

/** Gives a break to the caller or to nobody. @throws DocketError unauthenticated, forbidden, break_not_found, break_closed */
export function assignBreak(ctx: Ctx, input: One & { readonly to: 'me' | 'nobody' }): Promise<BreakDetail> {
  return decide(ctx, input, async (tx, userId) => {
    const { status } = await refuseEnded(tx, input.id);
    if (status === 'CLOSED')
      throw new DocketError('break_closed', 'The break is closed, and nobody has to look at it.');
    const [changed] = await assignStatement(tx.client, [input.id, input.to === 'me' ? userId : null]);
    if (changed !== undefined) await noteStatement(tx.client, [input.id, userId, 'assigned', input.to]);
  });
}

/**
 * Writes something to a break, open or not; once for each key.
 * @throws DocketError unauthenticated, forbidden, break_not_found, idempotency_mismatch, idempotency_in_progress
 */
export function commentBreak(ctx: Ctx, input: One & Keyed & { readonly text: string }): Promise<BreakDetail> {
  const { id, text } = input;
  return decide(ctx, input, (tx, userId) =>
    onceInTx(
      tx,
      { ...input, kind: 'break.comment', ownerId: userId, asked: [id, text], answer: breakDetail },
      async () => {
        await noteStatement(tx.client, [id, userId, 'comment', text]);
        await touchStatement(tx.client, [id]);
        return readBreak(tx.client, id);
      },
    ),
  );
}

/** What the bank has more than the books goes to `suspense`, or comes from there: afterwards both say the same. A fee is in the books already. */
async function adjust(
  tx: Tx,
  id: string,
  {
    provider,
    currency,
    type,
    difference,
  }: { readonly provider: string; readonly currency: string; readonly type: BreakType; readonly difference: string },
): Promise<void> {
  const amount = type === 'fee' ? 0n : BigInt(difference);
  if (amount === 0n) return;
  const [bank, apart] = [
    { role: 'provider_receivable', owner: provider, currency } as const,
    { role: 'suspense', owner: 'house', currency } as const,
  ];
  const amountMinor = amount > 0n ? amount : -amount;
  await post(tx, [
    {
      kind: 'reconciliation.adjusted',
      subject: { kind: 'adjustment', id },
      entries: [
        { account: amount > 0n ? bank : apart, side: 'debit', amountMinor },
        { account: amount > 0n ? apart : bank, side: 'credit', amountMinor },
      ],
    },
  ]);
}

/**
 * Closes a break for a reason; closed before, it stays as it is. Its sides are not matched any more: what comes afterwards is a break of its own.
 * @throws DocketError unauthenticated, forbidden, break_not_found, break_closed (by itself), break_on_its_way
 */
export function closeBreak(ctx: Ctx, input: One & { readonly reason: string }): Promise<BreakDetail> {
  return decide(ctx, input, async (tx, userId) => {
    const { status, type } = await refuseEnded(tx, input.id);
    if (status === 'CLOSED') return;
    if (type === 'timing')
      throw new DocketError(
        'break_on_its_way',
        'The other side may still come, and the break ends by itself then. Close it when it is missing.',
      );
    const [closed] = await closeStatement(tx.client, [input.id, userId, input.reason]);
    if (closed === undefined) throw new Error(`the break ${input.id} changed while it was locked`);
    if (closed.entry_id !== null && (await entryStatement(tx.client, [closed.entry_id])).length === 0)
      throw new Error(`the entry of the break ${input.id} is not open`);
    if (closed.movement_id !== null && (await movementStatement(tx.client, [closed.movement_id])).length === 0)
      throw new Error(`the movement of the break ${input.id} is not open`);
    await noteStatement(tx.client, [input.id, userId, 'closed', input.reason]);
    await adjust(tx, input.id, closed);
  });
}
