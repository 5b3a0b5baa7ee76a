import { prepare } from '@docket/db/statement';
import type { PoolClient } from '@docket/db/pool';

const clearStatement = prepare('study_list_clear', 'DELETE FROM study_list_problems WHERE list_id = $1');
const fillStatement = prepare(
  'study_list_fill',
  `INSERT INTO study_list_problems (list_id, problem_id, ordinal)
   SELECT $1, e.id, e.ordinal FROM unnest($2::uuid[]) WITH ORDINALITY AS e(id, ordinal)`,
);

/** Makes these the problems of a list, in their order. The caller has locked it, or made it. */
export async function fillList(client: PoolClient, listId: string, ids: readonly string[]): Promise<void> {
  await clearStatement(client, [listId]);
  await fillStatement(client, [listId, [...ids]]);
}
