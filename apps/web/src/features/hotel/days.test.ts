import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, monthOf, nextWeekend, nightsBetween, nightsOf, sameDayIn, weeksOf } from './days.ts';

const day = fc.integer({ min: 0, max: 30_000 }).map((at) => addDays('1990-01-01', at));

describe('days', () => {
  it('nights are between days, whatever clocks do', () => {
    // The night in which most of Europe puts its clocks forward.
    expect(nightsBetween('2027-03-27', '2027-03-29')).toBe(2);
    expect(nightsOf('2027-12-30', '2028-01-02')).toEqual(['2027-12-30', '2027-12-31', '2028-01-01']);
    expect(nightsOf('2027-01-02', '2027-01-01')).toEqual([]);
  });

  it('that many days later are that many nights', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 400 }), (from, days) => {
        expect(nightsBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });

  it('a month has each of its days once, Monday first', () => {
    fc.assert(
      fc.property(day, (any) => {
        const weeks = weeksOf(monthOf(any));
        const days = weeks.flat().filter((one) => one !== undefined);
        expect(days).toContain(any);
        expect(days).toEqual(nightsOf(`${monthOf(any)}-01`, `${addMonths(monthOf(any), 1)}-01`));
        for (const week of weeks)
          for (const [column, one] of week.entries())
            if (one !== undefined) expect((new Date(`${one}T00:00:00Z`).getUTCDay() + 6) % 7).toBe(column);
      }),
    );
  });

  it('the same day of another month is its last where the month is shorter', () => {
    expect(sameDayIn('2027-01-31', 1)).toBe('2027-02-28');
    expect(sameDayIn('2027-03-15', -3)).toBe('2026-12-15');
    expect(addMonths('2027-01', -1)).toBe('2026-12');
  });

  it('the next weekend is a Friday from two days on, and two nights', () => {
    fc.assert(
      fc.property(day, (today) => {
        const [arrival, departure] = nextWeekend(today);
        expect(new Date(`${arrival}T00:00:00Z`).getUTCDay()).toBe(5);
        expect(nightsBetween(today, arrival)).toBeGreaterThanOrEqual(2);
        expect(nightsBetween(today, arrival)).toBeLessThanOrEqual(8);
        expect(nightsBetween(arrival, departure)).toBe(2);
      }),
    );
  });
});
