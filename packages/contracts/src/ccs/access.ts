import { z } from 'zod';

/** Objects that an API of this version has, as events name them, in the order in which they refer to each other. */
export const ccsTypes = [
  'contest',
  'judgement-types',
  'languages',
  'groups',
  'organizations',
  'problems',
  'teams',
  'persons',
  'accounts',
  'submissions',
  'judgements',
  'runs',
  'clarifications',
  'awards',
  'commentary',
  'state',
] as const;
export type CcsType = (typeof ccsTypes)[number];

export const ccsCapabilities = ['contest_start', 'contest_thaw', 'team_submit', 'team_clar', 'admin_clar'] as const;
export type CcsCapability = (typeof ccsCapabilities)[number];

/** What the caller can read and do; it does not change while the contest runs. */
export const ccsAccess = z.object({
  capabilities: z.array(z.enum(ccsCapabilities)),
  endpoints: z.array(
    z.object({
      type: z.enum([...ccsTypes, 'scoreboard', 'event-feed']),
      properties: z.array(z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/)).min(1),
    }),
  ),
});
export type CcsAccess = z.infer<typeof ccsAccess>;
