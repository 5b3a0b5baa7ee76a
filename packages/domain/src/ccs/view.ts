import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { PARTICIPANT_FROM, type ParticipantWords } from '../contest/people/participation.ts';
import { findContest, seesProblems, type ContestRow } from '../contest/rows.ts';
import type { Ctx } from '../spine/ctx.ts';
import { gather } from '../spine/gather.ts';
import { perDb } from '../spine/ttl-cache.ts';

/** As whom somebody reads a contest: the jury all of it, a team also what is its own, everybody else what everybody sees. */
export type CcsView =
  | { readonly kind: 'public' }
  | { readonly kind: 'team'; readonly team: string }
  | { readonly kind: 'jury' };

export type CcsReader = {
  readonly contest: ContestRow;
  readonly view: CcsView;
  /** Null: nobody is logged in. */
  readonly userId: string | null;
  /** May the problems be seen now, with their titles and limits? */
  readonly seesProblems: boolean;
  /** May what the jury says of problems be read? Whose time is over has seen them. */
  readonly readsOfProblems: boolean;
};

// Of all who ask at once: each feed asks twice a second.
const mineStatement = prepare(
  'ccs_participations',
  `SELECT a.n::int AS n, p.id, p.kind, p.status, w.opens IS NOT NULL AND w.closes IS NOT NULL AS begun
     FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS a(contest_id, user_id, n)
     JOIN contest_members me ON me.contest_id = a.contest_id AND me.user_id = a.user_id JOIN ${PARTICIPANT_FROM} ON p.id = me.participant_id`,
).rows<Pick<ParticipantWords, 'id' | 'kind' | 'status'> & { n: number; begun: boolean }>();
type Mine = Awaited<ReturnType<typeof mineStatement>>[number];

const participationOf = perDb((db) =>
  gather<{ readonly contestId: string; readonly userId: string }, Mine | null>({
    async run(asked) {
      const rows = await mineStatement(db.pool, [
        asked.map((each) => each.contestId),
        asked.map((each) => each.userId),
      ]);
      const found = new Map(rows.map((row) => [row.n, row]));
      return new Map(asked.map((each, at) => [each, found.get(at + 1) ?? null]));
    },
    max: 200,
    lanes: 4,
  }),
);

/** Who plays virtually is no team: the row is on nobody's board but their own. */
function takesPart(mine: Mine | null): mine is Mine {
  return mine !== null && mine.kind !== 'virtual' && (mine.status === 'registered' || mine.status === 'disqualified');
}

const juryStatement = prepare(
  'ccs_in_jury',
  'SELECT EXISTS (SELECT FROM judge_scope_staff f WHERE f.scope_id = $1 AND f.user_id = $2) AS jury',
).rows<{ jury: boolean }>();

function gone(): DocketError {
  return new DocketError('contest_not_found', 'There is no such contest; GET /api/contests lists them.');
}

/** An API token has no role: an admin's is of the juries that name its owner, and of no other. @throws DocketError `contest_not_found` of a draft */
async function withoutRole({ db, actor }: Pick<Ctx, 'db' | 'actor'>, contest: ContestRow): Promise<ContestRow> {
  if (contest.standing !== 'staff' || actor.kind !== 'user' || actor.scopes === undefined) return contest;
  const [row] = await juryStatement(db.pool, [contest.id, actor.userId]);
  if (row?.jury === true) return contest;
  if (contest.visibility === 'DRAFT') throw gone();
  return { ...contest, standing: 'stranger' };
}

/** @throws DocketError `contest_not_found`, also of a closed contest for all but its jury */
export async function readerOf(ctx: Pick<Ctx, 'db' | 'actor'>, idOrSlug: string): Promise<CcsReader> {
  const contest = await withoutRole(ctx, await findContest(ctx, idOrSlug));
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const sees = seesProblems(contest.standing);
  if (contest.standing === 'staff')
    return { contest, view: { kind: 'jury' }, userId, seesProblems: true, readsOfProblems: true };
  // Who takes part sees nothing of others there, which the tools cannot say.
  if (contest.closed) throw gone();
  const mine = userId === null ? null : await participationOf(ctx.db)({ contestId: contest.id, userId });
  if (!takesPart(mine))
    return { contest, view: { kind: 'public' }, userId, seesProblems: sees, readsOfProblems: false };
  const had = contest.standing === 'over' && mine.begun && mine.status === 'registered';
  return {
    contest,
    view: { kind: 'team', team: mine.id },
    userId,
    seesProblems: sees,
    readsOfProblems: had || sees,
  };
}

/** Are there problems for this reader at all? Letters are told from the start on. */
export function hasProblems({ contest, seesProblems: sees }: CcsReader, now: Date): boolean {
  return sees || now >= contest.open_at;
}
