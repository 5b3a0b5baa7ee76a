import { reactions } from '@docket/domain/reactions';
import type { Ctx } from '@docket/domain/spine/ctx';
import { change } from '@docket/domain/spine/emit';
import { newId } from '@docket/runtime/id';

/** A held trip is confirmed without its payment, for tests of what comes after. Nothing outside of tests does that. */
export async function confirmTripForBuyer(ctx: Ctx, id: string): Promise<void> {
  const { trip } = reactions.payables;
  await change(ctx, async (tx) => {
    await trip.lock(tx, id);
    const delivery = await trip.paid(tx, { id, paymentId: newId() });
    if (!delivery.delivered) throw new Error(`the trip ${id} cannot be confirmed: ${delivery.note}`);
  });
}
