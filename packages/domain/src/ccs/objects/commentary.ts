import type { CcsCommentary } from '@docket/contracts/ccs/commentary';
import { spanOf } from '@docket/contracts/ccs/common';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import type { CcsSource } from '../source.ts';
import { hasProblems } from '../view.ts';
import { stateOf } from './state.ts';
import { seenTeams } from './teams.ts';

/** Of one contest at most, the newest. */
const MOST = 20_000;

const allStatement = prepare(
  'ccs_commentary',
  `SELECT c.id, c.message, c.tags, c.participant_ids, c.submission_ids, c.said_at,
          CASE WHEN c.problem_ids IS NOT NULL THEN (SELECT coalesce(array_agg(p.label ORDER BY p.label), '{}') FROM judge_scope_problems p
                                                     WHERE p.scope_id = c.contest_id AND p.problem_id = ANY (c.problem_ids)) END AS labels
     FROM contest_commentary c WHERE c.contest_id = $1 ORDER BY c.id DESC LIMIT $2`,
).rows<{
  id: string;
  tags: string[];
  participant_ids: string[] | null;
  submission_ids: string[] | null;
  said_at: Date;
  labels: string[] | null;
}>();
type Row = Awaited<ReturnType<typeof allStatement>>[number];

async function readAll({ db }: Pick<Ctx, 'db'>, contestId: string): Promise<Row[]> {
  return (await allStatement(db.pool, [contestId, MOST])).toReversed();
}

/** Of a contest whole, for all who listen to it. */
const recent = perDb(() => new TtlCache<Row[]>({ ttlMs: 400, max: 50 }));

/**
 * What the jury says of the contest, in the order in which it was said. What was said since the board froze is the jury's until it is thawed: whoever comments
 * sees how tries end. Of what it is about each is told what they see.
 */
export async function commentaryOf(source: CcsSource): Promise<CcsCommentary[]> {
  const { ctx, contest, view, fold, now } = source;
  const rows = await (source.again
    ? recent(ctx.db).get(contest.id, () => readAll(ctx, contest.id))
    : readAll(ctx, contest.id));
  const { frozen, thawed } = stateOf(contest, now);
  const until = view.kind === 'jury' || frozen == null || thawed != null ? Infinity : Date.parse(frozen);
  const teams = new Set(seenTeams(source).map(({ id }) => id));
  const letters = hasProblems(source, now);
  return rows
    .filter(({ said_at: at }) => at.getTime() < until)
    .map((row) => ({
      id: row.id,
      time: row.said_at.toISOString(),
      contest_time: spanOf(row.said_at.getTime() - contest.open_at.getTime()),
      message: row.message,
      tags: row.tags,
      team_ids: row.participant_ids?.filter((id) => teams.has(id)) ?? null,
      problem_ids: row.labels?.filter(() => letters) ?? null,
      submission_ids: row.submission_ids?.filter((id) => fold.submission(view, id) !== null) ?? null,
    }));
}
