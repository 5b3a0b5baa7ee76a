import type { CcsClarification } from '@docket/contracts/ccs/clarification';
import { spanOf } from '@docket/contracts/ccs/common';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { answerId } from '../ids.ts';
import type { CcsSource } from '../source.ts';

/** Of one contest at most; nobody has asked so much. */
const MOST = 20_000;

const allStatement = prepare(
  'ccs_clarifications',
  `SELECT q.id, q.kind, q.participant_id, q.question, q.answer, q.audience, q.asked_at, q.answered_at, c.label, q.problem_id IS NOT NULL AS of_problem
     FROM contest_clarifications q LEFT JOIN judge_scope_problems c ON c.scope_id = q.contest_id AND c.problem_id = q.problem_id
    WHERE q.contest_id = $1 ORDER BY q.id DESC LIMIT $2`,
).rows<{
  id: string;
  kind: 'question' | 'announcement';
  audience: 'asker' | 'everybody' | null;
  asked_at: Date;
  of_problem: boolean;
}>();
type Row = Awaited<ReturnType<typeof allStatement>>[number];

async function readAll({ db }: Pick<Ctx, 'db'>, contestId: string): Promise<Row[]> {
  return (await allStatement(db.pool, [contestId, MOST])).toReversed();
}

/** Of a contest whole, for all who listen to it: feeds ask twice a second, each for another team. */
const recent = perDb(() => new TtlCache<Row[]>({ ttlMs: 400, max: 50 }));

/**
 * Questions and answers in the order in which they came: for the jury all, for a team its own, answers to everybody and announcements. Answers to
 * others' questions hold the question, which is no object of theirs; who had asked is not told.
 */
export async function clarificationsOf(source: CcsSource): Promise<CcsClarification[]> {
  const { ctx, contest, view } = source;
  if (view.kind === 'public') return [];
  const team = view.kind === 'team' ? view.team : null;
  const rows = await (source.again
    ? recent(ctx.db).get(contest.id, () => readAll(ctx, contest.id))
    : readAll(ctx, contest.id));
  return rows.flatMap((row) => (isReadable(row, team, source) ? toClarifications(row, source, team) : []));
}

/** The rule of the desk (`READABLE` of contest/desk/rows.ts), for rows that are read for all. @param team null: the jury */
function isReadable(row: Row, team: string | null, { readsOfProblems }: CcsSource): boolean {
  if (team === null || row.participant_id === team) return true;
  const isOfContest = row.kind === 'announcement' && !row.of_problem;
  return row.audience === 'everybody' && row.answered_at !== null && (readsOfProblems || isOfContest);
}

function toClarifications(row: Row, { contest }: CcsSource, team: string | null): CcsClarification[] {
  const at = (moment: Date) => ({
    time: moment.toISOString(),
    contest_time: spanOf(moment.getTime() - contest.open_at.getTime()),
  });
  const found: CcsClarification[] = [];
  const asked = row.kind === 'question' && (team === null || row.participant_id === team);
  if (asked)
    found.push({
      id: row.id,
      from_team_id: row.participant_id,
      to_team_id: null,
      reply_to_id: null,
      problem_id: row.label,
      text: row.question ?? '',
      ...at(row.asked_at),
    });
  if (row.answered_at !== null)
    found.push({
      id: row.kind === 'question' ? answerId(row.id) : row.id,
      from_team_id: null,
      to_team_id: row.audience === 'asker' ? row.participant_id : null,
      reply_to_id: asked ? row.id : null,
      problem_id: row.label,
      text:
        row.kind === 'question' && !asked ? `${quoted(row.question ?? '')}\n\n${row.answer ?? ''}` : (row.answer ?? ''),
      ...at(row.answered_at),
    });
  return found;
}

function quoted(text: string): string {
  return text.replaceAll(/^/gm, '> ');
}
