import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import type { ProblemReactions } from '../../judge/package/reactions.ts';
import { userOf } from './rows.ts';

const othersStatement = prepare(
  'discussion_of_others',
  'SELECT d.id FROM discussion_posts d WHERE d.problem_id = $1 AND d.author_id IS DISTINCT FROM $2::uuid AND d.deleted_at IS NULL LIMIT 1',
);

/** What others have written about a problem is not deleted with it. */
export const keepDiscussions: ProblemReactions['problems'] = {
  async deleting(ctx, tx, { problemId, slug }) {
    if ((await othersStatement(tx.client, [problemId, userOf(ctx)])).length > 0)
      throw new DocketError(
        'problem_in_use',
        `In the discussion of ${slug} is what others have written. Archive it instead.`,
      );
  },
};
