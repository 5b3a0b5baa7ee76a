import { expect, it } from 'vitest';
import { REFERENCE_KEY } from '../reference-key.ts';
import { readRazorpay } from './razorpay.ts';
import { readStripe } from './stripe.ts';

const ours = { [REFERENCE_KEY]: 'r1' };

it('reads what an event of Stripe is about, by our reference in its metadata', () => {
  const read = (type: string, metadata: unknown = ours) => readStripe({ type, data: { object: { metadata } } });
  for (const [type, kind] of [
    ['checkout.session.completed', 'payment'],
    ['checkout.session.async_payment_failed', 'payment'],
    ['payment_intent.payment_failed', 'payment'],
    ['refund.failed', 'refund'],
    ['charge.refund.updated', 'refund'],
  ] as const)
    expect(read(type)).toEqual({ outcome: 'about', type, kind, reference: 'r1' });
  // Of others who use the account, of things that are not ours, and of what is told by other events.
  expect(read('payment_intent.succeeded', {})).toEqual({ outcome: 'ignored', type: 'payment_intent.succeeded' });
  expect(read('payment_intent.succeeded', null)).toMatchObject({ outcome: 'ignored' });
  expect(read('charge.succeeded')).toMatchObject({ outcome: 'ignored' });
  expect(read('customer.created')).toMatchObject({ outcome: 'ignored' });
  // A dispute has no word of ours: its own id stands for it. What happens in between says nothing more.
  const dispute = { data: { object: { id: 'du_1', metadata: {} } } };
  for (const type of ['charge.dispute.created', 'charge.dispute.closed'])
    expect(readStripe({ type, ...dispute })).toEqual({
      outcome: 'about',
      type,
      kind: 'dispute',
      reference: 'stripe:du_1',
    });
  expect(readStripe({ type: 'charge.dispute.updated', ...dispute })).toMatchObject({ outcome: 'ignored' });
  expect(readStripe({ type: 'charge.dispute.created', data: {} })).toMatchObject({ outcome: 'unreadable' });
  expect(readStripe({ data: {} })).toMatchObject({ outcome: 'unreadable' });
  expect(readStripe(null)).toMatchObject({ outcome: 'unreadable' });
});

it('reads what an event of Razorpay is about, by our reference in the notes of a link, its order or a refund', () => {
  const read = (event: string, entities: Readonly<Record<string, unknown>>) =>
    readRazorpay({
      event,
      payload: Object.fromEntries(Object.entries(entities).map(([name, notes]) => [name, { entity: { notes } }])),
    });
  const about = { outcome: 'about', reference: 'r1' };
  expect(read('payment_link.paid', { payment_link: ours, order: ours, payment: [] })).toMatchObject({
    ...about,
    kind: 'payment',
  });
  expect(read('order.paid', { order: ours, payment: [] })).toMatchObject({ ...about, kind: 'payment' });
  expect(read('refund.processed', { refund: ours, payment: { [REFERENCE_KEY]: 'p1' } })).toMatchObject({
    ...about,
    kind: 'refund',
  });
  // A payment does not have the notes of its link; the event of the link says the same.
  expect(read('payment.captured', { payment: [] })).toEqual({ outcome: 'ignored', type: 'payment.captured' });
  expect(read('refund.processed', { refund: [], payment: ours })).toMatchObject({ outcome: 'ignored' });
  expect(read('settlement.processed', { payment: ours })).toMatchObject({ outcome: 'ignored' });
  const payload = { payment: { entity: {} }, dispute: { entity: { id: 'disp_1' } } };
  expect(readRazorpay({ event: 'payment.dispute.created', payload })).toMatchObject({
    kind: 'dispute',
    reference: 'razorpay:disp_1',
  });
  expect(readRazorpay({ event: 'payment.dispute.under_review', payload })).toMatchObject({ outcome: 'ignored' });
  expect(readRazorpay({ event: 'payment.dispute.lost' })).toMatchObject({ outcome: 'unreadable' });
  expect(readRazorpay({ event: 'order.paid' })).toMatchObject({ outcome: 'ignored' });
  expect(readRazorpay('order.paid')).toMatchObject({ outcome: 'unreadable' });
});
