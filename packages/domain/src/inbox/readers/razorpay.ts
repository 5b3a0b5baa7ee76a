import { z } from 'zod';
import { brief } from '../brief.ts';
import { REFERENCE_KEY } from '../reference-key.ts';
import type { InboxReader } from './reader.ts';

/** Notes are an object, or an empty list where there are none. */
const entity = z.object({ entity: z.object({ notes: z.unknown().optional() }) });
const notes = z.object({ [REFERENCE_KEY]: z.string() });
const typed = z.object({ event: z.string() });
/** Of a dispute: that there is one, that it wants an answer, and how it ended. */
const DISPUTES = /^payment\.dispute\.(created|action_required|won|lost|closed)$/;
const disputed = z.object({
  payload: z.object({ dispute: z.object({ entity: z.object({ id: z.string().min(1) }) }) }),
});
/** All that is used of an event: the amounts in it are nobody's truth. */
const used = z.object({
  payload: z.object({
    payment_link: entity.optional(),
    order: entity.optional(),
    payment: entity.optional(),
    refund: entity.optional(),
  }),
});

/** Events of Razorpay (https://razorpay.com/docs/webhooks/payloads/). The notes of a link are those of its order; what is without our reference says nothing to us. */
export const readRazorpay: InboxReader = (event) => {
  const { success, data } = typed.safeParse(event);
  if (!success) return { outcome: 'unreadable', why: 'it has no event' };
  const type = brief(data.event);
  if (DISPUTES.test(type)) {
    const about = disputed.safeParse(event).data?.payload.dispute.entity.id;
    if (about === undefined) return { outcome: 'unreadable', why: 'it has no id of a dispute' };
    return { outcome: 'about', type, kind: 'dispute', reference: `razorpay:${brief(about)}` };
  }
  const { payment_link: link, order, payment, refund } = used.safeParse(event).data?.payload ?? {};
  const kind = type.startsWith('refund.') ? 'refund' : 'payment';
  const reference = (kind === 'refund' ? [refund] : [link, order, payment])
    .map((one) => notes.safeParse(one?.entity.notes).data?.[REFERENCE_KEY])
    .find((one) => one !== undefined);
  if (reference === undefined || !/^(payment_link|order|payment|refund)\./.test(type))
    return { outcome: 'ignored', type };
  return { outcome: 'about', type, kind, reference };
};
