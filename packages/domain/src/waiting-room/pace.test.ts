import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BATCH_MAX, BATCH_MIN, nextBatch } from './pace.ts';

const batches = fc.double({ min: BATCH_MIN, max: BATCH_MAX, noNaN: true });

describe('the pace of admission', () => {
  it('grows by the same step while bookings are decided in time, or nobody books', () => {
    fc.assert(
      fc.property(batches, fc.constantFrom(null, 0, 99, 100), (batch, latencyMs) => {
        const next = nextBatch({ batch, latencyMs, targetMs: 100 });
        expect(next).toBe(Math.min(BATCH_MAX, batch + 5));
      }),
    );
  });

  it('is halved when they are not, but never stands still', () => {
    fc.assert(
      fc.property(batches, fc.integer({ min: 101, max: 60_000 }), (batch, latencyMs) => {
        const next = nextBatch({ batch, latencyMs, targetMs: 100 });
        expect(next).toBe(Math.max(BATCH_MIN, batch / 2));
      }),
    );
  });

  it('finds the rate a booking worker can bear, wherever it starts', () => {
    // Latency rises above the target as soon as more than 60 come at a time.
    fc.assert(
      fc.property(batches, (start) => {
        let batch = start;
        for (let turn = 0; turn < 100; turn += 1)
          batch = nextBatch({ batch, latencyMs: batch > 60 ? 500 : 20, targetMs: 100 });
        expect(batch).toBeGreaterThanOrEqual(30);
        expect(batch).toBeLessThanOrEqual(65);
      }),
    );
  });
});
