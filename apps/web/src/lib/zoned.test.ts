import { describe, expect, it } from 'vitest';
import { clockIn, offsetWords, dateIn, dateLabel, datesFrom, dayIn, foreignZone, timeIn, whenIn } from './zoned.ts';

const EVENING = '2026-11-27T18:45:00.000Z';
const NOW = Date.parse('2026-11-26T10:00:00Z');

describe('the time of a place', () => {
  it('is what its clocks show', () => {
    expect([timeIn('Asia/Kolkata', EVENING), dayIn('Asia/Kolkata', EVENING, NOW)]).toEqual(['00:15', 'Sat, Nov 28']);
    expect([timeIn('Europe/Lisbon', EVENING), dateIn('Europe/Lisbon', EVENING)]).toEqual(['18:45', '2026-11-27']);
    expect(dayIn('UTC', '2027-01-02T00:00:00Z', NOW)).toBe('Sat, Jan 2, 2027');
  });

  it('is told with the offset on a day on which the clocks are changed', () => {
    expect(clockIn('Europe/Berlin', '2027-10-31T00:30:00Z')).toBe('02:30 UTC+2');
    expect(clockIn('Europe/Berlin', '2027-10-31T01:30:00Z')).toBe('02:30 UTC+1');
    expect(clockIn('Europe/Berlin', '2027-10-30T20:00:00Z')).toBe('22:00');
    expect(whenIn('Europe/Berlin', '2027-10-31T00:30:00Z', NOW)).toBe('Sun, Oct 31, 2027, 02:30 UTC+2');
    expect(clockIn('Australia/Lord_Howe', '2027-04-03T15:15:00Z')).toBe('01:45 UTC+10:30');
    expect([offsetWords('+05:45'), offsetWords('-04:00'), offsetWords('+00:00')]).toEqual([
      'UTC+5:45',
      'UTC-4',
      'UTC+0',
    ]);
  });

  it('names its zone only to those whose clocks show another time', () => {
    expect(foreignZone('Asia/Kolkata', EVENING, 'Europe/Lisbon')).toBe('India Standard Time');
    expect(foreignZone('Europe/Lisbon', EVENING, 'Europe/London')).toBeUndefined();
  });

  it('has days with names', () => {
    expect(datesFrom('2026-12-30', 4)).toEqual(['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02']);
    expect(['2026-12-30', '2026-12-31', '2027-01-01'].map((date) => dateLabel(date, '2026-12-30'))).toEqual([
      'Today',
      'Tomorrow',
      'Fri, Jan 1, 2027',
    ]);
  });
});
