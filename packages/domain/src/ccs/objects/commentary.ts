import type { CcsCommentary } from '@docket/contracts/ccs/commentary';
import { spanOf } from '@docket/contracts/ccs/common';
import { prepare } from '@docket/db/statement';
import { LRUCache } from 'lru-cache';
import { freezeMs } from '../../contest/rows.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import type { CcsParticipant } from '../people.ts';
import type { CcsSource } from '../source.ts';
import { hasProblems, type CcsView } from '../view.ts';
import { seenTeams } from './teams.ts';

/** So much is said of one contest at most: every reader is told all of it. */
export const COMMENTS_MAX = 10_000;

const allStatement = prepare(
  'ccs_commentary',
  `SELECT c.id, c.message, c.tags, c.participant_ids, c.submission_ids, c.said_at, c.paused_before_ms::float8 AS paused_before_ms,
          CASE WHEN c.problem_ids IS NOT NULL THEN (SELECT coalesce(array_agg(p.label ORDER BY p.label), '{}') FROM judge_scope_problems p
                                                     WHERE p.scope_id = c.contest_id AND p.problem_id = ANY (c.problem_ids)) END AS labels
     FROM contest_commentary c WHERE c.contest_id = $1 ORDER BY c.id`,
).rows<{
  id: string;
  tags: string[];
  participant_ids: string[] | null;
  submission_ids: string[] | null;
  said_at: Date;
  paused_before_ms: number;
  labels: string[] | null;
}>();
type Row = Awaited<ReturnType<typeof allStatement>>[number];

// Comments are written and taken back, and never changed; the letters of problems are.
const marksStatement = prepare(
  'ccs_commentary_marks',
  `SELECT concat_ws(' ', count(*), bit_xor(hashtextextended(c.id::text, 0)),
            (SELECT string_agg(concat(p.label, p.problem_id), ' ' ORDER BY p.label) FROM judge_scope_problems p WHERE p.scope_id = $1)) AS marks
     FROM contest_commentary c WHERE c.contest_id = $1`,
).rows<{ marks: string }>();

type Kept = { readonly marks: string; readonly rows: readonly Row[] };
const MANY = 50;
const recent = perDb(() => new TtlCache<readonly Row[]>({ ttlMs: 400, max: MANY }));
const last = perDb(() => new LRUCache<string, Kept>({ max: MANY }));

/** Of a contest whole, for all who listen to it: the same list as long as nothing was said or taken back, so that it is not read twice a second. */
function recentRows({ db }: Pick<Ctx, 'db'>, contestId: string): Promise<readonly Row[]> {
  return recent(db).get(contestId, async () => {
    const [row] = await marksStatement(db.pool, [contestId]);
    const before = last(db).get(contestId);
    if (row === undefined || before?.marks === row.marks) return before?.rows ?? [];
    // Read after its marks: what came in between is read again, and not missed.
    const rows = await allStatement(db.pool, [contestId]);
    last(db).set(contestId, { marks: row.marks, rows });
    return rows;
  });
}

/**
 * What the jury says of the contest, in the order in which it was said. What was said since the board froze is the jury's until it is thawed: whoever comments
 * sees how tries end. Of what it is about each is told what they see.
 */
export async function commentaryOf(source: CcsSource): Promise<CcsCommentary[]> {
  const { ctx, contest } = source;
  return source.again
    ? toldTogether(source, await recentRows(ctx, contest.id))
    : toldOf(source, await allStatement(ctx.db.pool, [contest.id]), seenTeams(source));
}

/**
 * Held against the contest's own time, as tries are: a pause that comes later moves the freeze by the clock, and not what was said in it.
 * @returns milliseconds of that time from which on it is not told; null: all of it is
 */
function hiddenFrom({ contest, view }: Pick<CcsSource, 'contest' | 'view'>): number | null {
  return view.kind === 'jury' || contest.thawed_at !== null ? null : freezeMs(contest);
}

function toldOf(source: CcsSource, rows: readonly Row[], seen: readonly CcsParticipant[]): CcsCommentary[] {
  const { contest, view, fold, now } = source;
  const until = hiddenFrom(source) ?? Infinity;
  const teams = new Set(seen.map(({ id }) => id));
  const letters = hasProblems(source, now);
  const told: CcsCommentary[] = [];
  for (const row of rows) {
    const at = row.said_at.getTime() - contest.open_at.getTime() - row.paused_before_ms;
    if (at >= until) continue;
    told.push({
      id: row.id,
      time: row.said_at.toISOString(),
      contest_time: spanOf(at),
      message: row.message,
      tags: row.tags,
      team_ids: row.participant_ids?.filter((id) => teams.has(id)) ?? null,
      problem_ids: row.labels?.filter(() => letters) ?? null,
      submission_ids: row.submission_ids?.filter((id) => fold.submission(view, id) !== null) ?? null,
    });
  }
  return told;
}

/** What was told to readers of one kind, and what it was made of. */
type Together = {
  readonly rows: readonly Row[];
  readonly teams: readonly CcsParticipant[];
  readonly marks: string;
  readonly objects: ReadonlyMap<string, { readonly text: string; readonly data: CcsCommentary }>;
  readonly list: CcsCommentary[];
};

/** Comments that are held as they were told, over all contests. */
const HELD = 200_000;
const together = perDb(
  () =>
    new LRUCache<string, Together>({ maxSize: HELD, sizeCalculation: ({ list }) => Math.min(HELD, 1 + list.length) }),
);

/** Whoever sees the same is one reader: a team that is not hidden sees of others' words what everybody does. */
function readerOf({ people, view }: CcsSource): CcsView {
  if (view.kind !== 'team') return view;
  return people.participants.some(({ id, hidden }) => hidden && id === view.team) ? view : { kind: 'public' };
}

/** Told once for all who see the same: as long as nothing in it is another it is the very list, and each comment in it the very object. */
function toldTogether(source: CcsSource, rows: readonly Row[]): CcsCommentary[] {
  const view = readerOf(source);
  const as = { ...source, view };
  const { ctx, contest, fold, now } = source;
  const teams = seenTeams(as);
  const key = [contest.id, view.kind, view.kind === 'team' ? view.team : '', hasProblems(source, now)].join(' ');
  const marks = JSON.stringify([fold.place(view), hiddenFrom(as), contest.open_at]);
  const before = together(ctx.db).get(key);
  if (before?.rows === rows && before.teams === teams && before.marks === marks) return before.list;
  const objects = new Map<string, { readonly text: string; readonly data: CcsCommentary }>();
  for (const data of toldOf(as, rows, teams)) {
    const text = JSON.stringify(data);
    const known = before?.objects.get(data.id);
    objects.set(data.id, known?.text === text ? known : { text, data });
  }
  const list = [...objects.values()].map(({ data }) => data);
  const same = before?.list.length === list.length && list.every((each, at) => each === before.list[at]);
  const told = same ? before.list : list;
  together(ctx.db).set(key, { rows, teams, marks, objects, list: told });
  return told;
}
