import type { InboxKind } from '@docket/contracts/http/inbox';
import { z } from 'zod';
import { brief } from '../brief.ts';
import { REFERENCE_KEY } from '../reference-key.ts';
import type { InboxReader } from './reader.ts';

const typed = z.object({ type: z.string() });
/** All that is used of an event: the amounts in it are nobody's truth. */
const used = z.object({
  data: z.object({ object: z.object({ metadata: z.object({ [REFERENCE_KEY]: z.string() }) }) }),
});

/** Events about a dispute; of what happens in between, the page of Stripe tells whoever answers it. */
const DISPUTES = new Set(['charge.dispute.created', 'charge.dispute.closed']);
const disputed = z.object({ data: z.object({ object: z.object({ id: z.string().min(1) }) }) });

/** What the type of an event begins with, and what it is about then. */
const ABOUT: readonly (readonly [prefix: string, kind: InboxKind])[] = [
  ['checkout.session.', 'payment'],
  ['payment_intent.', 'payment'],
  ['refund.', 'refund'],
  ['charge.refund.', 'refund'],
];

/** Events of Stripe (https://docs.stripe.com/api/events/types). What is without our reference says nothing to us. */
export const readStripe: InboxReader = (event) => {
  const { success, data } = typed.safeParse(event);
  if (!success) return { outcome: 'unreadable', why: 'it has no type' };
  const type = brief(data.type);
  if (DISPUTES.has(type)) {
    const about = disputed.safeParse(event).data?.data.object.id;
    if (about === undefined) return { outcome: 'unreadable', why: 'it has no id of a dispute' };
    // What it is about has no word of ours: Stripe is asked whose it is.
    return { outcome: 'about', type, kind: 'dispute', reference: `stripe:${brief(about)}` };
  }
  const [, kind] = ABOUT.find(([prefix]) => type.startsWith(prefix)) ?? [];
  const reference = used.safeParse(event).data?.data.object.metadata[REFERENCE_KEY];
  if (kind === undefined || reference === undefined) return { outcome: 'ignored', type };
  return { outcome: 'about', type, kind, reference };
};
