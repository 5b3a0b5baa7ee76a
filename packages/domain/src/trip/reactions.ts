import type { Tx } from '../spine/emit.ts';
import type { TripRow } from './rows.ts';

/** What a trip may become that others follow. */
type TripTransition = 'confirmed' | 'cancelled';

/** What others do in the transaction in which a trip changes so: whatever changes it passes them on, or none of it happens. */
export type TripReactions = {
  readonly trips: Readonly<Record<TripTransition, (tx: Tx, trip: TripRow) => Promise<void>>>;
};
