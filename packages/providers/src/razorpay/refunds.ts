import { REFERENCE_KEY } from '@docket/domain/inbox/reference-key';
import { ProviderRefused, type PaymentProvider, type RefundTruth } from '@docket/domain/payment/provider';
import type Razorpay from 'razorpay';
import { refund, refunds, type Payment, type Refund } from './answers.ts';
import { asked, isMissing } from './client.ts';
import { paymentsOf, readLink } from './links.ts';
import { hasMoney, refundTruthOf } from './truth.ts';

const PAGE = 100;

const GONE: RefundTruth = { providerRef: null, state: 'gone', failure: null };

/** Refunds at Razorpay. One of ours is known by its receipt; besides, the same order again has the same key. */
export function razorpayRefunds(razorpay: Razorpay): Pick<PaymentProvider, 'refund' | 'fetchRefund'> {
  async function paid(linkId: string): Promise<readonly Payment[]> {
    return (await paymentsOf(razorpay, await readLink(razorpay, linkId))).filter(hasMoney);
  }

  async function find(among: readonly Payment[], reference: string): Promise<Refund | undefined> {
    for (const { id } of among)
      for (let skip = 0; ; skip += PAGE) {
        const page = { count: PAGE, skip };
        const { items } = await asked(refunds, () => razorpay.payments.fetchMultipleRefund(id, page));
        const found = items.find(({ receipt }) => receipt === reference);
        if (found !== undefined) return found;
        if (items.length < PAGE) break;
      }
    return undefined;
  }

  return {
    async refund({ reference, providerRef, amountMinor }) {
      const came = await paid(providerRef);
      const known = await find(came, reference);
      if (known !== undefined) return refundTruthOf(known);
      const from = came.find(({ amount, amount_refunded: back }) => amount - (back ?? 0) >= amountMinor);
      if (from === undefined)
        throw new ProviderRefused('refund_too_large', 'No payment at this link has so much left.');
      const order = {
        amount: amountMinor,
        speed: 'normal',
        receipt: reference,
        notes: { [REFERENCE_KEY]: reference },
      } as const;
      return refundTruthOf(await asked(refund, () => razorpay.payments.refund(from.id, order)));
    },

    async fetchRefund({ reference, providerRef, chargeRef }) {
      try {
        if (providerRef !== null) return refundTruthOf(await asked(refund, () => razorpay.refunds.fetch(providerRef)));
        const known = await find(await paid(chargeRef), reference);
        return known === undefined ? GONE : refundTruthOf(known);
      } catch (error) {
        if (isMissing(error)) return GONE;
        throw error;
      }
    },
  };
}
