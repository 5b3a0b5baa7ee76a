import type { ProfilePart } from '@docket/contracts/profile/parts';

/** What badges are given for: figures of one person, of published results alone. */
export type BadgeFacts = {
  readonly solved: { readonly easy: number; readonly medium: number; readonly hard: number };
  /** Languages in which something was solved. */
  readonly languages: number;
  /** Tags of solved problems. */
  readonly tags: number;
  /** Most days in a row with a submission, in the last year. */
  readonly streak: number;
  /** Contests taken part in. */
  readonly contests: number;
  /** Best place in a rated contest of at least ten people that is listed; null: none, or whoever looks is told of no contests. */
  readonly bestPlace: number | null;
  readonly highestRating: number | null;
};

/** A badge as a rule: earned by whoever has as much as it needs. */
export type BadgeRule = {
  /** Kebab-case, and for good: pages may link to it. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** The part of the profile that it gives away: hidden with it. */
  readonly part: ProfilePart;
  readonly need: number;
  readonly have: (facts: BadgeFacts) => number;
};
