import type { OutsideProvider } from '@docket/contracts/payment/providers';
import { readBank } from './readers/bank.ts';
import { readRazorpay } from './readers/razorpay.ts';
import type { InboxReader } from './readers/reader.ts';
import { readStripe } from './readers/stripe.ts';

/** Who reads the events of which provider. Those of others wait, parked, until there is a line for them here. */
export const inboxReaders: Readonly<Record<OutsideProvider, InboxReader>> = {
  bank: readBank,
  stripe: readStripe,
  razorpay: readRazorpay,
};
