import { createDocket, type Docket } from '@docket/client/docket';
import { createContest, changeContest, registerForContest } from '@docket/contracts/http/contest';
import { setContestProblems } from '@docket/contracts/http/contest-jury';
import type { Role } from '@docket/contracts/http/identity';
import type { RouteBodyInput } from '@docket/contracts/http/route';
import { newId } from '@docket/runtime/id';
import { makeProblem } from '@docket/testing/builders';
import type { Stage } from './support.ts';

export const PASSWORD = 'correct horse battery';

/** Somebody with an account, as a program. */
export type Person = {
  readonly docket: Docket;
  readonly username: string;
  readonly session: Awaited<ReturnType<Docket['login']>>;
};

export async function join(stage: Stage, username: string, role: Role = 'user'): Promise<Person> {
  const docket = createDocket({ baseUrl: stage.baseUrl });
  await docket.signUp({ username, email: `${username}@example.test`, password: PASSWORD });
  if (role !== 'user')
    await stage.docket.db.pool.query('UPDATE users SET role = $2 WHERE username = $1', [username, role]);
  return { docket, username, session: await docket.login({ username, password: PASSWORD }) };
}

type Over = Partial<RouteBodyInput<typeof createContest>>;

/** A moment so many seconds from now. */
export const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

/** A published contest with problems A, B and so on, of titles that are given. Its problems are seen in it alone. */
export async function makeContest(stage: Stage, jury: Person, titles: readonly string[], over: Over = {}) {
  const { slug, contestId } = await jury.docket.call(createContest, {
    body: {
      title: 'Autumn contest',
      slug: `autumn-${newId().slice(-10)}`,
      startsAt: inSeconds(-60),
      endsAt: inSeconds(3_600),
      ...over,
    },
    idempotencyKey: newId(),
  });
  const colours = ['#d92d20', '#2e6be6', '#f5c518', '#1d9d4f'];
  const problems = [];
  for (const [at, title] of titles.entries()) {
    const { problemId } = await makeProblem(stage.docket.db);
    await stage.docket.db.pool.query(`UPDATE problems SET title = $2, status = 'CHECKED' WHERE id = $1`, [
      problemId,
      title,
    ]);
    await stage.docket.db.pool.query('UPDATE problem_versions SET imported_by_id = $2 WHERE problem_id = $1', [
      problemId,
      jury.session.userId,
    ]);
    problems.push({ problemId, label: String.fromCodePoint(65 + at), colour: colours[at] ?? null, points: null });
  }
  await jury.docket.call(setContestProblems, { params: { id: slug }, body: { problems } });
  await jury.docket.call(changeContest, { params: { id: slug }, body: { visibility: 'LISTED' } });
  return { slug, contestId, problems };
}

export function register(person: Person, slug: string) {
  return person.docket.call(registerForContest, { params: { id: slug }, body: {} });
}
