const DAY_MS = 86_400_000;
export const WEEKS = 53;

export type CalendarDay = {
  /** `2026-12-31` */
  readonly day: string;
  readonly count: number;
  /** 0 none, 1 to 4 by quarters of the busiest day. */
  readonly level: number;
};

export type Calendar = {
  /** From the earliest to this one; each from Monday, the last up to today. */
  readonly weeks: readonly (readonly CalendarDay[])[];
  readonly total: number;
  readonly activeDays: number;
  /** Which week is the first of a month, and of which. */
  readonly months: readonly { readonly week: number; readonly name: string }[];
};

/** The year up to `today` (ms since the epoch) as weeks, days by UTC as the server counts them. */
export function calendarOf(
  activity: readonly { readonly day: string; readonly submissions: number }[],
  today: number,
): Calendar {
  const counts = new Map(activity.map(({ day, submissions }) => [day, submissions]));
  const last = Math.floor(today / DAY_MS) * DAY_MS;
  const weekday = (new Date(last).getUTCDay() + 6) % 7;
  const first = last - (weekday + (WEEKS - 1) * 7) * DAY_MS;
  const dates = Array.from({ length: (WEEKS - 1) * 7 + weekday + 1 }, (_, index) => first + index * DAY_MS);
  const counted = dates.map((at) => {
    const day = new Date(at).toISOString().slice(0, 10);
    return { day, count: counts.get(day) ?? 0 };
  });
  const most = Math.max(1, ...counted.map(({ count }) => count));
  const days = counted.map((one) => ({ ...one, level: Math.ceil((one.count / most) * 4) }));
  const weeks = Array.from({ length: WEEKS }, (_, week) => days.slice(week * 7, week * 7 + 7));
  const month = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });
  const months = weeks.flatMap((week, index) => {
    const begins = week.find(({ day }) => day.endsWith('-01'));
    return begins === undefined ? [] : [{ week: index, name: month.format(new Date(begins.day)) }];
  });
  return {
    weeks,
    months,
    total: counted.reduce((sum, { count }) => sum + count, 0),
    activeDays: counted.filter(({ count }) => count > 0).length,
  };
}
