import type { Db } from '@docket/db/client';
import type { BankRecord } from '@docket/testing/bank';

// What is wrong, each in words; nothing, when all is as it must be. What the bank did is taken from the bank.

type Own = {
  charge: string;
  received: number;
  back: number;
  pays: number | null;
  deliveries: number;
  kind: string;
  sold: number;
  tickets: number;
  seats: number;
};

/** Payments that were delivered twice, or are neither delivered nor back: what came in at the bank has exactly one end. */
export async function unevenOutcomes(db: Db, record: BankRecord): Promise<string[]> {
  const { rows } = await db.pool.query<Own>(
    `SELECT a.provider_ref AS charge, p.kind, sum(a.received_minor)::float8 AS received,
       (SELECT coalesce(sum(r.amount_minor), 0)::float8 FROM refunds r WHERE r.attempt_id = ANY (array_agg(a.id)) AND r.status = 'DONE') AS back,
       sum(a.received_minor) FILTER (WHERE p.outcome = 'delivered' AND p.paid_attempt_id = a.id)::float8 AS pays,
       (SELECT count(*)::int FROM ledger_transfers t WHERE t.kind = 'payment.delivered' AND t.subject_id = p.id::text) AS deliveries,
       (SELECT coalesce(sum(m.quantity), 0)::int FROM movements m JOIN holds h ON h.id = m.hold_id WHERE h.subject_id = p.subject_id AND m.target = 'sold') AS sold,
       (SELECT count(*)::int FROM tickets t WHERE t.booking_id = p.subject_id) AS tickets,
       (SELECT coalesce(cardinality(b.seats), 0) FROM bookings b WHERE b.id = p.subject_id) AS seats
     FROM payment_attempts a JOIN payments p ON p.id = a.payment_id WHERE a.provider_ref IS NOT NULL GROUP BY a.provider_ref, p.id`,
  );
  const ours = new Map(rows.map((row) => [row.charge, row]));
  return record.charges().flatMap(({ id, reference, received, refunded }) => {
    const own = ours.get(id);
    if (own === undefined) return received === 0 ? [] : [`${reference}: the bank has a charge that we do not know`];
    return wrongWith(own, { received, refunded }).map((what) => `${reference}: ${what}`);
  });
}

function wrongWith(
  own: Own,
  { received, refunded }: { readonly received: number; readonly refunded: number },
): string[] {
  const wrong: string[] = [];
  if (own.received !== received) wrong.push(`${received} came, and we know of ${own.received}`);
  if (own.back !== refunded) wrong.push(`${refunded} went back, and we know of ${own.back}`);
  if (received - refunded > (own.pays ?? 0)) wrong.push('it was neither delivered nor paid back');
  if (own.pays === null) return wrong;
  if (own.deliveries !== 1) wrong.push(`it was delivered ${own.deliveries} times`);
  if (own.kind === 'booking' && (own.sold !== own.seats || own.tickets !== own.seats))
    wrong.push(`${own.seats} seats were paid for, ${own.sold} sold, and there are ${own.tickets} tickets`);
  return wrong;
}

/** Payouts of a wallet that the bank was given in another order than they were asked for, or while another was under way there. */
export async function unevenPayouts(db: Db, record: BankRecord, userIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string; user_id: string }>(
    `SELECT id, user_id FROM withdrawals WHERE user_id = ANY ($1::uuid[]) ORDER BY user_id, sequence`,
    [userIds],
  );
  const made = record.payouts();
  return userIds.flatMap((userId) => {
    const asked = rows.filter((row) => row.user_id === userId).map(({ id }) => id);
    const own = made.filter(({ reference }) => asked.includes(reference));
    const wrong: string[] = [];
    const places = own.map(({ reference }) => asked.indexOf(reference));
    if (places.some((place, at) => at > 0 && place <= (places[at - 1] ?? -1)))
      wrong.push(`were made in the order ${places.join(' ')}`);
    own.forEach(({ from }, at) => {
      const before = own[at - 1];
      if (before !== undefined && (before.until === null || before.until > from))
        wrong.push(`the one at place ${at} was made while the one before was under way`);
    });
    return wrong.map((what) => `wallet ${userId}: ${what}`);
  });
}

/** What the bank owes us by our books, against what went in and out of our account there. */
export async function differenceOfBooks(db: Db, atBank: number): Promise<number> {
  const { rows } = await db.pool.query<{ owed: number }>(
    `SELECT coalesce(sum(CASE e.side WHEN 'debit' THEN e.amount ELSE -e.amount END), 0)::float8 AS owed
       FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
      WHERE a.role = 'provider_receivable' AND a.owner = 'bank' AND a.currency = 'INR' AND NOT e.pending`,
  );
  return (rows[0]?.owed ?? Number.NaN) - atBank;
}

/** Callbacks that were taken in more than once, or never although the bank was told that they were. */
export async function unevenCalls(db: Db, record: BankRecord): Promise<string[]> {
  const { rows } = await db.pool.query<{ stored: number; different: number; bodies: number }>(
    `SELECT count(*)::int AS stored, count(DISTINCT event_id)::int AS different FROM inbox_events WHERE provider = 'bank'`,
  );
  const { stored = -1, different = -1 } = rows[0] ?? {};
  const { sent } = record.callbacks();
  return [
    ...(stored === different ? [] : [`${stored - different} callbacks are there twice`]),
    ...(different === sent ? [] : [`${sent} callbacks were taken, and ${different} are there`]),
  ];
}

/** What is still under way: payments, refunds, withdrawals, events of the inbox, callbacks. */
export async function stillOpen(db: Db, record: BankRecord): Promise<string[]> {
  const { rows } = await db.pool.query<{ what: string }>(
    `SELECT 'attempt ' || status AS what FROM payment_attempts WHERE status IN ('CREATED', 'PENDING', 'AUTHORISED', 'UNKNOWN')
     UNION ALL SELECT 'payment ' || status FROM payments WHERE status IN ('CREATED', 'PENDING', 'UNKNOWN', 'CAPTURED', 'REFUNDING', 'CONFLICTED')
     UNION ALL SELECT 'refund ' || status FROM refunds WHERE status NOT IN ('DONE', 'FAILED')
     UNION ALL SELECT 'withdrawal ' || status FROM withdrawals WHERE status NOT IN ('PAID', 'FAILED', 'CANCELLED')
     UNION ALL SELECT 'event ' || status FROM inbox_events WHERE status IN ('RECEIVED', 'FAILED')
     UNION ALL SELECT 'booking ' || status FROM bookings WHERE status IN ('QUEUED', 'AWAITING_PAYMENT')
     UNION ALL SELECT 'job ' || name FROM outbox WHERE topic = 'job' AND done_at IS NULL AND name ~ '^(refund|booking|withdrawal)[.]'`,
  );
  const { waiting } = record.callbacks();
  return [...rows.map(({ what }) => what), ...(waiting > 0 ? [`${waiting} callbacks`] : [])];
}
