import { ccsTypes, type CcsAccess, type CcsCapability, type CcsType } from '@docket/contracts/ccs/access';
import { ccsEvent, ccsObjects } from '@docket/contracts/ccs/event';
import { ccsScoreboard } from '@docket/contracts/ccs/scoreboard';
import type { Ctx } from '../spine/ctx.ts';
import { scoreboardType } from './score.ts';
import { readerOf, type CcsView } from './view.ts';

/** Who is told of objects of these types; of all others everybody is. */
const FOR: Partial<Record<CcsType, readonly CcsView['kind'][]>> = {
  persons: ['team', 'jury'],
  accounts: ['team', 'jury'],
  clarifications: ['team', 'jury'],
  runs: ['jury'],
};

export function offers(view: CcsView, type: CcsType): boolean {
  return FOR[type]?.includes(view.kind) !== false;
}

const CAPABILITIES: Readonly<Record<CcsView['kind'], readonly CcsCapability[]>> = {
  public: [],
  team: ['team_submit', 'team_clar'],
  jury: ['contest_start', 'contest_thaw', 'admin_clar'],
};

/** What the caller can read and do in a contest, whether there is any of it yet or not. @throws DocketError `contest_not_found` */
export async function ccsAccessOf(ctx: Pick<Ctx, 'db' | 'actor'>, { id }: { readonly id: string }): Promise<CcsAccess> {
  const { view, contest } = await readerOf(ctx, id);
  const other = scoreboardType(contest.format) === 'score' ? ['penalty_time', 'penalty'] : ['max_score', 'score'];
  const properties = (shape: object): string[] => Object.keys(shape).filter((name) => !other.includes(name));
  const { actor } = ctx;
  const writes = actor.kind === 'user' && actor.scopes?.includes('contests:write') !== false;
  return {
    capabilities: writes ? [...CAPABILITIES[view.kind]] : [],
    endpoints: [
      ...ccsTypes
        .filter((type) => offers(view, type))
        .map((type) => ({ type, properties: properties(ccsObjects[type].shape) })),
      { type: 'scoreboard' as const, properties: Object.keys(ccsScoreboard.shape) },
      { type: 'event-feed' as const, properties: Object.keys(ccsEvent.shape) },
    ],
  };
}
