import { DocketError } from '@docket/contracts/errors';
import type { RouteBody } from '@docket/contracts/http/route';
import {
  STUDY_LISTS_MAX,
  type createStudyList as route,
  type StudyListDetail,
} from '@docket/contracts/http/study-list';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireRole, requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { getStudyList, problemIds } from './rows.ts';
import { fillList } from './write.ts';

// Lists of one person are made one at a time, so that what is counted stays so.
const lockStatement = prepare('study_lists_lock', 'SELECT u.id FROM users u WHERE u.id = $1 FOR NO KEY UPDATE');
const createStatement = prepare(
  'study_list_create',
  `INSERT INTO study_lists (id, owner_id, official, title, description, created_at, updated_at)
   SELECT $1, $2, $3, $4, $5, $6, $6
    WHERE $3 OR (SELECT count(*) FROM study_lists l WHERE l.owner_id = $2::uuid) < $7 RETURNING id`,
);

/**
 * Makes a study list. An official one is the house's, and admins make it.
 * @throws DocketError `unauthenticated`, `forbidden`, `problem_not_found`, `study_lists_full`
 */
export async function createStudyList(ctx: Ctx, input: RouteBody<typeof route>): Promise<StudyListDetail> {
  const { userId } = requireUser(ctx);
  if (input.official) requireRole(ctx, 'admin');
  const id = newId();
  await change(ctx, async ({ client }) => {
    await lockStatement(client, [userId]);
    const owner = input.official ? null : userId;
    const at = ctx.clock.now();
    const made = await createStatement(client, [
      id,
      owner,
      input.official,
      input.title,
      input.description,
      at,
      STUDY_LISTS_MAX,
    ]);
    if (made.length === 0)
      throw new DocketError(
        'study_lists_full',
        `You have ${STUDY_LISTS_MAX} study lists, which is as many as an account may have. Delete one first.`,
      );
    await fillList(client, id, await problemIds(client, input.problems));
  });
  return getStudyList(ctx, { id });
}
