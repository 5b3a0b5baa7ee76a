import type { InboxKind } from '@docket/contracts/http/inbox';
import type { Ctx } from '../spine/ctx.ts';

/**
 * What came of looking at one.
 * - `looked`: whatever was found; `unknown`: nothing of ours has this reference.
 * - `foreign`: it is another's who uses the same account.
 * - `operator`: it was looked at, and somebody has to do what a program cannot.
 */
export type Looked = 'looked' | 'unknown' | 'foreign' | { readonly operator: string };

/**
 * What others do about events of providers. An event says only "look again": nothing in it is believed, so all that is given on is what it was about, each
 * reference once. What has no entry in the answer has failed and is tried again by itself; what throws is tried again one by one.
 * Called outside of any transaction, and more than once for the same event.
 */
export type InboxReactions = {
  readonly lookAgain: Readonly<
    Record<InboxKind, (ctx: Ctx, references: readonly string[]) => Promise<ReadonlyMap<string, Looked>>>
  >;
};
