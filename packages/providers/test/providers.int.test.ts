import { type Charge, OutcomeUnknown, ProviderRefused } from '@docket/domain/payment/provider';
import { newId } from '@docket/runtime/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from './backend.ts';
import { startBankBackend } from './bank-backend.ts';
import { startRazorpayBackend } from './razorpay-backend.ts';
import { startStripeBackend } from './stripe-backend.ts';

/** The bank is a whole one. What Stripe and Razorpay are asked goes through their SDKs to what stands for them here; neither was ever asked itself. */
const BACKENDS = {
  bank: startBankBackend,
  stripe: startStripeBackend,
  razorpay: startRazorpayBackend,
} satisfies Record<string, () => Promise<Backend>>;

const chargeOf = (more: Pick<Charge, 'method'> & Partial<Charge>): Charge => ({
  reference: newId(),
  amountMinor: 190_000,
  currency: 'INR',
  userId: newId(),
  description: 'Two seats',
  returnUrl: 'http://127.0.0.1:3000/back',
  expiresInSeconds: 300,
  ...more,
});

/** Of a refusal; anything else is thrown on. */
async function codeOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof ProviderRefused) return error.code;
    throw error;
  }
  return 'none';
}

describe.each(Object.entries(BACKENDS))('the provider %s', (name, start) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await start();
  });
  afterAll(() => backend.stop());

  const newCharge = (more: Partial<Charge> = {}): Charge => chargeOf({ ...backend.usual, ...more });
  const refOf = (ref: string | null): string => {
    if (ref === null) throw new Error('the provider gave no id');
    return ref;
  };
  async function paid(charge = newCharge()) {
    const { provider } = backend;
    const made = await provider.create(charge);
    await backend.pay(made);
    const { reference } = charge;
    return {
      charge,
      providerRef: refOf(made.providerRef),
      truth: await provider.fetch({ reference, providerRef: made.providerRef }),
    };
  }

  it('creates a charge, says where the buyer goes on, and tells when it was paid', async () => {
    expect(backend.provider.name).toBe(name);
    const charge = newCharge();
    const made = await backend.provider.create(charge);
    expect(made).toMatchObject({ state: 'pending', receivedMinor: 0, currency: 'INR', feeMinor: null });
    expect(made.step.redirectUrl).toMatch(/^http/);
    await backend.pay(made);
    const known = await backend.provider.fetch({ reference: charge.reference, providerRef: made.providerRef });
    expect(known).toMatchObject({ state: 'captured', receivedMinor: 190_000, refundedMinor: 0 });
    expect(known.feeMinor).toBeGreaterThanOrEqual(0);
    // By our own reference alone, as when the answer to `create` was lost.
    expect(await backend.provider.fetch({ reference: charge.reference, providerRef: null })).toEqual(known);
  });

  it('makes one charge of one reference, and refuses other terms for it', async () => {
    const charge = newCharge();
    const first = await backend.provider.create(charge);
    expect(await backend.provider.create(charge)).toEqual(first);
    const other = newCharge();
    const [one, two] = await Promise.all([backend.provider.create(other), backend.provider.create(other)]);
    expect(one).toEqual(two);
    expect(await codeOf(backend.provider.create({ ...charge, amountMinor: 1 }))).toBe('reference_taken');
  });

  it('says that it has never heard of a reference', async () => {
    expect(await backend.provider.fetch({ reference: newId(), providerRef: null })).toMatchObject({
      state: 'gone',
      providerRef: null,
    });
    const nobody = { reference: newId(), providerRef: null, chargeRef: 'pay_x' };
    expect(await backend.provider.fetchRefund(nobody)).toMatchObject({ state: 'gone' });
  });

  it('captures what was authorised, once', async () => {
    const charge = newCharge();
    await backend.authorise(charge);
    const authorised = await backend.provider.fetch({ reference: charge.reference, providerRef: null });
    expect(authorised).toMatchObject({ state: 'authorised', receivedMinor: 0 });
    const asked = { ...charge, providerRef: refOf(authorised.providerRef) };
    expect(await backend.provider.capture(asked)).toMatchObject({ state: 'captured', receivedMinor: 190_000 });
    expect(await backend.provider.capture(asked)).toMatchObject({ state: 'captured', receivedMinor: 190_000 });
  });

  it('cancels what nobody has paid, and tells the truth of what was paid meanwhile', async () => {
    const charge = newCharge();
    const made = await backend.provider.create(charge);
    const asked = { reference: charge.reference, providerRef: refOf(made.providerRef) };
    expect(await backend.provider.cancel(asked)).toMatchObject({ state: 'cancelled', receivedMinor: 0 });
    await backend.pay(made);
    expect(await backend.provider.fetch(asked)).toMatchObject({ state: 'cancelled', receivedMinor: 0 });
    expect(await codeOf(backend.provider.capture({ ...charge, ...asked }))).not.toBe('none');
    const other = await paid();
    const late = { reference: other.charge.reference, providerRef: other.providerRef };
    expect(await backend.provider.cancel(late)).toMatchObject({ state: 'captured', receivedMinor: 190_000 });
  });

  it('pays back in parts and whole, one refund of one reference, and never more than came', async () => {
    const { charge, providerRef } = await paid();
    const refund = { reference: newId(), providerRef, amountMinor: 40_000, currency: 'INR' };
    const first = await backend.provider.refund(refund);
    expect((await backend.provider.refund(refund)).providerRef).toBe(first.providerRef);
    expect(await codeOf(backend.provider.refund({ ...refund, reference: newId(), amountMinor: 150_001 }))).toBe(
      'refund_too_large',
    );
    const rest = { ...refund, reference: newId(), amountMinor: 150_000 };
    await backend.provider.refund(rest);
    for (const { reference } of [refund, rest])
      await expect
        .poll(() => backend.provider.fetchRefund({ reference, providerRef: null, chargeRef: providerRef }), {
          timeout: 10_000,
        })
        .toMatchObject({ state: 'done', failure: null });
    // The charge was captured, and stays so.
    expect(await backend.provider.fetch({ reference: charge.reference, providerRef })).toMatchObject({
      state: 'captured',
      receivedMinor: 190_000,
      refundedMinor: 190_000,
    });
  });

  it('pays a refund back once, also when it is ordered again after days', async () => {
    const { charge, providerRef } = await paid();
    const refund = { reference: newId(), providerRef, amountMinor: 40_000, currency: 'INR' };
    const first = await backend.provider.refund(refund);
    await backend.forgetKeys();
    expect((await backend.provider.refund(refund)).providerRef).toBe(first.providerRef);
    await expect
      .poll(() => backend.provider.fetch({ reference: charge.reference, providerRef }), { timeout: 10_000 })
      .toMatchObject({ refundedMinor: 40_000 });
  });

  it('does not know the outcome when the answer was lost, and tells the truth when it is asked', async () => {
    const charge = newCharge();
    await backend.loseNextAnswer();
    await expect(backend.provider.create(charge)).rejects.toThrow(OutcomeUnknown);
    expect(await backend.provider.fetch({ reference: charge.reference, providerRef: null })).toMatchObject({
      state: 'pending',
    });

    const { providerRef } = await paid();
    const refund = { reference: newId(), providerRef, amountMinor: 1_000, currency: 'INR' };
    await backend.loseNextAnswer();
    await expect(backend.provider.refund(refund)).rejects.toThrow(OutcomeUnknown);
    const seen = await backend.provider.fetchRefund({
      reference: refund.reference,
      providerRef: null,
      chargeRef: providerRef,
    });
    expect(['pending', 'done']).toContain(seen.state);
    expect((await backend.provider.refund(refund)).providerRef).toBe(seen.providerRef);
  });

  it('does not know the outcome when time was over, though it was a success', async () => {
    const charge = newCharge();
    await backend.delayNextAnswer(2_000);
    await expect(backend.impatient.create(charge)).rejects.toThrow(OutcomeUnknown);
    expect(await backend.provider.fetch({ reference: charge.reference, providerRef: null })).toMatchObject({
      state: 'pending',
    });
  });

  it('takes a fault of the provider’s own for unknown, and a wrong key for a refusal', async () => {
    const charge = newCharge();
    await backend.failNext();
    await expect(backend.provider.create(charge)).rejects.toThrow(OutcomeUnknown);
    expect(await backend.provider.fetch({ reference: charge.reference, providerRef: null })).toMatchObject({
      state: 'gone',
    });
    expect(await codeOf(backend.stranger.create(charge))).toBe('unauthenticated');
    expect(await codeOf(backend.provider.create(newCharge(backend.foreign)))).toBe('currency_unsupported');
  });

  it('says how much came, where it is not what was asked for', async () => {
    const charge = newCharge(backend.anyAmount);
    const made = await backend.provider.create(charge);
    await backend.pay(made, 150_000);
    const asked = { reference: charge.reference, providerRef: made.providerRef };
    expect(await backend.provider.fetch(asked)).toMatchObject({
      state: 'captured',
      receivedMinor: 150_000,
      currency: 'INR',
    });
  });

  it('says that the money came after all, though it had come to nothing', async () => {
    const charge = newCharge();
    const made = await backend.provider.create(charge);
    const look = () => backend.provider.fetch({ reference: charge.reference, providerRef: made.providerRef });
    await backend.late.fail(made);
    const failed = await look();
    expect(['failed', 'cancelled']).toContain(failed.state);
    expect(failed).toMatchObject({ receivedMinor: 0, failure: expect.any(String) });
    await backend.late.pay(made);
    await expect
      .poll(look, { timeout: 10_000 })
      .toMatchObject({ state: 'captured', receivedMinor: 190_000, failure: null });
  });

  it('keeps a charge under way whose buyer was declined and may try again', async ({ skip }) => {
    skip(backend.decline === undefined, 'whoever is declined by this provider is done with the charge');
    const charge = newCharge();
    const made = await backend.provider.create(charge);
    await backend.decline?.(made);
    const asked = { reference: charge.reference, providerRef: refOf(made.providerRef) };
    const declined = await backend.provider.fetch(asked);
    expect(declined).toMatchObject({ state: 'pending', failure: 'insufficient_funds', step: made.step });
    await backend.pay(made);
    expect(await backend.provider.fetch(asked)).toMatchObject({ state: 'captured', failure: null });
  });

  it('says of a refund that it is under way, done or failed, and makes another one of another reference', async () => {
    const { charge, providerRef } = await paid();
    for (const how of ['failed', 'done'] as const) {
      const refund = { reference: newId(), providerRef, amountMinor: 190_000, currency: 'INR' };
      await backend.holdRefunds(how);
      const ordered = await backend.provider.refund(refund);
      expect(ordered).toMatchObject({ state: 'pending', failure: null });
      const asked = { reference: refund.reference, providerRef: ordered.providerRef, chargeRef: providerRef };
      await backend.endRefunds();
      await expect.poll(() => backend.provider.fetchRefund(asked), { timeout: 10_000 }).toMatchObject({ state: how });
      // The same order again is the same refund, however it ended.
      expect((await backend.provider.refund(refund)).providerRef).toBe(ordered.providerRef);
      expect(await backend.provider.fetchRefund({ ...asked, providerRef: null })).toMatchObject({ state: how });
    }
    expect(await backend.provider.fetch({ reference: charge.reference, providerRef })).toMatchObject({
      refundedMinor: 190_000,
    });
  });

  it('finds what was done though the answer was a fault, and orders a refund again after one', async ({ skip }) => {
    const { failAfterNext } = backend;
    skip(failAfterNext === undefined, 'this provider says a fault of its own only where it has done nothing');
    const charge = newCharge();
    await failAfterNext?.();
    await expect(backend.provider.create(charge)).rejects.toThrow(OutcomeUnknown);
    expect(await backend.provider.fetch({ reference: charge.reference, providerRef: null })).toMatchObject({
      state: 'pending',
    });

    const { providerRef } = await paid();
    const refund = { reference: newId(), providerRef, amountMinor: 1_000, currency: 'INR' };
    for (const fault of [backend.failNext, failAfterNext]) {
      await fault?.();
      await expect(backend.provider.refund({ ...refund, reference: newId() })).rejects.toThrow(OutcomeUnknown);
    }
    // A second order of the same reference, after a fault that did nothing.
    await backend.failNext();
    await expect(backend.provider.refund(refund)).rejects.toThrow(OutcomeUnknown);
    const second = await backend.provider.refund(refund);
    expect(second).toMatchObject({ state: 'done' });
    expect((await backend.provider.refund(refund)).providerRef).toBe(second.providerRef);
  });
});

it('the bank hands the buyer a UPI link or an account, where that is how it is paid', async () => {
  const backend = await startBankBackend();
  try {
    expect((await backend.provider.create(chargeOf({ method: 'upi' }))).step.upiUri).toMatch(/^upi:\/\/pay\?pa=/);
    const { step } = await backend.provider.create(chargeOf({ method: 'bank_transfer' }));
    expect(step).toMatchObject({
      redirectUrl: null,
      upiUri: null,
      transferTo: { iban: expect.any(String), ifsc: expect.any(String) },
    });
  } finally {
    await backend.stop();
  }
});
