import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attemptStatus } from '@docket/contracts/payment/status';
import { decide, type Asked } from './decide.ts';
import type { ChargeTruth } from './provider.ts';

const asked: Asked = { status: 'PENDING', amountMinor: 100n, currency: 'INR' };
const truth: ChargeTruth = {
  providerRef: 'c',
  state: 'captured',
  receivedMinor: 100,
  refundedMinor: 0,
  currency: 'INR',
  feeMinor: null,
  failure: null,
  step: { redirectUrl: null, upiUri: null, transferTo: null },
};

describe('the word of a provider', () => {
  it.each([
    [{}, 'CAPTURED'],
    [{ receivedMinor: 99 }, 'CONFLICTED'],
    [{ receivedMinor: 101 }, 'CONFLICTED'],
    [{ currency: 'EUR' }, 'CONFLICTED'],
    [{ state: 'authorised' }, 'AUTHORISED'],
    [{ state: 'failed' }, 'FAILED'],
    [{ state: 'gone' }, 'FAILED'],
    [{ state: 'cancelled' }, 'CANCELLED'],
  ] as const)('%j makes an attempt %s', (told, status) => {
    expect(decide(asked, { ...truth, ...told })).toBe(status);
  });

  it.each([
    ['FAILED', 'captured', 'CAPTURED'],
    ['CANCELLED', 'captured', 'CAPTURED'],
    ['FAILED', 'pending', 'FAILED'],
    ['FAILED', 'authorised', 'FAILED'],
    ['AUTHORISED', 'pending', 'AUTHORISED'],
    ['CAPTURED', 'failed', 'CAPTURED'],
    ['UNKNOWN', 'pending', 'PENDING'],
  ] as const)('to one that is %s, "%s", leaves it %s', (status, state, then) => {
    expect(decide({ ...asked, status }, { ...truth, state })).toBe(then);
  });

  it('said twice changes nothing more, and nothing takes money back', () => {
    const states = fc.constantFrom('pending', 'authorised', 'captured', 'failed', 'cancelled', 'gone' as const);
    fc.assert(
      fc.property(fc.constantFrom(...attemptStatus.options), states, states, (status, first, second) => {
        const once = decide({ ...asked, status }, { ...truth, state: first });
        expect(decide({ ...asked, status: once }, { ...truth, state: first })).toBe(once);
        if (once === 'CAPTURED')
          expect(decide({ ...asked, status: once }, { ...truth, state: second })).toBe('CAPTURED');
      }),
    );
  });
});
