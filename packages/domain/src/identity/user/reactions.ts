import type { Tx } from '../../spine/emit.ts';

/** What others do in the transaction that closes an account. */
export type UserReactions = {
  readonly users: {
    /** Nobody answers for it any more: what it keeps from others is free again. */
    readonly disabled: (tx: Tx, userId: string) => Promise<void>;
  };
};
