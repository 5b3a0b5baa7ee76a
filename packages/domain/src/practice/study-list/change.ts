import { DocketError } from '@docket/contracts/errors';
import type { RouteBody } from '@docket/contracts/http/route';
import {
  STUDY_LIST_PROBLEMS_MAX,
  type changeStudyList as route,
  type StudyListDetail,
} from '@docket/contracts/http/study-list';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { getStudyList, lockOwnList, problemIds } from './rows.ts';
import { fillList } from './write.ts';

const changeStatement = prepare(
  'study_list_change',
  'UPDATE study_lists SET title = $2, description = $3, updated_at = $4 WHERE id = $1',
);
const touchStatement = prepare('study_list_touch', 'UPDATE study_lists SET updated_at = $2 WHERE id = $1');
const addStatement = prepare(
  'study_list_add',
  `INSERT INTO study_list_problems (list_id, problem_id, ordinal)
   SELECT $1, $2, coalesce(max(e.ordinal), 0) + 1 FROM study_list_problems e WHERE e.list_id = $1 HAVING count(*) < $3
   ON CONFLICT DO NOTHING`,
);
const hasStatement = prepare(
  'study_list_has',
  'SELECT e.ordinal FROM study_list_problems e WHERE e.list_id = $1 AND e.problem_id = $2',
);
const takeStatement = prepare(
  'study_list_take',
  'DELETE FROM study_list_problems e USING problems p WHERE e.list_id = $1 AND e.problem_id = p.id AND (p.slug = $2 OR p.id = as_uuid($2))',
);
const deleteStatement = prepare('study_list_delete', 'DELETE FROM study_lists WHERE id = $1');

type Id = { readonly id: string };

/** Gives a list another title, description and order. @throws DocketError `unauthenticated`, `study_list_not_found`, `problem_not_found` */
export async function changeStudyList(ctx: Ctx, input: RouteBody<typeof route> & Id): Promise<StudyListDetail> {
  await change(ctx, async ({ client }) => {
    await lockOwnList(ctx, client, input.id);
    await changeStatement(client, [input.id, input.title, input.description, ctx.clock.now()]);
    await fillList(client, input.id, await problemIds(client, input.problems));
  });
  return getStudyList(ctx, input);
}

/** Puts a problem at the end of a list; one that is in it stays where it is. @throws DocketError as `changeStudyList`, and `study_lists_full` */
export async function addToStudyList(ctx: Ctx, input: Id & { readonly slug: string }): Promise<void> {
  await change(ctx, async ({ client }) => {
    await lockOwnList(ctx, client, input.id);
    const [problemId = ''] = await problemIds(client, [input.slug]);
    await addStatement(client, [input.id, problemId, STUDY_LIST_PROBLEMS_MAX]);
    if ((await hasStatement(client, [input.id, problemId])).length === 0)
      throw new DocketError('study_lists_full', `A study list has at most ${STUDY_LIST_PROBLEMS_MAX} problems.`);
    await touchStatement(client, [input.id, ctx.clock.now()]);
  });
}

/** Takes a problem out of a list; one that is not in it is out. @throws DocketError `unauthenticated`, `study_list_not_found` */
export async function removeFromStudyList(ctx: Ctx, input: Id & { readonly slug: string }): Promise<void> {
  await change(ctx, async ({ client }) => {
    await lockOwnList(ctx, client, input.id);
    await takeStatement(client, [input.id, input.slug]);
    await touchStatement(client, [input.id, ctx.clock.now()]);
  });
}

/** Deletes a list. @throws DocketError `unauthenticated`, `study_list_not_found` */
export async function deleteStudyList(ctx: Ctx, input: Id): Promise<void> {
  await change(ctx, async ({ client }) => {
    await lockOwnList(ctx, client, input.id);
    await deleteStatement(client, [input.id]);
  });
}
