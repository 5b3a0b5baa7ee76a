import type { OutsideProvider } from '@docket/contracts/payment/providers';
import type { WebhookProvider } from '@docket/runtime/settings/webhooks';
import { razorpay } from './razorpay.ts';
import type { SignatureScheme } from './scheme.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { stripe } from './stripe.ts';

/** How each provider signs. The settings, which know nothing of contracts, have a list of their own: here the compiler holds the two against each other. */
export const signatureSchemes: Readonly<Record<WebhookProvider, SignatureScheme>> = {
  bank: standardWebhooks,
  stripe,
  razorpay,
} satisfies Readonly<Record<OutsideProvider, SignatureScheme>>;
