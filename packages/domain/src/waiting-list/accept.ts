import { DocketError } from '@docket/contracts/errors';
import type { WaitingEntryState } from '@docket/contracts/http/waiting-list';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { readChange, type ChangeRow } from '../booking/change.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { dispatchEvents } from '../spine/outbox-events.ts';
import { entryNotFound, getWaitingEntry } from './get.ts';

const acceptStatement = prepare('accept_offer', 'SELECT * FROM accept_offer($1, $2, $3, $4)').rows<ChangeRow>();

/**
 * Makes a held booking of what is offered to the caller; an offer that was accepted stays so.
 * @throws DocketError unauthenticated, waiting_entry_not_found, no_offer, offer_expired
 */
export async function acceptOffer(
  ctx: Ctx,
  input: { readonly id: string; readonly holdSeconds: number },
): Promise<WaitingEntryState> {
  const user = requireUser(ctx);
  const rows = await acceptStatement(ctx.db.pool, [input.id, user.userId, newId(), input.holdSeconds]);
  const { outcome, events } = readChange(rows);
  switch (outcome) {
    case 'accepted':
    case 'already':
      dispatchEvents(ctx, events);
      return getWaitingEntry(ctx, input);
    case 'missing':
      throw entryNotFound();
    case 'expired':
      throw new DocketError('offer_expired', 'The offer is over; join the waiting list again.');
    default:
      throw new DocketError('no_offer', 'Nothing is offered to you at the moment; an offer comes as offer.updated.');
  }
}
