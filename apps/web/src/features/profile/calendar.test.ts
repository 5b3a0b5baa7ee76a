import { expect, it } from 'vitest';
import { calendarOf, WEEKS } from './calendar.ts';

// A Sunday.
const TODAY = Date.parse('2026-11-29T23:30:00Z');

it('ends today, begins on a Monday, and shades by the busiest day', () => {
  const { weeks, total, activeDays, months } = calendarOf(
    [
      { day: '2020-01-01', submissions: 99 },
      { day: '2026-11-28', submissions: 1 },
      { day: '2026-11-29', submissions: 8 },
    ],
    TODAY,
  );
  expect(weeks).toHaveLength(WEEKS);
  expect(
    weeks
      .at(-1)
      ?.slice(-2)
      .map(({ level }) => level),
  ).toEqual([1, 4]);
  expect(weeks.at(-1)?.at(-1)?.day).toBe('2026-11-29');
  expect(new Date(weeks[0]?.[0]?.day ?? '').getUTCDay()).toBe(1);
  expect([total, activeDays, months.length]).toEqual([9, 2, 12]);
});

it('leaves out the days that have not come', () => {
  expect(calendarOf([], Date.parse('2026-12-01T00:00:00Z')).weeks.at(-1)).toHaveLength(2);
});
