import { prepare } from '@docket/db/statement';
import type { WaitingListSettings } from '@docket/runtime/settings/waiting-list';
import { apartIn } from '../spine/apart.ts';
import type { CtxWith } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { tellSeats } from '../booking/tell-seats.ts';
import type { OfferReactions } from './reactions.ts';
import { ENTRY_COLUMNS, offerUpdated, type EntryRow } from './rows.ts';

/** Shows looked after in one turn of the sweeper; more are for the next. */
const LISTS = 100;
/** An offer's hold outlasts its deadline by this, so that its seats go to the next and not to whoever is quick. */
const GRACE_SECONDS = 30;

const offerStatement = prepare('offer_free_seats', 'SELECT changed, touched FROM offer_free_seats($1, $2, $3)').rows<{
  changed: string[];
  touched: number[];
}>();
const changedStatement = prepare(
  'waiting_entries_changed',
  `SELECT ${ENTRY_COLUMNS} FROM waiting_list w WHERE w.id = ANY ($1::uuid[]) ORDER BY w.seq`,
).rows<EntryRow>();
const dueStatement = prepare('waiting_lists_due', 'SELECT d AS show_id FROM waiting_lists_due($1) d').rows<{
  show_id: string;
}>();

/**
 * Offers what is free of a show to those who wait, in order, and ends offers that were not accepted in time. Any number of workers may do so
 * at a time; it is one after the other, and each seat is offered to one.
 */
export async function offerSeats(
  ctx: CtxWith<WaitingListSettings>,
  input: { readonly showId: string },
  reactions: OfferReactions,
): Promise<void> {
  await change(ctx, async (tx) => {
    const [done] = await offerStatement(tx.client, [input.showId, ctx.settings.OFFER_SECONDS, GRACE_SECONDS]);
    if (done === undefined) return;
    if (done.touched.length > 0) await tellSeats(tx, [{ poolId: input.showId, units: done.touched }]);
    if (done.changed.length === 0) return;
    const changed = await changedStatement(tx.client, [done.changed]);
    tx.emit(...changed.map(offerUpdated));
    await reactions.offers.made(tx, changed);
  });
}

const apart = apartIn('waiting lists');

/** As `offerSeats`, one apart from the other, for all shows in which there is something to be done: offers whose time is over, and whatever no job has come for. */
export async function sweepWaitingLists(ctx: CtxWith<WaitingListSettings>, reactions: OfferReactions): Promise<void> {
  await apart(ctx).each(
    await dueStatement(ctx.db.pool, [LISTS]),
    ({ show_id: showId }) => showId,
    ({ show_id: showId }) => offerSeats(ctx, { showId }, reactions),
  );
}
