import type { Tx } from '../spine/emit.ts';

/**
 * What holds are made for. The kernel knows no more of it than the name: what ends together with such holds says the area of the subject, in
 * the list above all areas (`reactions.ts`), where a kind that is left out does not compile.
 */
export type SubjectKind = 'booking' | 'allowance' | 'offer' | 'waitinglist' | 'house' | 'trip' | 'maintenance';

/** A hold that was ended just now, and what of its pool it has given back. */
export type EndedHold = {
  readonly holdId: string;
  readonly poolId: string;
  readonly units: readonly number[];
  readonly subject: { readonly kind: SubjectKind; readonly id: string };
};

/** How the sweeper deals with subjects of one kind whose holds are past their time. */
export type Subject = {
  /**
   * Locks subjects before their holds, which is the order of locks everywhere, without waiting for those that somebody is working on.
   * @returns those whose holds may be ended; the others are for the next turn
   */
  readonly lock: (tx: Tx, ids: readonly string[]) => Promise<readonly string[]>;
  /** Ends them together with their holds, in the same transaction. */
  readonly end: (tx: Tx, holds: readonly EndedHold[]) => Promise<void>;
};

/** What others do in a transaction that ends holds, whatever ends them. */
export type HoldReactions = {
  readonly holdsEnded: (tx: Tx, ended: readonly EndedHold[]) => Promise<void>;
};

/** As `HoldReactions`, and what becomes of subjects whose holds ran out. */
export type SweepReactions = HoldReactions & { readonly subjects: Readonly<Record<SubjectKind, Subject>> };
