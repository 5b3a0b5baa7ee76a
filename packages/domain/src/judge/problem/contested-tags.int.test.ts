import { expect, it } from 'vitest';
import { listProblems as route } from '@docket/contracts/http/problem';
import { makeProblem, makeUser, testCtx } from '@docket/testing/builders';
import { makeContest } from '../../contest/fixtures.ts';
import { getProfileRecord } from '../../profile/record.ts';
import { db, setUpDatabase } from '../../spine/fixtures.ts';
import { listProblems } from './list-problems.ts';

setUpDatabase();

it('tags of a problem that a contest has are told neither by the order of a search nor by who has solved it', async () => {
  const user = await makeUser(db);
  const [{ problemId }, plain] = [await makeProblem(db), await makeProblem(db)];
  // "dp" is in the name, and so the search finds both; only as a tag is it a word of its own.
  for (const [id, title, tags] of [
    [problemId, 'Endpoints', ['dp']],
    [plain.problemId, 'Endpoints', []],
  ] as const)
    await db.pool.query(
      `UPDATE problems SET status = 'PUBLISHED', title = $2::text, tags = $3::text[], search_text = lower($2::text || ' ' || replace(slug, '-', ' ') || ' ' || slug || ' ' || array_to_string($3::text[], ' ')) WHERE id = $1`,
      [id, title, tags],
    );
  await db.pool.query(
    `INSERT INTO user_problems (user_id, problem_id, state, solved_at) VALUES ($1, $2, 'solved', now())`,
    [user.userId, problemId],
  );
  const keys = async () => {
    const page = await listProblems(testCtx(db, user), route.query.parse({ q: 'dp', limit: 1 }));
    return JSON.parse(Buffer.from(page.meta.nextCursor ?? '', 'base64url').toString()).key;
  };
  const tags = async () => (await getProfileRecord(testCtx(db), { username: user.username })).tags;
  expect(await keys()).toBe(1);
  expect(await tags()).toEqual([{ tag: 'dp', solved: 1 }]);
  const { id } = await makeContest(db, { problems: 0 });
  await db.pool.query(
    `INSERT INTO judge_scope_problems (scope_id, problem_id, label, ordinal) VALUES ($1, $2, 'A', 1)`,
    [id, problemId],
  );
  expect(await keys()).toBeLessThan(1);
  expect(await tags()).toEqual([]);
});
