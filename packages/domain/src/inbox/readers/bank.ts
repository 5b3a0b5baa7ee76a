import { bankEvent, bankEventType } from '@docket/contracts/bank/api';
import { inboxKind } from '@docket/contracts/http/inbox';
import { z } from 'zod';
import { brief } from '../brief.ts';
import type { InboxReader } from './reader.ts';

const typed = z.object({ type: z.string() });
/** All that is used of an event; amounts, users and flights in it are nobody's truth. */
const used = bankEvent.pick({ type: true, reference: true });

/** Events of the bank that ships with Docket: `payment.…`, `refund.…` and `payout.…` of our reference. */
export const readBank: InboxReader = (event) => {
  const { success, data } = typed.safeParse(event);
  if (!success) return { outcome: 'unreadable', why: 'it has no type' };
  if (!bankEventType.safeParse(data.type).success) return { outcome: 'ignored', type: brief(data.type) };
  const parsed = used.safeParse(event);
  if (!parsed.success) return { outcome: 'unreadable', why: 'it has no reference' };
  const { type, reference } = parsed.data;
  return { outcome: 'about', type, kind: inboxKind.parse(type.split('.', 1)[0]), reference };
};
