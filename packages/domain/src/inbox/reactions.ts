import type { InboxKind } from '@docket/contracts/http/inbox';
import type { Ctx } from '../spine/ctx.ts';

/** What came of looking at one: it was looked at, whatever was found; or nothing of ours has this reference. */
export type Looked = 'looked' | 'unknown';

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
