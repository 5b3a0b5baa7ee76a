import { DocketError } from '@docket/contracts/errors';
import type { CcsType } from '@docket/contracts/ccs/access';
import type { CcsAccount } from '@docket/contracts/ccs/account';
import type { CcsAward } from '@docket/contracts/ccs/award';
import type { CcsClarification } from '@docket/contracts/ccs/clarification';
import type { CcsCommentary } from '@docket/contracts/ccs/commentary';
import type { CcsGroup } from '@docket/contracts/ccs/group';
import type { CcsJudgementType } from '@docket/contracts/ccs/judgement-type';
import type { CcsJudgement } from '@docket/contracts/ccs/judgement';
import type { CcsLanguage } from '@docket/contracts/ccs/language';
import type { CcsOrganization } from '@docket/contracts/ccs/organization';
import type { CcsPerson } from '@docket/contracts/ccs/person';
import type { CcsProblem } from '@docket/contracts/ccs/problem';
import type { CcsRun } from '@docket/contracts/ccs/run';
import type { CcsSubmission } from '@docket/contracts/ccs/submission';
import type { CcsTeam } from '@docket/contracts/ccs/team';
import type { Ctx } from '../spine/ctx.ts';
import { runOf } from './ids.ts';
import { accountsOf } from './objects/accounts.ts';
import { awardsOf } from './objects/awards.ts';
import { clarificationsOf } from './objects/clarifications.ts';
import { commentaryOf } from './objects/commentary.ts';
import { groupsOf } from './objects/groups.ts';
import { judgementTypesOf } from './objects/judgement-types.ts';
import { judgementsOf } from './objects/judgements.ts';
import { languagesOf } from './objects/languages.ts';
import { organizationsOf } from './objects/organizations.ts';
import { personsOf } from './objects/persons.ts';
import { problemsOf } from './objects/problems.ts';
import { allRuns } from './objects/runs.ts';
import { submissionsOf } from './objects/submissions.ts';
import { teamsOf } from './objects/teams.ts';
import { sourceOf, type CcsSource } from './source.ts';

type Objects = {
  'judgement-types': CcsJudgementType;
  languages: CcsLanguage;
  groups: CcsGroup;
  organizations: CcsOrganization;
  problems: CcsProblem;
  teams: CcsTeam;
  persons: CcsPerson;
  accounts: CcsAccount;
  submissions: CcsSubmission;
  judgements: CcsJudgement;
  runs: CcsRun;
  clarifications: CcsClarification;
  awards: CcsAward;
  commentary: CcsCommentary;
};
/** Types of which there are many; of the others a contest has one. */
export type CcsCollection = keyof Objects & CcsType;
type CcsObject<T extends CcsCollection> = Objects[T];

/** How the objects of each type are read. */
const READERS: { readonly [T in CcsCollection]: (source: CcsSource, judgement?: string) => Promise<CcsObject<T>[]> } = {
  'judgement-types': async ({ contest }) => judgementTypesOf(contest),
  languages: languagesOf,
  groups: async () => groupsOf(),
  organizations: async (source) => organizationsOf(source),
  problems: problemsOf,
  teams: async (source) => teamsOf(source),
  persons: async (source) => personsOf(source),
  accounts: async (source) => accountsOf(source),
  submissions: async (source) => submissionsOf(source),
  judgements: async (source) => judgementsOf(source),
  runs: allRuns,
  clarifications: clarificationsOf,
  awards: async (source) => awardsOf(source),
  commentary: commentaryOf,
};

/** All objects of a type that the reader of the source sees. @param judgement of runs: whose */
export function readCollection<T extends CcsCollection>(
  source: CcsSource,
  type: T,
  judgement?: string,
): Promise<CcsObject<T>[]> {
  return READERS[type](source, judgement);
}

/** What is asked of a collection: properties that are ids, and what they are to be; empty for none. */
type CcsFilters = Readonly<Record<string, string | undefined>>;

/** @throws DocketError `contest_not_found`, and for runs `invalid_request` where there are too many */
export async function listCcs<T extends CcsCollection>(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  type: T,
  input: { readonly id: string; readonly filters: CcsFilters },
): Promise<CcsObject<T>[]> {
  const { judgement_id: judgement } = input.filters;
  const source = await sourceOf(ctx, input.id);
  const asked = Object.entries(input.filters).filter(([, wanted]) => wanted !== undefined);
  return (await readCollection(source, type, judgement)).filter((one) =>
    asked.every(([name, wanted]) => (Reflect.get(one, name) ?? '') === wanted),
  );
}

/** @throws DocketError `contest_not_found`, `not_found` */
export async function getCcs<T extends CcsCollection>(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  type: T,
  input: { readonly id: string; readonly objectId: string },
): Promise<CcsObject<T>> {
  const source = await sourceOf(ctx, input.id);
  const run = type === 'runs' ? runOf(input.objectId) : undefined;
  // What is no id of a run is looked for among none of them.
  const all = run === null ? [] : await readCollection(source, type, run?.submissionId);
  const found = all.find(({ id }) => id === input.objectId);
  if (found === undefined)
    throw new DocketError('not_found', `There is no ${JSON.stringify(input.objectId)} in ${type} for you.`);
  return found;
}
