import { expect, it } from 'vitest';
import { createPaymentProviders } from './payment-providers.ts';

const NOTHING = { BANK_URL: undefined, BANK_API_KEY: undefined, stripe: undefined, razorpay: undefined };
const stripe = { secretKey: 'sk_test_0123456789abcdef', baseUrl: undefined };

const namesOf = async (settings: Parameters<typeof createPaymentProviders>[0]) =>
  (await createPaymentProviders(settings)).all.map(({ name }) => name);

it('offers what is set up, and nothing that is not', async () => {
  expect(await namesOf({ ...NOTHING, PAYMENT_PROVIDERS: undefined })).toEqual([]);
  expect(await namesOf({ ...NOTHING, PAYMENT_PROVIDERS: undefined, stripe })).toEqual(['stripe']);
});

it('says of one that is asked for and cannot be what is missing, or that there is none', async () => {
  const start = (named: string) => namesOf({ ...NOTHING, stripe, PAYMENT_PROVIDERS: named.split(',') });
  await expect(start('stripe,razorpay')).rejects.toThrow(
    /PAYMENT_PROVIDERS=stripe,razorpay: razorpay is not set up; set RAZORPAY_KEY_ID and RAZORPAY_KEY_SECRET/,
  );
  await expect(start('paypal')).rejects.toThrow(/there is no paypal; there are bank, stripe, razorpay/);
  expect(await start('stripe')).toEqual(['stripe']);
});
