import { STAY_NIGHTS_MAX } from '@docket/contracts/hotel/stay';
import { nightsBetween, nightsOf } from './days.ts';

/** What a place says of a day. */
export type DayRule = {
  /** The night that begins on it can be had. */
  readonly night: boolean;
  /** Stays may begin, or end, on it. */
  readonly arrival: boolean;
  readonly departure: boolean;
  /** Shortest stay that begins on it, nights. */
  readonly minStay: number;
};

/** Undefined for a day of which nothing is known: then nothing is against it. */
export type RuleOf = (day: string) => DayRule | undefined;

/** Days that are being chosen: none, the first, or both. */
export type Range = { readonly arrival: string | undefined; readonly departure: string | undefined };

export function mayArrive(day: string, ruleOf: RuleOf): boolean {
  const rule = ruleOf(day);
  return rule === undefined || (rule.night && rule.arrival);
}

/** May a stay that begins on one day end on the other? */
export function mayDepart(arrival: string, day: string, ruleOf: RuleOf): boolean {
  const nights = nightsBetween(arrival, day);
  if (nights < (ruleOf(arrival)?.minStay ?? 1) || nights < 1 || nights > STAY_NIGHTS_MAX) return false;
  if (ruleOf(day)?.departure === false) return false;
  return nightsOf(arrival, day).every((night) => ruleOf(night)?.night !== false);
}

/** Is the day of arrival chosen, and the other waited for? */
export function isHalf(range: Range): range is { readonly arrival: string; readonly departure: undefined } {
  return range.arrival !== undefined && range.departure === undefined;
}

/** What is chosen once somebody has pressed a day; the same object where that day does for nothing. */
export function picked(range: Range, day: string, ruleOf: RuleOf): Range {
  if (isHalf(range) && mayDepart(range.arrival, day, ruleOf)) return { arrival: range.arrival, departure: day };
  return mayArrive(day, ruleOf) ? { arrival: day, departure: undefined } : range;
}

/** Does pressing a day do anything? */
export function isPickable(range: Range, day: string, ruleOf: RuleOf): boolean {
  return picked(range, day, ruleOf) !== range;
}
