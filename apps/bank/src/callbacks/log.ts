import { z } from 'zod';
import { type Bank, nowOf } from '../bank.ts';

const callbackRow = z.object({
  id: z.string(),
  event: z.string(),
  status: z.string(),
  attempts: z.int(),
  due_at: z.string(),
  created_at: z.string(),
});
const deliveryRow = z.object({
  callback_id: z.string(),
  at: z.string(),
  url: z.string(),
  signature: z.string(),
  body: z.string(),
  faults: z.string(),
  answer: z.int().nullable(),
  error: z.string().nullable(),
  ms: z.int(),
});
export type CallbackRow = z.infer<typeof callbackRow>;
export type DeliveryRow = z.infer<typeof deliveryRow>;

export function latestCallbacks(bank: Bank, limit: number): CallbackRow[] {
  return bank.store.all(
    callbackRow,
    'SELECT id, event, status, attempts, due_at, created_at FROM callbacks ORDER BY seq DESC LIMIT :limit',
    { limit },
  );
}

/** Everything that was sent of a callback, oldest first. */
export function deliveriesOf(bank: Bank, callbackId: string): DeliveryRow[] {
  return bank.store.all(
    deliveryRow,
    'SELECT callback_id, at, url, signature, body, faults, answer, error, ms FROM deliveries WHERE callback_id = :callbackId ORDER BY seq',
    { callbackId },
  );
}

/** By hand, whatever became of it before. @returns whether there is such a callback */
export function sendAgain(bank: Bank, callbackId: string): boolean {
  return bank.store.change(
    () =>
      bank.store.run(
        `UPDATE callbacks SET status = 'waiting', held = 0, after_id = NULL, due_at = :now WHERE id = :callbackId`,
        {
          callbackId,
          now: nowOf(bank),
        },
      ) > 0,
  );
}
