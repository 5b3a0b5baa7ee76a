import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Bank, nowOf } from '../bank.ts';
import { BankError } from '../errors.ts';

export type Answer = { readonly status: number; readonly body: unknown };

const keptRow = z.object({ fingerprint: z.string(), status: z.int(), body: z.string() });
const keyForm = z.string().min(1).max(255);

/**
 * Carries out a request with an `Idempotency-Key` once: the answer is kept in the transaction of its effect, and given again for the same key and request.
 * Errors change nothing and are not kept.
 * @throws BankError idempotency_key_reused where the key came with another request
 */
export function once(
  bank: Bank,
  asked: { readonly key: string | undefined; readonly path: string; readonly body: unknown },
  work: () => Answer,
): Answer & { readonly replayed: boolean } {
  return bank.store.change(() => {
    if (asked.key === undefined) return { ...work(), replayed: false };
    const key = keyForm.parse(asked.key);
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([asked.path, asked.body ?? null]))
      .digest('hex');
    const kept = bank.store.find(keptRow, 'SELECT fingerprint, status, body FROM kept_answers WHERE key = :key', {
      key,
    });
    if (kept !== undefined) {
      if (kept.fingerprint !== fingerprint)
        throw new BankError(422, 'idempotency_key_reused', 'This Idempotency-Key came with another request.');
      return { status: kept.status, body: JSON.parse(kept.body), replayed: true };
    }
    const answer = work();
    bank.store.run(
      'INSERT INTO kept_answers (key, fingerprint, status, body, at) VALUES (:key, :fingerprint, :status, :body, :at)',
      { key, fingerprint, status: answer.status, body: JSON.stringify(answer.body), at: nowOf(bank) },
    );
    return { ...answer, replayed: false };
  });
}
