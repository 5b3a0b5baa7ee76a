import { datesFrom } from '../../lib/zoned.ts';

/** `14:00, 18:30` as times of day; undefined for what is none. */
export function readTimes(text: string): string[] | undefined {
  const parts = text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => /^([01]?\d|2[0-3])[:.h]([0-5]\d)$/.exec(part));
  if (parts.length === 0) return undefined;
  const times: string[] = [];
  for (const part of parts) {
    const [, hour, minute] = part ?? [];
    if (hour === undefined || minute === undefined) return undefined;
    times.push(`${hour.padStart(2, '0')}:${minute}`);
  }
  return [...new Set(times)].toSorted();
}

/** When shows begin by the clocks of their city: those times on so many days from a date on. */
export function startsOf(date: string, days: number, times: readonly string[]): string[] {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !Number.isInteger(days) || days < 1) return [];
  return datesFrom(date, Math.min(days, 366)).flatMap((day) => times.map((time) => `${day}T${time}:00`));
}
