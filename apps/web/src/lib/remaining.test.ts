import { describe, expect, it } from 'vitest';
import { formatRemaining, secondsUntil, spokenRemaining } from './remaining.ts';

describe('the time that is left', () => {
  it('counts whole seconds down to the very end', () => {
    expect([10_000, 9_001, 9_000, 1, 0, -5_000].map((ms) => secondsUntil(ms, 0))).toEqual([10, 10, 9, 1, 0, 0]);
  });

  it('is written as a clock', () => {
    expect([0, 9, 60, 299, 3_723, 100_000, 200_000].map(formatRemaining)).toEqual([
      '0:00',
      '0:09',
      '1:00',
      '4:59',
      '1:02:03',
      '27:46:40',
      '2 days',
    ]);
  });

  it('is spoken a few times only', () => {
    const said = new Set(Array.from({ length: 121 }, (_, seconds) => spokenRemaining(120 - seconds)));
    expect([...said]).toEqual(['2 minutes left', '1 minute left', '30 seconds left', '10 seconds left', 'time is up']);
    expect(spokenRemaining(4_000)).toBe('over 1 hour left');
  });
});
