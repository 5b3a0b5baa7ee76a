import { OutcomeUnknown } from '@docket/domain/payment/provider';
import type Razorpay from 'razorpay';
import { madeBetween } from '../made-between.ts';
import { payment, paymentLink, paymentLinks, payments, type Payment, type PaymentLink } from './answers.ts';
import { asked } from './client.ts';

const PAGE = 100;
/** More links than that within seven minutes are not searched through: then nobody can say that one is not there. */
const PAGES = 50;

/**
 * The link of a reference; undefined when there is none. Razorpay documents a search by reference that was seen to find nothing, so that all links of the time in
 * which it was made are looked through, and only one with the very reference is taken.
 */
export async function findLink(razorpay: Razorpay, reference: string): Promise<PaymentLink | undefined> {
  const byReference = await list(razorpay, { reference_id: reference });
  const found = byReference.find((link) => link.reference_id === reference);
  if (found !== undefined) return found;
  for (let page = 0; page < PAGES; page += 1) {
    const links = await list(razorpay, { ...madeBetween(reference), count: PAGE, skip: page * PAGE });
    const one = links.find((link) => link.reference_id === reference);
    if (one !== undefined) return one;
    if (links.length < PAGE) return undefined;
  }
  throw new OutcomeUnknown(`more than ${PAGE * PAGES} links of Razorpay were made at that time`);
}

type Query = Readonly<Record<string, string | number>>;

async function list(razorpay: Razorpay, query: Query): Promise<readonly PaymentLink[]> {
  const { payment_links: links } = await asked(paymentLinks, () => razorpay.paymentLink.all(query));
  return links;
}

export function readLink(razorpay: Razorpay, id: string): Promise<PaymentLink> {
  return asked(paymentLink, () => razorpay.paymentLink.fetch(id));
}

/** All tries to pay at a link, also those that failed; by its order where it has one, for the link itself names those alone that came to something. */
export async function paymentsOf(razorpay: Razorpay, link: PaymentLink): Promise<readonly Payment[]> {
  const { order_id: order } = link;
  if (order !== null && order !== undefined && order !== '') {
    const { items } = await asked(payments, () => razorpay.orders.fetchPayments(order));
    return items;
  }
  return Promise.all(
    (link.payments ?? []).map(({ payment_id: id }) => asked(payment, () => razorpay.payments.fetch(id))),
  );
}
