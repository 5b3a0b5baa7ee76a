import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { post } from '../ledger/post.ts';
import type { Tx } from '../spine/emit.ts';
import { lockRow, type LockedAttempt, type LockedPayment } from './lock.ts';
import { captured } from './money.ts';
import type { ChargeTruth } from './provider.ts';
import { createRefund } from './refund/create.ts';
import { writeStatus } from './restate.ts';
import { amountWords, note, type By } from './timeline.ts';

const attemptStatement = prepare(
  'attempt_more',
  `INSERT INTO payment_attempts (id, payment_id, provider, method, status, amount_minor, currency, provider_ref, received_minor, received_currency, deadline)
   VALUES ($1, $2, $3, $4, 'CONFLICTED', $5, $6, $7, $5, $6, $8)`,
);
const capturedStatement = prepare(
  'payment_captured_more',
  'UPDATE payments SET captured_minor = captured_minor + $2 WHERE id = $1 AND currency = $3',
);

/**
 * What a provider has of a charge beyond what is written down of it: to the account of a transfer anybody may send money again. It is an attempt of its
 * own under the provider's same id, of money that nobody owed: it goes back where the thing is paid for, and else waits for an operator with the rest.
 * @returns whether there was any
 */
export async function takeMore(
  tx: Tx,
  payment: LockedPayment,
  attempt: LockedAttempt,
  truth: ChargeTruth,
  by: By,
): Promise<boolean> {
  const { provider, providerRef, receivedCurrency: currency } = attempt;
  if (providerRef === null || currency === null || truth.currency !== currency) return false;
  const known = payment.attempts
    .filter((each) => each.provider === provider && each.providerRef === providerRef)
    .reduce((sum, { receivedMinor }) => sum + receivedMinor, 0n);
  const amountMinor = BigInt(truth.receivedMinor) - known;
  if (amountMinor <= 0n) return false;
  const id = newId();
  const amount = String(amountMinor);
  await attemptStatement(tx.client, [
    id,
    payment.id,
    provider,
    attempt.method,
    amount,
    currency,
    providerRef,
    attempt.deadline,
  ]);
  await capturedStatement(tx.client, [payment.id, amount, currency]);
  await post(tx, [captured(payment, { ...attempt, id }, { amountMinor, currency, place: 'suspense', first: false })]);
  const detail = `${id}: ${amountWords(amountMinor, currency)} on top of ${attempt.id}`;
  await note(tx, payment.id, { kind: 'attempt', what: 'CONFLICTED', by, detail });
  if (payment.paidAttemptId === null) await writeStatus(tx, await lockRow(tx, payment.id), by);
  else
    await createRefund(tx, {
      paymentId: payment.id,
      attemptId: id,
      reason: 'paid_twice',
      cause: `paid_twice:${id}`,
      by,
    });
  return true;
}
