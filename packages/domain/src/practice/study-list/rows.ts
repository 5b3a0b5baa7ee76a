import { DocketError } from '@docket/contracts/errors';
import type { StudyListDetail, StudyListSummary } from '@docket/contracts/http/study-list';
import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { LISTED } from '../../judge/problem/visible.ts';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { SUMMARY, summaryOf, type PracticeRow } from '../summary.ts';

type ListRow = {
  id: string;
  owner_id: string | null;
  official: boolean;
  title: string;
  description: string;
  updated_at: Date;
  problems: number;
  solved: number;
};

/** Of lists `l` that the user $1 may read. */
const LIST_COLUMNS = `l.id, l.owner_id, l.official, l.title, l.description, l.updated_at, c.problems, c.solved
  FROM study_lists l, LATERAL (
    SELECT count(*)::int AS problems, count(*) FILTER (WHERE u.state = 'solved')::int AS solved
      FROM study_list_problems e JOIN problems p ON p.id = e.problem_id AND ${LISTED}
      LEFT JOIN user_problems u ON u.problem_id = p.id AND u.user_id = $1 WHERE e.list_id = l.id) c
 WHERE (l.official OR l.owner_id = $1)`;

const allStatement = prepare(
  'study_lists',
  `SELECT ${LIST_COLUMNS} ORDER BY l.official DESC, l.title, l.id`,
).rows<ListRow>();
const oneStatement = prepare('study_list', `SELECT ${LIST_COLUMNS} AND l.id = $2`).rows<ListRow>();
const problemsStatement = prepare(
  'study_list_problems',
  `SELECT ${SUMMARY} FROM study_list_problems e JOIN problems p ON p.id = e.problem_id AND ${LISTED}
     LEFT JOIN user_problems u ON u.problem_id = p.id AND u.user_id = $2 WHERE e.list_id = $1 ORDER BY e.ordinal, p.id`,
).rows<PracticeRow>();
const ownStatement = prepare(
  'study_list_own',
  'SELECT l.id FROM study_lists l WHERE l.id = $1 AND ($3 AND l.official OR l.owner_id = $2) FOR UPDATE',
);

export function noList(): DocketError {
  return new DocketError('study_list_not_found', 'There is no such study list among the official ones and yours.');
}

const userOf = ({ actor }: Pick<Ctx, 'actor'>): string | null => (actor.kind === 'user' ? actor.userId : null);

function toSummary({ actor }: Pick<Ctx, 'actor'>, row: ListRow): StudyListSummary {
  const admin = actor.kind === 'user' && actor.role === 'admin';
  return {
    listId: row.id,
    title: row.title,
    description: row.description,
    official: row.official,
    own: row.official ? admin : true,
    problems: row.problems,
    solved: actor.kind === 'user' ? row.solved : null,
    updatedAt: row.updated_at.toISOString(),
  };
}

/** Official lists, and the caller's own after them. */
export async function listStudyLists(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<{ data: StudyListSummary[] }> {
  const rows = await allStatement(ctx.db.pool, [userOf(ctx)]);
  return { data: rows.map((row) => toSummary(ctx, row)) };
}

/** May the caller read it? */
export async function readsList(ctx: Pick<Ctx, 'db' | 'actor'>, id: string): Promise<boolean> {
  return (await oneStatement(ctx.db.pool, [userOf(ctx), id])).length > 0;
}

/** A list with its problems; those that are in no list of problems now are left out. @throws DocketError `study_list_not_found` */
export async function getStudyList(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { readonly id: string },
): Promise<StudyListDetail> {
  const [row] = await oneStatement(ctx.db.pool, [userOf(ctx), input.id]);
  if (row === undefined) throw noList();
  const problems = await problemsStatement(ctx.db.pool, [row.id, userOf(ctx)]);
  return { ...toSummary(ctx, row), data: problems.map((each) => summaryOf(each, userOf(ctx))) };
}

/** Locks a list that the caller may change: one's own; for admins any official one. @throws DocketError `unauthenticated`, `study_list_not_found` */
export async function lockOwnList(ctx: Ctx, client: PoolClient, id: string): Promise<void> {
  const { userId, role } = requireUser(ctx);
  const [row] = await ownStatement(client, [id, userId, role === 'admin']);
  if (row === undefined) throw noList();
}

const idsStatement = prepare(
  'study_list_ids',
  `SELECT w.name, p.id FROM unnest($1::text[]) WITH ORDINALITY AS w(name, at)
     LEFT JOIN problems p ON (p.slug = w.name OR p.id = as_uuid(w.name)) AND ${LISTED} ORDER BY w.at`,
).rows<{ name: string; id: string | null }>();

/** Ids of problems by slug or id, in their order and each once. What is not in lists cannot be put into one. @throws DocketError `problem_not_found` */
export async function problemIds(on: Pool | PoolClient, names: readonly string[]): Promise<string[]> {
  const rows = await idsStatement(on, [[...names]]);
  return [
    ...new Set(
      rows.map(({ name, id }) => {
        if (id === null)
          throw new DocketError('problem_not_found', `There is no published problem ${JSON.stringify(name)}.`, {
            fields: [{ path: 'body.problems', message: `${name} is no published problem` }],
          });
        return id;
      }),
    ),
  ];
}
