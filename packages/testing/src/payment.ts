import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';

/** A payment that was delivered, with a refund that is parked, as it would be after three days: nobody can wait for that. @returns its id */
export async function makePayment(db: Pick<Db, 'pool'>, userId: string, bookingId: string = newId()): Promise<string> {
  const [paymentId, attemptId, refundId] = [newId(), newId(), newId()];
  const { pool } = db;
  await pool.query(
    `INSERT INTO payments (id, user_id, kind, subject_id, status, amount_minor, currency, captured_minor, paid_attempt_id, outcome)
     VALUES ($1, $2, 'booking', $3, 'REFUNDING', 190000, 'INR', 190000, $4, 'delivered')`,
    [paymentId, userId, bookingId, attemptId],
  );
  await pool.query(
    `INSERT INTO payment_attempts (id, payment_id, provider, method, status, amount_minor, currency, received_minor, received_currency, refunding_minor, deadline)
     VALUES ($1, $2, 'bank', 'netbanking', 'CAPTURED', 190000, 'INR', 190000, 'INR', 5000, now())`,
    [attemptId, paymentId],
  );
  await pool.query(
    `INSERT INTO refunds (id, payment_id, attempt_id, amount_minor, currency, reason, cause, status, tries, failure, transfer_id)
     VALUES ($1, $2, $3, 5000, 'INR', 'requested', $4, 'PARKED', 7, 'account_closed', $4)`,
    [refundId, paymentId, attemptId, newId()],
  );
  for (const [kind, what, by, detail] of [
    ['attempt', 'CREATED', 'buyer', `${attemptId}: netbanking at bank`],
    ['attempt', 'CAPTURED', 'callback', `${attemptId}: 190000 INR`],
    ['payment', 'DELIVERED', 'callback', null],
    ['refund', 'PENDING', 'operator', `${refundId}: 5000 INR, requested`],
    ['refund', 'PARKED', 'worker', `${refundId}: account_closed`],
  ])
    await pool.query('INSERT INTO payment_events (payment_id, kind, what, by, detail) VALUES ($1, $2, $3, $4, $5)', [
      paymentId,
      kind,
      what,
      by,
      detail,
    ]);
  return paymentId;
}
