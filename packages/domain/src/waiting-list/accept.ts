import { DocketError } from '@docket/contracts/errors';
import type { WaitingEntryState } from '@docket/contracts/http/waiting-list';
import { newId } from '@docket/runtime/id';
import { bookHold } from '../booking/book-hold.ts';
import { passGates, type Gate } from '../booking/gate.ts';
import { readShowNow } from '../catalog/show/show-facts.ts';
import { handOver } from '../reservation/hand-over.ts';
import type { BookingSettings } from '@docket/runtime/settings/booking';
import { requireUser, type CtxWith } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { entryNotFound, getWaitingEntry } from './get.ts';
import { endEntry, lockEntry } from './status.ts';

function offerExpired(): DocketError {
  return new DocketError('offer_expired', 'The offer is over; join the waiting list again.');
}

/**
 * Makes a held booking of what is offered to the caller, with the time every booking has; an offer that was accepted stays so. The hold passes
 * over to the booking, so that nobody comes in between. The gates are asked again: whoever was let in to wait is let in, unless the sale has ended.
 * @param gates see `gates.ts`
 * @throws DocketError unauthenticated, waiting_entry_not_found, no_offer, offer_expired, and what gates throw
 */
export async function acceptOffer(
  ctx: CtxWith<BookingSettings>,
  input: { readonly id: string },
  gates: readonly Gate[],
): Promise<WaitingEntryState> {
  const user = requireUser(ctx);
  await change(ctx, async (tx) => {
    const show = await readShowNow(tx.client, input.id);
    const entry = await lockEntry(tx, { showId: input.id, userId: user.userId });
    if (entry === undefined) throw entryNotFound();
    if (entry.status === 'ACCEPTED') return;
    if (entry.status === 'EXPIRED') throw offerExpired();
    if (entry.status !== 'OFFERED')
      throw new DocketError('no_offer', 'Nothing is offered to you at the moment; an offer comes as offer.updated.');
    const { hold_id: holdId, deadline: before } = entry;
    if (holdId === null || before === null) throw new Error('an offer without a hold');
    await passGates(ctx, tx.client, gates, {
      showId: input.id,
      show,
      seats: { count: entry.seats.length, field: 'params.id' },
      pass: undefined,
      admitted: entry.admitted,
    });
    const bookingId = newId();
    const subject = { kind: 'booking', id: bookingId } as const;
    const deadline = await handOver(tx, holdId, { subject, before, seconds: ctx.settings.HOLD_SECONDS });
    if (deadline === null) throw offerExpired();
    await bookHold(tx, {
      bookingId,
      userId: user.userId,
      showId: input.id,
      seats: entry.seats,
      labels: entry.labels,
      holdId,
      deadline,
    });
    await endEntry(tx, entry.id, { status: 'ACCEPTED', bookingId });
  });
  return getWaitingEntry(ctx, input);
}
