import type { Badge } from '@docket/contracts/http/profile';
import type { ProfilePart } from '@docket/contracts/profile/parts';
import { badge as allRounder } from './badges/all-rounder.ts';
import type { BadgeFacts, BadgeRule } from './badges/badge.ts';
import { badge as contestant } from './badges/contestant.ts';
import { badge as expert } from './badges/expert.ts';
import { badge as firstSolve } from './badges/first-solve.ts';
import { badge as halfHundred } from './badges/half-hundred.ts';
import { badge as hardTen } from './badges/hard-ten.ts';
import { badge as monthStreak } from './badges/month-streak.ts';
import { badge as podium } from './badges/podium.ts';
import { badge as polyglot } from './badges/polyglot.ts';
import { badge as regular } from './badges/regular.ts';
import { badge as weekStreak } from './badges/week-streak.ts';

/** Every badge, in the order in which they are shown. A new one is a file and a line. */
export const badgeRules: readonly BadgeRule[] = [
  firstSolve,
  halfHundred,
  hardTen,
  polyglot,
  allRounder,
  weekStreak,
  monthStreak,
  contestant,
  regular,
  podium,
  expert,
];

/**
 * Badges as somebody is shown them.
 * @param sees parts of the profile that they may see
 * @param unearned whether those are shown too that are not earned, with how far it is
 */
export function badgesOf(facts: BadgeFacts, sees: (part: ProfilePart) => boolean, unearned: boolean): Badge[] {
  return badgeRules.flatMap(({ have, part, ...badge }) => {
    const count = have(facts);
    if (!sees(part) || (count < badge.need && !unearned)) return [];
    return [{ ...badge, have: Math.max(0, Math.min(count, badge.need)) }];
  });
}

/** Most days in a row. @param days ISO dates, in order, each once */
export function longestStreak(days: readonly string[]): number {
  let longest = 0;
  let run = 0;
  let last = Number.NaN;
  for (const day of days) {
    const number = Date.parse(day) / 86_400_000;
    run = number === last + 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
    last = number;
  }
  return longest;
}
