import { REFERENCE_KEY } from '@docket/domain/inbox/reference-key';
import {
  OutcomeUnknown,
  ProviderRefused,
  type Charge,
  type ChargeTruth,
  type PaymentProvider,
} from '@docket/domain/payment/provider';
import { closesAt } from '../made-between.ts';
import { payment, paymentLink, type PaymentLink } from './answers.ts';
import { asked, isMissing, razorpayClient, type RazorpayAccess } from './client.ts';
import { razorpayDisputes } from './disputes.ts';
import { findLink, paymentsOf, readLink } from './links.ts';
import { razorpayRefunds } from './refunds.ts';
import { GONE, truthOf } from './truth.ts';

/** A link is payable for a quarter of an hour or more. What was not paid in time is cancelled by us, at the deadline. */
const LEAST_OPEN_SECONDS = 900;
/** Of those that Razorpay takes rupees alone by. */
const RUPEES_ONLY = new Set(['netbanking', 'upi']);
/** Whose last digit has to be 0. */
const ROUND_TO_TEN = new Set(['KWD', 'BHD', 'OMR']);

/** Cards, net banking and UPI at Razorpay, on a page of Razorpay's. The charge is a payment link: it can be cancelled, and there is one of a reference. */
export function createRazorpayProvider(access: RazorpayAccess): PaymentProvider {
  const razorpay = razorpayClient(access);

  const truth = async (link: PaymentLink): Promise<ChargeTruth> => truthOf(link, await paymentsOf(razorpay, link));
  const truthAt = async (id: string): Promise<ChargeTruth> => truth(await readLink(razorpay, id));

  async function find(reference: string): Promise<ChargeTruth> {
    const link = await findLink(razorpay, reference);
    return link === undefined ? GONE : truth(link);
  }

  return {
    name: 'razorpay',
    title: 'Razorpay',
    methods: ['card', 'netbanking', 'upi'],
    takes: ({ method, currency }) => currency === 'INR' || !RUPEES_ONLY.has(method),

    async create(charge) {
      refuseUnsupported(charge);
      const { reference, amountMinor, currency } = charge;
      try {
        return await truth(await asked(paymentLink, () => razorpay.paymentLink.create(linkOf(charge))));
      } catch (error) {
        if (!(error instanceof ProviderRefused) || error.code === 'unauthenticated') throw error;
        // It may be refused for there being one, which is said in words alone.
        const known = await findLink(razorpay, reference);
        if (known !== undefined && known.amount === amountMinor && known.currency === currency) return truth(known);
        if (known !== undefined) throw new ProviderRefused('reference_taken', error.message);
        if (/already exists/i.test(error.message))
          throw new OutcomeUnknown('Razorpay says that there is such a link, and does not show it', { cause: error });
        throw error;
      }
    },

    async fetch({ reference, providerRef }) {
      if (providerRef === null) return find(reference);
      try {
        return await truthAt(providerRef);
      } catch (error) {
        if (isMissing(error)) return find(reference);
        throw error;
      }
    },

    async capture({ providerRef, amountMinor, currency }) {
      const link = await readLink(razorpay, providerRef);
      const approved = (await paymentsOf(razorpay, link)).find(({ status }) => status === 'authorized');
      if (approved !== undefined)
        await unlessRefused(asked(payment, () => razorpay.payments.capture(approved.id, amountMinor, currency)));
      const after = await truthAt(providerRef);
      if (after.state !== 'captured') throw new ProviderRefused('not_authorised', `It is ${after.state} at Razorpay.`);
      return after;
    },

    async cancel({ providerRef }) {
      const { state } = await truthAt(providerRef);
      if (state === 'pending') await unlessRefused(asked(paymentLink, () => razorpay.paymentLink.cancel(providerRef)));
      return truthAt(providerRef);
    },

    ...razorpayRefunds(razorpay),
    ...razorpayDisputes(razorpay),
  };
}

/** What is refused because it stands otherwise meanwhile is not done; how it stands is asked afterwards. */
async function unlessRefused(order: Promise<unknown>): Promise<void> {
  try {
    await order;
  } catch (error) {
    if (!(error instanceof ProviderRefused) || error.code === 'unauthenticated') throw error;
  }
}

function refuseUnsupported({ method, amountMinor, currency }: Charge): void {
  if (RUPEES_ONLY.has(method) && currency !== 'INR')
    throw new ProviderRefused('currency_unsupported', `Razorpay takes ${method} in INR only.`);
  if (ROUND_TO_TEN.has(currency) && amountMinor % 10 !== 0)
    throw new ProviderRefused('amount_unsupported', `Razorpay takes no ${amountMinor} minor units of ${currency}.`);
}

function linkOf({ reference, method, amountMinor, currency, description, returnUrl, expiresInSeconds }: Charge) {
  const only = (one: Charge['method']): 1 | 0 => (one === method ? 1 : 0);
  return {
    amount: amountMinor,
    currency,
    accept_partial: false,
    reference_id: reference,
    description: description.slice(0, 2_048),
    // Whom it is from is not for Razorpay to know, nor for it to write to.
    customer: {},
    notify: { sms: false, email: false },
    reminder_enable: false,
    notes: { [REFERENCE_KEY]: reference },
    callback_url: returnUrl,
    callback_method: 'get',
    expire_by: closesAt(reference, expiresInSeconds, LEAST_OPEN_SECONDS),
    options: {
      checkout: { method: { card: only('card'), netbanking: only('netbanking'), upi: only('upi'), wallet: 0 } },
    },
  } as const;
}
