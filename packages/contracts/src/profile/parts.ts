import { z } from 'zod';

/**
 * Parts of a profile that a person may keep to themselves. `activity`: when and how often they submitted, and what they solved last; `solved`: what they have solved, by
 * difficulty, tag and language; `contests`: which they took part in; `rating`: it and its history, also in lists and on standings.
 */
export const profileParts = ['activity', 'solved', 'contests', 'rating'] as const;
export const profilePart = z.enum(profileParts);
export type ProfilePart = z.infer<typeof profilePart>;
