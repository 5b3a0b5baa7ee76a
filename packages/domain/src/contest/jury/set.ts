import { DocketError } from '@docket/contracts/errors';
import type { ContestDetail } from '@docket/contracts/http/contest';
import { prepare } from '@docket/db/statement';
import { lockScope } from '../../judge/scope/lock.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { keepRecord } from '../audit.ts';
import { forgetContest } from '../forget.ts';
import { getContest } from '../get.ts';
import { findOwnContest, refuseClosed } from '../rows.ts';

const usersStatement = prepare(
  'contest_jury_users',
  `SELECT u.id, u.username::text AS username FROM users u WHERE u.username = ANY ($1::citext[]) AND u.disabled_at IS NULL`,
).rows<{ username: string }>();
const goneStatement = prepare(
  'contest_jury_gone',
  'DELETE FROM judge_scope_staff WHERE scope_id = $1 AND user_id <> ALL ($2::uuid[]) RETURNING user_id',
);
const writeStatement = prepare(
  'contest_jury_write',
  'INSERT INTO judge_scope_staff (scope_id, user_id) SELECT $1, w.id FROM unnest($2::uuid[]) AS w(id) ON CONFLICT DO NOTHING',
);
const keyStatement = prepare('contest_jury_key', 'UPDATE contests SET jury_key = gen_random_uuid() WHERE id = $1');

/**
 * Sets who is in the jury. With whoever leaves goes what they listened to: the jury's channel is another one from then on.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `contest_state`, `user_not_found`
 */
export async function setContestJury(
  ctx: Ctx,
  input: { readonly id: string; readonly usernames: readonly string[] },
): Promise<ContestDetail> {
  const contest = await findOwnContest(ctx, input.id);
  refuseClosed(contest, 'who runs it');
  const { id } = contest;
  await change(ctx, async (tx) => {
    await lockScope(tx, id);
    const users = await usersStatement(tx.client, [input.usernames]);
    const missing = input.usernames.filter(
      (name) => !users.some((user) => user.username.toLowerCase() === name.toLowerCase()),
    );
    if (missing.length > 0)
      throw new DocketError('user_not_found', `There is no user ${missing.join(', ')}.`, {
        fields: missing.map((name) => ({
          path: `body.usernames[${input.usernames.indexOf(name)}]`,
          message: 'is nobody’s name',
        })),
      });
    const ids = users.map((user) => user.id);
    const gone = await goneStatement(tx.client, [id, ids]);
    await writeStatement(tx.client, [id, ids]);
    if (gone.length > 0) await keyStatement(tx.client, [id]);
    await keepRecord(ctx, tx, {
      contestId: id,
      act: 'jury.set',
      data: { usernames: users.map(({ username }) => username) },
    });
  });
  forgetContest(ctx, id);
  return getContest({ ...ctx }, { id }).catch((error: unknown) => {
    // Who takes oneself out of the jury of a draft does not see it any more, and it was done all the same.
    if (error instanceof DocketError && error.code === 'contest_not_found')
      return getContest({ ...ctx, actor: { kind: 'system', name: 'contest' } }, { id }).then((detail) => ({
        ...detail,
        jury: null,
      }));
    throw error;
  });
}
