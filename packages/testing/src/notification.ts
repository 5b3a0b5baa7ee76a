import type { Db } from '@docket/db/client';
import { notify } from '@docket/domain/notification/notify';
import { change } from '@docket/domain/spine/emit';
import { newId } from '@docket/runtime/id';
import { testCtx } from './builders.ts';

/** Tells somebody of a refund, as if it had been paid back now. @param amountMinor cents */
export async function tellOfRefund(db: Db, userId: string, amountMinor: number): Promise<void> {
  const data = { paymentId: newId(), amountMinor, currency: 'EUR', reason: 'requested' } as const;
  await change(testCtx(db), (tx) => notify(tx, [{ userId, kind: 'refund_done', key: newId(), data }]));
}
