import type { WebhookProvider } from '@docket/runtime/settings/webhooks';
import { razorpay } from './razorpay.ts';
import type { SignatureScheme } from './scheme.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { stripe } from './stripe.ts';

/** How each provider signs. A new one is a line here and its name in the settings, and a file beside this one if it signs as nobody else does. */
export const signatureSchemes: Readonly<Record<WebhookProvider, SignatureScheme>> = {
  bank: standardWebhooks,
  stripe,
  razorpay,
};
