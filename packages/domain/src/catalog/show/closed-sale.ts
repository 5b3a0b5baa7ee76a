import { DocketError } from '@docket/contracts/errors';
import type { ShowFacts } from './show-facts.ts';

/** @throws DocketError `show_cancelled`, `show_started`, `sale_not_open` */
export function refuseClosedSale(show: ShowFacts, now: Date): void {
  if (show.cancelled) throw new DocketError('show_cancelled', 'This show was cancelled; nothing of it is sold.');
  if (show.startsAt <= now)
    throw new DocketError('show_started', 'This show has begun; nothing of it is sold any more.');
  if (show.saleOpensAt > now)
    throw new DocketError('sale_not_open', `The sale opens at ${show.saleOpensAt.toISOString()}.`, {
      retryAfter: Math.min(3_600, Math.ceil((show.saleOpensAt.getTime() - now.getTime()) / 1_000)),
    });
}
