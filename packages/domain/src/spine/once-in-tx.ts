import type { z } from 'zod';
import type { Tx } from './emit.ts';
import { claimKey, fingerprintOf, KEY_REFUSALS, keyRefused, settleKey, type Keyed } from './idempotency.ts';

type Once<Answer> = Keyed & {
  /** One per verb. */
  readonly kind: string;
  readonly ownerId: string;
  /** Everything that was asked for. */
  readonly asked: readonly unknown[];
  readonly answer: z.ZodType<Answer>;
};

/**
 * Does what a request asks for, unless its key was answered before: in the transaction of its effect, so that no crash does it twice.
 * @throws DocketError idempotency_mismatch, idempotency_in_progress
 */
export async function onceInTx<Answer>(tx: Tx, once: Once<Answer>, work: () => Promise<Answer>): Promise<Answer> {
  const { kind, ownerId, asked, answer, idempotencyKey: key } = once;
  if (key === null) return work();
  const request = { ownerId, key, fingerprint: fingerprintOf(kind, asked) };
  const { outcome, response } = await claimKey(tx.client, request);
  if (outcome === 'replay') {
    once.onReplay?.();
    return answer.parse(response);
  }
  const refused = KEY_REFUSALS.find((one) => one === outcome);
  if (refused !== undefined) throw keyRefused(refused, kind);
  const made = await work();
  await settleKey(tx.client, request, made);
  return made;
}
