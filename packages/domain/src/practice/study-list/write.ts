import { prepare } from '@docket/db/statement';
import type { PoolClient } from '@docket/db/pool';
import { LISTED } from '../../judge/problem/visible.ts';

// What is not published now stays in the list, which its owner has not seen it in: it is there again when it is.
const clearStatement = prepare(
  'study_list_clear',
  `DELETE FROM study_list_problems e USING problems p WHERE e.list_id = $1 AND p.id = e.problem_id AND ${LISTED}`,
);
const fillStatement = prepare(
  'study_list_fill',
  `INSERT INTO study_list_problems (list_id, problem_id, ordinal)
   SELECT $1, e.id, e.ordinal FROM unnest($2::uuid[]) WITH ORDINALITY AS e(id, ordinal)
   ON CONFLICT (list_id, problem_id) DO UPDATE SET ordinal = excluded.ordinal`,
);

/** Makes these the problems of a list that are published, in their order. The caller has locked it, or made it. */
export async function fillList(client: PoolClient, listId: string, ids: readonly string[]): Promise<void> {
  await clearStatement(client, [listId]);
  await fillStatement(client, [listId, [...ids]]);
}
