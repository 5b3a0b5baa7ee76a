import type { PayableKind, Payment } from '@docket/contracts/http/payment';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { paymentNotFound } from './lock.ts';
import { PAYMENT_COLUMNS, toPayment, type PaymentRow } from './rows.ts';

const oneStatement = prepare(
  'payment_one',
  `SELECT ${PAYMENT_COLUMNS} FROM payments p WHERE p.id = $1 AND ($2::uuid IS NULL OR p.user_id = $2)`,
).rows<PaymentRow>();
const ofStatement = prepare(
  'payment_of',
  `SELECT ${PAYMENT_COLUMNS} FROM payments p WHERE p.kind = $1 AND p.subject_id = $2 AND ($3::uuid IS NULL OR p.user_id = $3)`,
).rows<PaymentRow>();

/** Whose payments the caller may see; null: anybody's. */
function ownerOf(ctx: Ctx): string | null {
  if (ctx.actor.kind === 'system') return null;
  const user = requireUser(ctx);
  return user.role === 'admin' ? null : user.userId;
}

/** One payment: for its user and for admins. To others it does not exist. @throws DocketError unauthenticated, payment_not_found */
export async function getPayment(ctx: Ctx, input: { readonly paymentId: string }): Promise<Payment> {
  const [row] = await oneStatement(ctx.db.pool, [input.paymentId, ownerOf(ctx)]);
  if (row === undefined) throw paymentNotFound();
  return toPayment(row);
}

/** As `getPayment`, by what is paid for; null where nobody has begun to pay. @throws DocketError unauthenticated */
export async function findPaymentOf(
  ctx: Ctx,
  input: { readonly kind: PayableKind; readonly subjectId: string },
): Promise<Payment | null> {
  const [row] = await ofStatement(ctx.db.pool, [input.kind, input.subjectId, ownerOf(ctx)]);
  return row === undefined ? null : toPayment(row);
}
