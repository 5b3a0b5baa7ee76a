import { paymentMethod } from '@docket/contracts/payment/status';
import { z } from 'zod';
import type { Ctx } from '../spine/ctx.ts';
import { listen } from './advance.ts';
import { conclude } from './conclude.ts';
import { readKey } from './lock.ts';
import type { PaymentReactions } from './payable.ts';
import { ProviderRefused, type ChargeTruth } from './provider.ts';
import { ProviderDown, type PaymentProviders } from './providers.ts';

/** What a provider is to be asked for, as it is kept with the key of the request: asked for again to the letter, it is the same charge. */
export const order = z.object({
  paymentId: z.uuid(),
  provider: z.string(),
  /** `Charge` of the port. */
  charge: z.object({
    reference: z.uuid(),
    method: paymentMethod,
    amountMinor: z.int(),
    currency: z.string(),
    userId: z.uuid(),
    description: z.string(),
    returnUrl: z.string(),
    expiresInSeconds: z.int(),
  }),
});
export type Order = z.infer<typeof order>;

/**
 * Asks a provider for the charge of an attempt that the caller has under this fence, outside of any transaction, and concludes what it says.
 * @param asked.again somebody may have asked before: that this time it was refused, or not asked, does not say that there is no charge
 */
export async function placeOrder(
  ctx: Ctx,
  { paymentId, provider, charge }: Order,
  { fence, again }: { readonly fence: number; readonly again: boolean },
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<void> {
  const { reference, method, currency } = charge;
  const create = () => providers.ask({ provider, method }, (asked) => asked.create(charge));
  const question = again ? create : () => create().catch(refused(currency));
  const heard = await listen(ctx, { id: reference, provider }, question, true);
  const key = await readKey(ctx, paymentId);
  await conclude(ctx, { key, attemptId: reference, fence, by: 'buyer' }, heard, reactions);
}

/** A provider that refuses a charge, or was not asked, has none: the attempt has failed. */
function refused(currency: string): (error: unknown) => ChargeTruth {
  return (error) => {
    if (!(error instanceof ProviderRefused) && !(error instanceof ProviderDown)) throw error;
    return {
      providerRef: null,
      state: 'failed',
      receivedMinor: 0,
      refundedMinor: 0,
      currency,
      feeMinor: null,
      failure: error instanceof ProviderRefused ? error.code : 'provider_down',
      step: { redirectUrl: null, upiUri: null, transferTo: null },
    };
  };
}
