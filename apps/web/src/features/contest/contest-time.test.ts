import { describe, expect, it } from 'vitest';
import { clockTime, exactTime, fromLocalInput, lengthWords, toLocalInput } from './contest-time.ts';

describe('contest time', () => {
  it('counts hours without days', () => {
    expect(clockTime(59_999)).toBe('0:00');
    expect(clockTime(26 * 3_600_000 + 7 * 60_000)).toBe('26:07');
    expect(exactTime(61_500)).toBe('0:01:01');
  });

  it.each([
    [60_000, '1 minute'],
    [45 * 60_000, '45 minutes'],
    [5 * 3_600_000, '5 hours'],
    [150 * 60_000, '2 h 30 min'],
    [86_400_000, '1 day'],
    [90_000_000, '1 d 1 h'],
  ])('says how long %i ms are', (ms, words) => {
    expect(lengthWords(ms)).toBe(words);
  });

  it('goes to an input and back', () => {
    const iso = '2026-12-05T10:30:00.000Z';
    expect(fromLocalInput(toLocalInput(iso))).toBe(iso);
    expect(fromLocalInput('')).toBeUndefined();
    expect(fromLocalInput('soon')).toBeUndefined();
    expect(toLocalInput(null)).toBe('');
  });
});
