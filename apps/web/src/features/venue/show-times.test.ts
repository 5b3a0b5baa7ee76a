import { describe, expect, it } from 'vitest';
import { readTimes, startsOf } from './show-times.ts';

describe('times of a programme', () => {
  it('are read as people write them', () => {
    expect(readTimes('18:30, 9.15 14h00 18:30')).toEqual(['09:15', '14:00', '18:30']);
    expect([readTimes(''), readTimes('25:00'), readTimes('7 pm')]).toEqual([undefined, undefined, undefined]);
  });

  it('come on every day', () => {
    expect(startsOf('2026-12-31', 2, ['14:00', '20:00'])).toEqual([
      '2026-12-31T14:00:00',
      '2026-12-31T20:00:00',
      '2027-01-01T14:00:00',
      '2027-01-01T20:00:00',
    ]);
    expect(startsOf('2026-12-31', 0, ['14:00'])).toEqual([]);
  });
});
