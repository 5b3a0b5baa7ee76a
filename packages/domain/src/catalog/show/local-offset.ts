import { offsetAt, offsetOfDay } from '@docket/contracts/time/local-time';
import { LRUCache } from 'lru-cache';

/** What the zones' rules say of a day; they change with a new Node only. A page of a search has a few days of a few zones, many times. */
const days = new LRUCache<string, { readonly offset: string | undefined }>({ max: 5_000 });

/** How far the clocks are from UTC when a show begins. `changes`: they are changed on that day, so its hour alone may be said twice. @param localDate of the place */
export function localOffset(
  startsAt: Date,
  localDate: string,
  timezone: string,
): { readonly offset: string; readonly changes: boolean } {
  const key = `${timezone} ${localDate}`;
  let day = days.get(key);
  if (day === undefined) days.set(key, (day = { offset: offsetOfDay(localDate, timezone) }));
  return { offset: day.offset ?? offsetAt(startsAt.toISOString(), timezone), changes: day.offset === undefined };
}
