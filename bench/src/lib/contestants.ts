import { syncMembers } from '@docket/domain/contest/people/sync';
import { findContest } from '@docket/domain/contest/rows';
import { lockScope } from '@docket/domain/judge/scope/lock';
import { change } from '@docket/domain/spine/emit';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { testCtx } from '@docket/testing/builders';
import { makeBuyers, type Buyer } from '@docket/testing/buyers';

/** People who are logged in and take part in a contest, registered all at once. */
export async function makeContestants(db: Db, contestId: string, count: number): Promise<Buyer[]> {
  const people = await makeBuyers(db, count);
  const ctx = testCtx(db);
  await change(ctx, async (tx) => {
    await lockScope(tx, contestId);
    const ids = people.map(() => newId());
    const users = people.map(({ user }) => user.userId);
    await tx.client.query(
      `INSERT INTO contest_participants (id, contest_id, kind, name, status)
       SELECT w.id, $1, 'individual', w.name, 'registered' FROM unnest($2::uuid[], $3::text[]) AS w(id, name)`,
      [contestId, ids, people.map(({ user }) => user.username)],
    );
    await tx.client.query(
      `INSERT INTO contest_members (contest_id, user_id, participant_id) SELECT $1, w.user_id, w.id FROM unnest($2::uuid[], $3::uuid[]) AS w(user_id, id)`,
      [contestId, users, ids],
    );
    await syncMembers(tx, await findContest(ctx, contestId, tx.client));
  });
  return people;
}
