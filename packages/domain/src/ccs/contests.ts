import { DocketError } from '@docket/contracts/errors';
import type { CcsContest } from '@docket/contracts/ccs/contest';
import type { CcsScoreboard } from '@docket/contracts/ccs/scoreboard';
import type { CcsState } from '@docket/contracts/ccs/state';
import type { CcsAccount } from '@docket/contracts/ccs/account';
import { listContests } from '../contest/list.ts';
import type { Ctx } from '../spine/ctx.ts';
import { accountOf } from './objects/accounts.ts';
import { contestOf } from './objects/contest.ts';
import { scoreboardOf } from './objects/scoreboard.ts';
import { stateOf } from './objects/state.ts';
import { sourceOf } from './source.ts';
import { readerOf } from './view.ts';

type Reading = Pick<Ctx, 'db' | 'actor' | 'clock'>;

/** Contests that are told at once, the newest of those that are listed and of the caller's own. */
const MOST = 100;

/** Contests that are listed, and those that the caller takes part in or runs. */
export async function ccsContests(ctx: Reading): Promise<CcsContest[]> {
  const all = await listContests(ctx, { when: 'all', limit: MOST });
  const mine = ctx.actor.kind === 'user' ? (await listContests(ctx, { when: 'mine', limit: MOST })).data : [];
  const ids = new Set([...all.data, ...mine].map(({ contestId }) => contestId));
  const readers = await Promise.all([...ids].map((id) => readerOf(ctx, id).catch(unlessGone)));
  return readers.flatMap((reader) => (reader === undefined ? [] : [contestOf(reader.contest)]));
}

function unlessGone(error: unknown): undefined {
  if (error instanceof DocketError && error.code === 'contest_not_found') return undefined;
  throw error;
}

/** @throws DocketError `contest_not_found` */
export async function ccsContest(ctx: Reading, { id }: { readonly id: string }): Promise<CcsContest> {
  return contestOf((await readerOf(ctx, id)).contest);
}

/** @throws DocketError `contest_not_found` */
export async function ccsState(ctx: Reading, { id }: { readonly id: string }): Promise<CcsState> {
  return stateOf((await readerOf(ctx, id)).contest, ctx.clock.now());
}

/** @throws DocketError `contest_not_found`, `not_found` */
export async function ccsAccount(ctx: Reading, { id }: { readonly id: string }): Promise<CcsAccount> {
  return accountOf(await sourceOf(ctx, id));
}

/** @throws DocketError `contest_not_found`, `not_found` for a group that there is not */
export async function ccsScoreboard(
  ctx: Reading,
  { id, group }: { readonly id: string; readonly group?: string | undefined },
): Promise<CcsScoreboard> {
  return scoreboardOf(await sourceOf(ctx, id), group);
}
