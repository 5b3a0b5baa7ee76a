import { DocketError } from '@docket/contracts/errors';
import type { PaymentMethod } from '@docket/contracts/payment/status';
import type { PaymentWish } from './begin.ts';
import type { PaymentProviders, Way } from './providers.ts';

/** A way to pay, and how long one has for it where that is not as long as for others, seconds. */
export type ChosenWay = Way & { readonly secondsToPay: number | undefined };

/** The first that offers what is wished for and answers. @throws DocketError method_unavailable, provider_down */
export function chooseWay(
  { method, currency, provider }: PaymentWish,
  providers: PaymentProviders,
  notWith: readonly PaymentMethod[] = [],
): ChosenWay {
  const ways = (notWith.includes(method) ? [] : providers.all)
    .filter(({ name, methods }) => methods.includes(method) && (provider === undefined || provider === name))
    .filter(({ takes }) => takes?.({ method, currency }) ?? true)
    .map(({ name, secondsToPay }) => ({ provider: name, method, secondsToPay }));
  if (ways.length === 0) throw new DocketError('method_unavailable', 'Choose one of the ways of GET /payment/methods.');
  const way = ways.find((one) => providers.answers(one));
  if (way === undefined)
    throw new DocketError('provider_down', 'Choose another way to pay, or try this one again in a minute.', {
      retryAfter: 30,
    });
  return way;
}
