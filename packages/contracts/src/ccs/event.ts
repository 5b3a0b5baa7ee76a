import { z } from 'zod';
import { ccsTypes, type CcsType } from './access.ts';
import { ccsAccount } from './account.ts';
import { ccsAward } from './award.ts';
import { ccsClarification } from './clarification.ts';
import { ccsCommentary } from './commentary.ts';
import { ccsId } from './common.ts';
import { ccsContest } from './contest.ts';
import { ccsGroup } from './group.ts';
import { ccsJudgementType } from './judgement-type.ts';
import { ccsJudgement } from './judgement.ts';
import { ccsLanguage } from './language.ts';
import { ccsOrganization } from './organization.ts';
import { ccsPerson } from './person.ts';
import { ccsProblem } from './problem.ts';
import { ccsRun } from './run.ts';
import { ccsState } from './state.ts';
import { ccsSubmission } from './submission.ts';
import { ccsTeam } from './team.ts';

/** What the objects of each type are. */
export const ccsObjects = {
  contest: ccsContest,
  'judgement-types': ccsJudgementType,
  languages: ccsLanguage,
  groups: ccsGroup,
  organizations: ccsOrganization,
  problems: ccsProblem,
  teams: ccsTeam,
  persons: ccsPerson,
  accounts: ccsAccount,
  submissions: ccsSubmission,
  judgements: ccsJudgement,
  runs: ccsRun,
  clarifications: ccsClarification,
  awards: ccsAward,
  commentary: ccsCommentary,
  state: ccsState,
} as const satisfies Record<CcsType, z.ZodType>;

/** A line of the feed: an object as it is now, a whole collection (`id` null), or that an object is gone (`data` null). */
export const ccsEvent = z.object({
  type: z.enum(ccsTypes),
  id: ccsId.nullable(),
  data: z.unknown(),
  /** To go on after it: `since_token`. */
  token: z.string(),
});
export type CcsEvent = z.infer<typeof ccsEvent>;
