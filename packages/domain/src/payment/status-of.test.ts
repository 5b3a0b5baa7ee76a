import { describe, expect, it } from 'vitest';
import { statusOf, type Facts } from './status-of.ts';

const nothing: Facts = { paidAttemptId: null, delivered: false, attempts: [], refunds: [] };
const paid = { id: 'a', status: 'CAPTURED', receivedMinor: 100n } as const;
const extra = { id: 'b', status: 'CAPTURED', receivedMinor: 100n } as const;
const wrong = (id: string) => ({ id, status: 'CONFLICTED', receivedMinor: 90n }) as const;
const back = (attemptId: string, status: 'PENDING' | 'DONE' | 'FAILED' | 'PARKED', amountMinor = 100n) => ({
  attemptId,
  status,
  amountMinor,
});

describe('a payment stands where its money is', () => {
  it.each([
    ['DELIVERED', { attempts: [paid], paidAttemptId: 'a', delivered: true }],
    ['CAPTURED', { attempts: [paid], paidAttemptId: 'a' }],
    ['REFUNDING', { attempts: [paid], paidAttemptId: 'a', delivered: true, refunds: [back('a', 'PARKED')] }],
    ['PARTLY_REFUNDED', { attempts: [paid], paidAttemptId: 'a', delivered: true, refunds: [back('a', 'DONE', 60n)] }],
    ['REFUNDED', { attempts: [paid], paidAttemptId: 'a', refunds: [back('a', 'DONE', 60n), back('a', 'DONE', 40n)] }],
    // Given up: it is as before.
    ['DELIVERED', { attempts: [paid], paidAttemptId: 'a', delivered: true, refunds: [back('a', 'FAILED')] }],
    // What came besides goes back, and that is all.
    ['DELIVERED', { attempts: [paid, extra], paidAttemptId: 'a', delivered: true, refunds: [back('b', 'PENDING')] }],
    ['CONFLICTED', { attempts: [wrong('c')] }],
    ['REFUNDED', { attempts: [wrong('c')], refunds: [back('c', 'DONE', 90n)] }],
    ['PARTLY_REFUNDED', { attempts: [wrong('c'), wrong('d')], refunds: [back('c', 'DONE', 90n)] }],
    ['CREATED', {}],
    ['UNKNOWN', { attempts: [{ id: 'e', status: 'UNKNOWN', receivedMinor: 0n }] }],
    [
      'PENDING',
      {
        attempts: [
          { id: 'e', status: 'AUTHORISED', receivedMinor: 0n },
          { id: 'f', status: 'FAILED', receivedMinor: 0n },
        ],
      },
    ],
    [
      'FAILED',
      {
        attempts: [
          { id: 'e', status: 'CANCELLED', receivedMinor: 0n },
          { id: 'f', status: 'FAILED', receivedMinor: 0n },
        ],
      },
    ],
  ] as const)('%s: %#', (status, facts) => {
    expect(statusOf({ ...nothing, ...facts })).toBe(status);
  });
});
