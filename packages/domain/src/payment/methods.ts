import type { listPaymentMethods, listProviderHealth } from '@docket/contracts/http/payment';
import type { RouteResponse } from '@docket/contracts/http/route';
import { requireRole, requireUser, type Ctx } from '../spine/ctx.ts';
import { feesOf } from './fees.ts';
import type { PaymentProviders } from './providers.ts';

/** Ways to pay an amount in minor units, what each costs besides with the tax on it, and whether it is asked at the moment. @throws DocketError unauthenticated */
export function listMethods(
  ctx: Ctx,
  { amount, currency }: { readonly amount: number; readonly currency: string },
  providers: PaymentProviders,
): RouteResponse<typeof listPaymentMethods> {
  requireUser(ctx);
  const data = providers.all.flatMap(({ name, title, methods, takes }) =>
    methods
      .filter((method) => takes?.({ method, currency }) ?? true)
      .map((method) => {
        const { feeMinor, taxMinor } = feesOf(method, BigInt(amount));
        const available = providers.answers({ provider: name, method });
        return { method, provider: name, name: title, feeMinor: Number(feeMinor + taxMinor), available };
      }),
  );
  return { data };
}

/** The circuit breakers of this process. @throws DocketError unauthenticated, forbidden */
export function listHealth(ctx: Ctx, providers: PaymentProviders): RouteResponse<typeof listProviderHealth> {
  requireRole(ctx, 'admin');
  return { data: [...providers.health()] };
}
