import { type Charge, OutcomeUnknown, ProviderRefused } from '@docket/domain/payment/provider';
import { newId } from '@docket/runtime/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from './backend.ts';
import { startBankBackend } from './bank-backend.ts';

const BACKENDS = { bank: startBankBackend } satisfies Record<string, () => Promise<Backend>>;

const newCharge = (more: Partial<Charge> = {}): Charge => ({
  reference: newId(),
  method: 'netbanking',
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
    expect(await codeOf(backend.provider.create(newCharge({ method: 'upi', currency: 'EUR' })))).toBe(
      'currency_unsupported',
    );
  });

  it('hands the buyer a UPI link or an account, where that is how it is paid', async () => {
    expect((await backend.provider.create(newCharge({ method: 'upi' }))).step.upiUri).toMatch(/^upi:\/\/pay\?pa=/);
    const { step } = await backend.provider.create(newCharge({ method: 'bank_transfer' }));
    expect(step).toMatchObject({
      redirectUrl: null,
      upiUri: null,
      transferTo: { iban: expect.any(String), ifsc: expect.any(String) },
    });
  });
});
