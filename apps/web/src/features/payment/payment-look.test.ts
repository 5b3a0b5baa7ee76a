import { expect, test } from 'vitest';
import { PAYMENT_LOOKS, chargedWords, isClosed } from './payment-look.ts';
import type { PaymentStatus } from '@docket/contracts/payment/status';

const of = (status: PaymentStatus) => ({ status, refunds: [] });

test('nothing was charged only where no money came and none can come', () => {
  const said = (Object.keys(PAYMENT_LOOKS) as PaymentStatus[]).filter(
    (status) => chargedWords(of(status)) === 'Nothing was charged.',
  );
  expect(said).toEqual(['CREATED', 'PENDING', 'FAILED', 'CANCELLED']);
  expect(chargedWords(null)).toBe('Nothing was charged.');
  expect(chargedWords(of('CONFLICTED'))).toMatch(/^Another amount came/);
  expect(chargedWords(of('UNKNOWN'))).toMatch(/has not told us yet/);
});

test('what another amount came for is not paid for again', () => {
  const closed = (Object.keys(PAYMENT_LOOKS) as PaymentStatus[]).filter((status) => isClosed({ status }));
  expect(closed).toEqual(['REFUNDING', 'PARTLY_REFUNDED', 'REFUNDED', 'CONFLICTED']);
});
