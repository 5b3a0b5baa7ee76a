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
  const [, kind] = ABOUT.find(([prefix]) => type.startsWith(prefix)) ?? [];
  const reference = used.safeParse(event).data?.data.object.metadata[REFERENCE_KEY];
  if (kind === undefined || reference === undefined) return { outcome: 'ignored', type };
  return { outcome: 'about', type, kind, reference };
};
