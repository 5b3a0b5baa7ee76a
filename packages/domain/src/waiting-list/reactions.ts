import type { Tx } from '../spine/emit.ts';
import type { EntryRow } from './rows.ts';

/** What others do in the transaction in which entries of a waiting list are offered seats, or lose an offer. */
export type OfferReactions = {
  readonly offers: { readonly made: (tx: Tx, changed: readonly EntryRow[]) => Promise<void> };
};
