import { describe, expect, it } from 'vitest';
import { houseDayAt } from './clock.ts';

const day = (timezone: string, at: string) => houseDayAt(timezone, new Date(at));

describe('the day of a house', () => {
  it('changes at three in the morning by its clocks', () => {
    expect(day('Asia/Kolkata', '2027-03-11T21:29:59Z')).toBe('2027-03-11');
    expect(day('Asia/Kolkata', '2027-03-11T21:30:00Z')).toBe('2027-03-12');
    expect(day('UTC', '2027-01-01T02:59:59Z')).toBe('2026-12-31');
  });

  it('changes with the clocks where two o’clock is left out', () => {
    // 01:59 is followed by 03:00.
    expect(day('Europe/Berlin', '2027-03-28T00:59:59Z')).toBe('2027-03-27');
    expect(day('Europe/Berlin', '2027-03-28T01:00:00Z')).toBe('2027-03-28');
  });

  it('changes once where two o’clock comes twice', () => {
    expect(day('Europe/Berlin', '2027-10-31T00:59:59Z')).toBe('2027-10-30');
    expect(day('Europe/Berlin', '2027-10-31T01:59:59Z')).toBe('2027-10-30');
    expect(day('Europe/Berlin', '2027-10-31T02:00:00Z')).toBe('2027-10-31');
  });

  it('never goes back', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Beirut', 'Africa/Cairo']) {
      let before = '';
      for (let at = Date.parse('2027-03-01T00:00:00Z'); at < Date.parse('2027-11-30T00:00:00Z'); at += 1_800_000) {
        const now = houseDayAt(zone, new Date(at));
        expect(now >= before, `${zone} ${new Date(at).toISOString()}`).toBe(true);
        before = now;
      }
    }
  });
});
