import type { Tx } from '../../spine/emit.ts';

/** A log-in from a browser that its owner had not used lately. */
export type NewSignIn = {
  readonly userId: string;
  readonly sessionId: string;
  readonly way: 'password' | 'passkey' | 'provider';
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly at: Date;
};

/** What others do in the transactions that let somebody into an account, and that close one. */
export type UserReactions = {
  readonly users: {
    /** Its owner is told, who may not have been it. */
    readonly signedIn: (tx: Tx, signIn: NewSignIn) => Promise<void>;
    /** Nobody answers for it any more: what it keeps from others is free again. */
    readonly disabled: (tx: Tx, userId: string) => Promise<void>;
  };
};
