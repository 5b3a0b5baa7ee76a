import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { post } from '../../ledger/post.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { lockPayment, type PaymentKey } from '../lock.ts';
import { restate } from '../restate.ts';
import type { PaymentReactions } from '../payable.ts';
import type { DisputeTruth } from '../provider.ts';
import { amountWords, note } from '../timeline.ts';

/** OPEN until the buyer's bank has decided; then for good. */
export type DisputeStatus = 'OPEN' | 'WON' | 'LOST';
const STATUS = { open: 'OPEN', won: 'WON', lost: 'LOST' } as const satisfies Record<
  DisputeTruth['state'],
  DisputeStatus
>;

const knownStatement = prepare(
  'dispute_known',
  'SELECT id, status FROM payment_disputes WHERE provider = $1 AND provider_ref = $2',
).rows<{ status: DisputeStatus }>();
const newStatement = prepare(
  'dispute_new',
  `INSERT INTO payment_disputes (id, payment_id, attempt_id, provider, provider_ref, amount_minor, currency, reason, answer_by)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);
const endStatement = prepare(
  'dispute_end',
  `UPDATE payment_disputes SET status = $2, amount_minor = $3, answer_by = NULL, updated_at = clock_timestamp() WHERE id = $1 AND status = 'OPEN' RETURNING id`,
);

const parkStatement = prepare(
  'dispute_parks_refunds',
  `UPDATE refunds SET status = 'PARKED', failure = 'disputed', next_look_at = NULL, updated_at = clock_timestamp()
    WHERE attempt_id = $1 AND status = 'PENDING' RETURNING id`,
);

export type Disputed = {
  readonly key: PaymentKey;
  readonly attemptId: string;
  readonly provider: string;
  readonly providerRef: string;
  readonly truth: DisputeTruth;
};

/** The provider has taken the money back, and owes us so much less; what becomes of the loss people decide. */
function lose(tx: Tx, id: string, provider: string, { amountMinor, currency }: DisputeTruth): Promise<unknown> {
  const amount = BigInt(amountMinor);
  return post(tx, [
    {
      kind: 'dispute.lost',
      subject: { kind: 'adjustment', id },
      entries: [
        { account: { role: 'suspense', owner: 'house', currency }, side: 'debit', amountMinor: amount },
        { account: { role: 'provider_receivable', owner: provider, currency }, side: 'credit', amountMinor: amount },
      ],
    },
  ]);
}

/** What was to go back and has not been ordered yet waits for an operator: the bank might take it back as well. */
async function parkRefunds(tx: Tx, paymentId: string, attemptId: string): Promise<void> {
  const parked = await parkStatement(tx.client, [attemptId]);
  for (const { id } of parked)
    await note(tx, paymentId, { kind: 'refund', what: 'PARKED', by: 'callback', detail: `${id}: disputed` });
  if (parked.length === 0) return;
  await restate(tx, paymentId, 'callback');
}

/**
 * Writes down what a provider says of a dispute: in the time line of its payment, and, where it was lost, in the ledger, once. Again it changes nothing.
 * @returns as what it is written down: what has ended stays so, whatever is said of it later
 */
export async function recordDispute(
  ctx: Ctx,
  { key, attemptId, provider, providerRef, truth }: Disputed,
  reactions: PaymentReactions,
): Promise<DisputeStatus> {
  const status = STATUS[truth.state];
  return change(ctx, async (tx) => {
    await lockPayment(tx, key, reactions);
    const [known] = await knownStatement(tx.client, [provider, providerRef]);
    const id = known?.id ?? newId();
    const detail = `${providerRef} at ${provider}: ${amountWords(truth.amountMinor, truth.currency)}, ${truth.reason}`;
    const amount = String(truth.amountMinor);
    if (known === undefined) {
      const { currency, reason, answerBy } = truth;
      await newStatement(tx.client, [id, key.id, attemptId, provider, providerRef, amount, currency, reason, answerBy]);
      await note(tx, key.id, { kind: 'payment', what: 'DISPUTED', by: 'callback', detail });
      if (status === 'OPEN') await parkRefunds(tx, key.id, attemptId);
    }
    if (status === 'OPEN' || (known !== undefined && known.status !== 'OPEN')) return known?.status ?? 'OPEN';
    await endStatement(tx.client, [id, status, amount]);
    await note(tx, key.id, { kind: 'payment', what: `DISPUTE_${status}`, by: 'callback', detail });
    if (status === 'LOST' && truth.amountMinor > 0) await lose(tx, id, provider, truth);
    return status;
  });
}
