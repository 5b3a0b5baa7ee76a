import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getRunTimes } from '@docket/contracts/http/chart';
import * as discussion from '@docket/contracts/http/discussion';
import * as practice from '@docket/contracts/http/practice';
import * as lists from '@docket/contracts/http/study-list';
import type { RouteContract } from '@docket/contracts/http/route';
import { judge, later, makeContest } from '@docket/domain/contest/fixtures';
import { getDaily } from '@docket/domain/practice/daily/get';
import { newId } from '@docket/runtime/id';
import { withoutGuard } from '@docket/testing/guards';
import {
  expectContract,
  expectProblem,
  record,
  reportLanguages,
  startTestApi,
  TEST_LANGUAGE,
  uniqueName,
  type TestApi,
  type TestUser,
} from './harness.ts';
import { packageZip, type TestPackage } from './packages.ts';
import { submissionOf } from './things.ts';
import { listZip } from './zip.ts';

let api: TestApi;
let setter: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE]);
  setter = await api.user('setter');
});
afterAll(() => api.stop());

const HELP = [
  { path: 'hints/1.en.md', content: 'Look at $a$.\n' },
  { path: 'hints/2.en.md', content: 'Then at $b$.\n' },
  { path: 'hints/2.sv.md', content: 'Sedan $b$.\n' },
  { path: 'solution/solution.en.md', content: 'Add them.\n' },
];

async function problemOf(options: Partial<TestPackage> = {}): Promise<string> {
  const slug = uniqueName('practice');
  const extra = (options.extra ?? HELP).map((file) => ({ ...file, path: `${slug}/${String(file.path)}` }));
  const answer = await api.call('POST', '/problems/import?publish=checked', {
    token: setter.token,
    raw: packageZip({ slug, ...options, extra }),
    headers: { 'content-type': 'application/zip' },
  });
  if (answer.status !== 201) throw new Error(`POST /problems/import answered ${answer.status}: ${answer.text}`);
  return slug;
}

async function solve(user: TestUser, slug: string): Promise<string> {
  const id = await submissionOf(api, user, slug);
  await judge(api.db, id, 'AC');
  return id;
}

/** What a route of the contracts answers, held to it. */
async function read(
  contract: RouteContract,
  address: string,
  options: { user?: TestUser; json?: unknown } = {},
): Promise<Record<string, unknown>> {
  const answer = await api.call(contract.method, address, {
    token: options.user?.token,
    ...(options.json === undefined ? {} : { json: options.json }),
  });
  expectContract(answer, contract);
  return answer.body === undefined ? {} : record(answer.body);
}

describe('help', () => {
  test('hints come one by one, in the language that is wanted as far as they have it', async () => {
    const slug = await problemOf();
    expect(await read(practice.getHints, `/problems/${slug}/hints`)).toEqual({ total: 2, hints: [] });
    const one = await api.call('GET', `/problems/${slug}/hints?shown=1`);
    expect(one.body).toEqual({ total: 2, hints: [{ number: 1, language: 'en', text: 'Look at $a$.\n' }] });
    expect(one.text).not.toContain('Then');
    const swedish = await read(practice.getHints, `/problems/${slug}/hints?shown=2&language=sv`);
    expect(swedish['hints']).toMatchObject([{ language: 'en' }, { language: 'sv', text: 'Sedan $b$.\n' }]);
  });

  test('the editorial is for those who have solved the problem, or say that they want it', async () => {
    const [slug, user] = [await problemOf(), await api.user()];
    const address = `/problems/${slug}/editorial`;
    const guarded = { there: true, guarded: true, language: 'en', text: null };
    expect(await read(practice.getEditorial, address)).toEqual(guarded);
    expect(await read(practice.getEditorial, address, { user })).toEqual(guarded);
    const open = { there: true, guarded: false, language: 'en', text: 'Add them.\n' };
    expect(await read(practice.getEditorial, `${address}?spoil=true`, { user })).toEqual(open);
    await solve(user, slug);
    expect(await read(practice.getEditorial, address, { user })).toEqual(open);
    const none = await problemOf({ extra: [] });
    expect(await read(practice.getEditorial, `/problems/${none}/editorial`)).toMatchObject({ there: false });
  });

  test('similar are those that share tags, the rarest first', async () => {
    const [rare, common] = [uniqueName('rare'), uniqueName('common')];
    const me = await problemOf({ tags: [rare, common] });
    const near = await problemOf({ tags: [rare] });
    const far = await problemOf({ tags: [common] });
    await problemOf({ tags: [common] });
    const { data } = practice.listSimilar.response.parse(await read(practice.listSimilar, `/problems/${me}/similar`));
    expect(data.map(({ slug }) => slug).slice(0, 1)).toEqual([near]);
    expect(data.map(({ slug }) => slug)).toContain(far);
    expect(data[0]?.shared).toEqual([rare]);
  });
});

describe('marks', () => {
  test('notes and favourites are one’s own, and can be taken away', async () => {
    const [slug, user, other] = [await problemOf(), await api.user(), await api.user()];
    await read(practice.saveNote, `/problems/${slug}/note`, { user, json: { text: 'Mind the *empty* list.' } });
    await read(practice.addFavourite, `/problems/${slug}/favourite`, { user });
    await read(practice.addFavourite, `/problems/${slug}/favourite`, { user });
    expect(await read(practice.getOwnMarks, `/problems/${slug}/mine`, { user })).toMatchObject({
      favourite: true,
      note: { text: 'Mind the *empty* list.' },
    });
    const nothing = { favourite: false, note: { text: '', updatedAt: null }, lists: [] };
    expect(await read(practice.getOwnMarks, `/problems/${slug}/mine`, { user: other })).toEqual(nothing);
    expect(await read(practice.listFavourites, '/practice/favourites', { user })).toMatchObject({ data: [{ slug }] });
    await read(practice.saveNote, `/problems/${slug}/note`, { user, json: { text: ' ' } });
    await read(practice.removeFavourite, `/problems/${slug}/favourite`, { user });
    expect(await read(practice.getOwnMarks, `/problems/${slug}/mine`, { user })).toEqual(nothing);
  });

  test('study lists have an order and progress; official ones are everybody’s and made by admins', async () => {
    const [user, other, admin] = [await api.user(), await api.user(), await api.user('admin')];
    const [a, b, c] = [await problemOf(), await problemOf(), await problemOf()];
    await solve(user, b);
    const made = await read(lists.createStudyList, '/practice/lists', {
      user,
      json: { title: 'For Monday', problems: [b, a] },
    });
    const { listId } = lists.createStudyList.response.parse(made);
    expect(made).toMatchObject({
      problems: 2,
      solved: 1,
      own: true,
      data: [{ slug: b, solved: 'solved' }, { slug: a }],
    });
    await read(lists.addToStudyList, `/practice/lists/${listId}/problems/${c}`, { user });
    await read(lists.removeFromStudyList, `/practice/lists/${listId}/problems/${a}`, { user });
    const { data } = lists.getStudyList.response.parse(
      await read(lists.getStudyList, `/practice/lists/${listId}`, { user }),
    );
    expect(data.map(({ slug }) => slug)).toEqual([b, c]);
    expect(await read(practice.getOwnMarks, `/problems/${c}/mine`, { user })).toMatchObject({
      lists: [{ listId, title: 'For Monday', has: true }],
    });
    expectProblem(
      await api.call('GET', `/practice/lists/${listId}`, { token: other.token }),
      404,
      'study_list_not_found',
    );
    const official = { title: 'First steps', official: true, problems: [a] };
    expectProblem(await api.call('POST', '/practice/lists', { token: user.token, json: official }), 403, 'forbidden');
    await read(lists.createStudyList, '/practice/lists', { user: admin, json: official });
    const seen = lists.listStudyLists.response.parse(await read(lists.listStudyLists, '/practice/lists'));
    expect(seen.data).toMatchObject([{ title: 'First steps', official: true, own: false, solved: null }]);
    const missing = { title: 'x', problems: ['no-such-problem'] };
    expectProblem(
      await api.call('PUT', `/practice/lists/${listId}`, { token: user.token, json: missing }),
      404,
      'problem_not_found',
    );
    // Nothing of what was refused was written.
    expect(await read(lists.getStudyList, `/practice/lists/${listId}`, { user })).toMatchObject({
      title: 'For Monday',
    });
    await read(lists.deleteStudyList, `/practice/lists/${listId}`, { user });
  });

  test('the next unsolved goes through a list in its order, begins again at its front, and ends', async () => {
    const user = await api.user();
    const [a, b] = [await problemOf(), await problemOf()];
    const { listId } = lists.createStudyList.response.parse(
      await read(lists.createStudyList, '/practice/lists', { user, json: { title: 'Two', problems: [b, a] } }),
    );
    const next = async (after?: string) => {
      const answer = await read(
        practice.getNextUnsolved,
        `/practice/next?list=${listId}${after === undefined ? '' : `&after=${after}`}`,
        { user },
      );
      return practice.getNextUnsolved.response.parse(answer).problem?.slug ?? null;
    };
    expect([await next(), await next(b), await next(a)]).toEqual([b, a, b]);
    await solve(user, b);
    expect([await next(), await next(a)]).toEqual([a, null]);
  });

  test('the next unsolved after a problem that one does not see is the first', async () => {
    const tag = uniqueName('after');
    const [a, draft, b] = [
      await problemOf({ tags: [tag] }),
      await problemOf({ tags: [tag] }),
      await problemOf({ tags: [tag] }),
    ];
    await api.db.pool.query(`UPDATE problems SET status = 'CHECKED' WHERE slug = $1`, [draft]);
    const next = async (user: TestUser) => {
      const answer = await read(practice.getNextUnsolved, `/practice/next?tag=${tag}&after=${draft}`, { user });
      return practice.getNextUnsolved.response.parse(answer).problem?.slug;
    };
    expect([await next(await api.user()), await next(setter)]).toEqual([a, b]);
  });

  test('a study list that is changed keeps what is not published just now', async () => {
    const user = await api.user();
    const [a, b, c] = [await problemOf(), await problemOf(), await problemOf()];
    const { listId } = lists.createStudyList.response.parse(
      await read(lists.createStudyList, '/practice/lists', { user, json: { title: 'Three', problems: [a, b, c] } }),
    );
    const put = async (problems: readonly string[]) => {
      const json = { title: 'Three', description: '', problems };
      const answer = await read(lists.changeStudyList, `/practice/lists/${listId}`, { user, json });
      return lists.changeStudyList.response.parse(answer).data.map(({ slug }) => slug);
    };
    const become = (status: string) =>
      api.db.pool.query('UPDATE problems SET status = $2 WHERE slug = $1', [b, status]);
    await become('CHECKED');
    expect(await put([c, a])).toEqual([c, a]);
    await become('PUBLISHED');
    const { data } = lists.getStudyList.response.parse(
      await read(lists.getStudyList, `/practice/lists/${listId}`, { user }),
    );
    expect(data.map(({ slug }) => slug).toSorted()).toEqual([a, b, c].toSorted());
    // What is published it loses.
    expect(await put([b])).toEqual([b]);
  });
});

describe('the problem of the day', () => {
  test('is the same for everybody and all day, another tomorrow, and counts days in a row', async () => {
    const user = await api.user();
    await problemOf();
    await problemOf();
    const at = (day: string) => ({
      ...api.ctx,
      actor: { kind: 'user', userId: user.userId, username: user.username, role: 'user', sessionId: newId() } as const,
      clock: { ...api.ctx.clock, now: () => new Date(`${day}T23:59:59.999Z`) },
    });
    const first = await getDaily(at('2026-03-01'));
    await problemOf();
    expect((await getDaily(at('2026-03-01'))).problem).toEqual(first.problem);
    const second = await getDaily(at('2026-03-02'));
    expect(second.problem?.slug).not.toBe(first.problem?.slug);
    expect(second.endsAt).toBe('2026-03-03T00:00:00.000Z');
    for (const [slug, day] of [
      [first.problem?.slug ?? '', '2026-03-01T00:00:00Z'],
      [second.problem?.slug ?? '', '2026-03-02T12:00:00Z'],
    ] as const) {
      const id = await solve(user, slug);
      await api.db.pool.query('UPDATE submissions SET submitted_at = $2 WHERE id = $1', [id, day]);
    }
    expect((await getDaily(at('2026-03-02'))).mine).toMatchObject({ solved: true, streak: 2, longest: 2 });
    // Today’s is open still; a day that was left out ends it.
    expect((await getDaily(at('2026-03-03'))).mine).toMatchObject({ solved: false, streak: 2 });
    expect((await getDaily(at('2026-03-04'))).mine).toMatchObject({ streak: 0, longest: 2 });
    expect(await read(practice.getDaily, '/practice/daily')).toMatchObject({ mine: null });
  });
});

describe('discussion', () => {
  const question = { kind: 'question', title: 'May n be 0?', text: 'The statement does **not** say.' };
  const solution = { kind: 'solution', title: 'One line', text: '`print(sum)`', language: 'python3' };

  async function ask(user: TestUser, slug: string, json: object = question) {
    return discussion.createThread.response.parse(
      await read(discussion.createThread, `/problems/${slug}/discussion`, { user, json }),
    );
  }

  test('solutions are shared by those who solved, and shown to others only when they ask', async () => {
    const [slug, author, other] = [await problemOf(), await api.user(), await api.user()];
    const address = `/problems/${slug}/discussion`;
    expectProblem(await api.call('POST', address, { token: author.token, json: solution }), 403, 'unsolved');
    await solve(author, slug);
    const { postId, spoiler } = await ask(author, slug, solution);
    expect(spoiler).toBe(true);
    const listed = await api.call('GET', address, { token: other.token });
    expectContract(listed, discussion.listThreads);
    expect(listed.body).toMatchObject({ solved: false, moderates: false, data: [{ guarded: true, text: null }] });
    expect(listed.text).not.toContain('print(sum)');
    expect(await read(discussion.getThread, `/discussion/${postId}`)).toMatchObject({ thread: { guarded: true } });
    expect(await read(discussion.getThread, `/discussion/${postId}?spoil=true`)).toMatchObject({
      thread: { guarded: false, text: '`print(sum)`' },
    });
    await solve(other, slug);
    expect(await read(discussion.getThread, `/discussion/${postId}`, { user: other })).toMatchObject({
      thread: { text: '`print(sum)`' },
    });
  });

  test('replies are told live without their text; deleting leaves what others said', async () => {
    const [slug, author, other] = [await problemOf(), await api.user(), await api.user()];
    const { postId, problemId } = await ask(author, slug);
    const reply = await read(discussion.replyTo, `/discussion/${postId}/replies`, {
      user: other,
      json: { text: 'It may.' },
    });
    const { rows } = await api.db.pool.query<{ payload: unknown }>(
      `SELECT payload -> 'data' AS payload FROM outbox WHERE channel = $1`,
      [`discussion:${problemId}`],
    );
    expect(rows.map(({ payload }) => payload)).toEqual(
      Array.from({ length: 2 }, () => ({ problemId, threadId: postId })),
    );
    await read(discussion.changePost, `/discussion/posts/${postId}`, { user: author, json: { text: 'And -1?' } });
    await read(discussion.deletePost, `/discussion/posts/${postId}`, { user: author });
    expect(await read(discussion.getThread, `/discussion/${postId}`)).toMatchObject({
      thread: { deleted: true, text: null, title: '', author: null, replies: 1 },
      data: [{ text: 'It may.' }],
    });
    // With the last reply the rest goes, too.
    await read(discussion.deletePost, `/discussion/posts/${String(reply['postId'])}`, { user: other });
    expectProblem(await api.call('GET', `/discussion/${postId}`), 404, 'thread_not_found');
  });

  test('what was reported is hidden or left by those who set the problem, and locked threads take nothing', async () => {
    const [slug, author, other] = [await problemOf(), await api.user(), await api.user()];
    const stranger = await api.user('setter');
    const { postId } = await ask(author, slug);
    const report = { reason: 'spam', note: 'An advertisement' };
    await read(discussion.reportPost, `/discussion/posts/${postId}/report`, { user: other, json: report });
    await read(discussion.reportPost, `/discussion/posts/${postId}/report`, { user: other, json: report });
    const open = async (user: TestUser) =>
      (await read(discussion.listReports, '/discussion/reports', { user }))['data'];
    expect(await open(stranger)).toEqual([]);
    expect(await open(setter)).toMatchObject([{ post: { postId }, reports: [{ by: other.username, ...report }] }]);
    const moderate = `/discussion/posts/${postId}/moderation`;
    expectProblem(
      await api.call('PATCH', moderate, { token: stranger.token, json: { hidden: true } }),
      403,
      'forbidden',
    );
    await read(discussion.moderatePost, moderate, { user: setter, json: { locked: true } });
    const json = { text: 'Me too' };
    const replies = `/discussion/${postId}/replies`;
    expectProblem(await api.call('POST', replies, { token: other.token, json }), 409, 'thread_locked');
    const change = `/discussion/posts/${postId}`;
    expectProblem(await api.call('PATCH', change, { token: author.token, json }), 409, 'thread_locked');
    await read(discussion.moderatePost, moderate, { user: setter, json: { hidden: true, locked: false } });
    expect(await open(setter)).toEqual([]);
    expectProblem(await api.call('GET', `/discussion/${postId}`, { token: other.token }), 404, 'thread_not_found');
    // Its author sees that it is hidden.
    expect(await read(discussion.getThread, `/discussion/${postId}`, { user: author })).toMatchObject({
      thread: { hidden: true },
    });
    await read(discussion.moderatePost, moderate, { user: setter, json: { hidden: false } });
    await read(discussion.replyTo, replies, { user: other, json });
  });

  const reportsOf = async (user: TestUser, postId: string) =>
    discussion.listReports.response
      .parse(await read(discussion.listReports, '/discussion/reports', { user }))
      .data.filter(({ post }) => post.postId === postId).length;
  const spam = { reason: 'spam', note: '' };

  test('nobody but admins moderates what they wrote themselves, or shows what an admin has hidden', async () => {
    const [slug, other, admin] = [await problemOf(), await api.user(), await api.user('admin')];
    const { postId: own } = await ask(setter, slug);
    await read(discussion.reportPost, `/discussion/posts/${own}/report`, { user: other, json: spam });
    expect([await reportsOf(setter, own), await reportsOf(admin, own)]).toEqual([0, 1]);
    const address = (postId: string) => `/discussion/posts/${postId}/moderation`;
    const refused = async (postId: string, json: object) =>
      expectProblem(await api.call('PATCH', address(postId), { token: setter.token, json }), 403, 'forbidden');
    const act = (user: TestUser, postId: string, json: object) =>
      read(discussion.moderatePost, address(postId), { user, json });
    await refused(own, { settled: true });
    expect(await reportsOf(admin, own)).toBe(1);

    const { postId } = await ask(other, slug);
    // Whoever hid it first: an admin has done so, too.
    await act(setter, postId, { hidden: true });
    await act(admin, postId, { hidden: true });
    await refused(postId, { hidden: false });
    await act(setter, postId, { settled: true });
    expect(await act(admin, postId, { hidden: false })).toMatchObject({ hidden: false });
    const { postId: admins } = await ask(admin, slug);
    expect(await act(admin, admins, { hidden: true })).toMatchObject({ hidden: true });
  });

  test('a report of what was changed after the moderation had looked at it is open again', async () => {
    const [slug, author, other] = [await problemOf(), await api.user(), await api.user()];
    const { postId } = await ask(author, slug);
    const report = () => read(discussion.reportPost, `/discussion/posts/${postId}/report`, { user: other, json: spam });
    await report();
    const settled = { user: setter, json: { settled: true } };
    await read(discussion.moderatePost, `/discussion/posts/${postId}/moderation`, settled);
    await report();
    expect(await reportsOf(setter, postId)).toBe(0);
    await read(discussion.changePost, `/discussion/posts/${postId}`, { user: author, json: { text: 'Buy this' } });
    await report();
    expect(await reportsOf(setter, postId)).toBe(1);
  });

  test('to whom the problem is gone their post is, too', async () => {
    const [slug, author] = [await problemOf(), await api.user()];
    const { postId } = await ask(author, slug);
    await api.db.pool.query(`UPDATE problems SET status = 'CHECKED' WHERE slug = $1`, [slug]);
    const json = { text: 'Still there?' };
    expectProblem(
      await api.call('PATCH', `/discussion/posts/${postId}`, { token: author.token, json }),
      404,
      'post_not_found',
    );
  });

  test('a problem about which others have written is not deleted', async () => {
    const [slug, other] = [await problemOf(), await api.user()];
    await ask(setter, slug);
    const { postId } = await ask(other, slug);
    const remove = () => api.call('DELETE', `/problems/${slug}`, { token: setter.token });
    expectProblem(await remove(), 409, 'problem_in_use');
    await read(discussion.deletePost, `/discussion/posts/${postId}`, { user: other });
    expect((await remove()).status).toBe(204);
  });
});

/** Makes a problem the only one of a contest that runs. @returns the contest's id */
async function contestWith(slug: string): Promise<string> {
  const { id } = await makeContest(api.db, { problems: 1 });
  await api.db.pool.query(
    'UPDATE judge_scope_problems SET problem_id = (SELECT p.id FROM problems p WHERE p.slug = $2) WHERE scope_id = $1',
    [id, slug],
  );
  return id;
}

describe('while a contest has the problem', () => {
  test('its tags are told nowhere, and find it nowhere', async () => {
    const tag = uniqueName('quokka');
    const [slug, user] = [await problemOf({ tags: [tag] }), await api.user()];
    await read(practice.addFavourite, `/problems/${slug}/favourite`, { user });
    const contestId = await contestWith(slug);
    const all = async () => {
      const text = async (address: string, who = user) => (await api.call('GET', address, { token: who.token })).text;
      return {
        problem: (await text(`/problems/${slug}`)).includes(tag),
        list: (await text(`/problems?q=${slug}`)).includes(tag),
        byTag: (await text(`/problems?tag=${tag}`)).includes(slug),
        byWord: (await text(`/problems?q=${tag}`)).includes(slug),
        tags: (await text('/problems/tags')).includes(tag),
        next: (await text(`/practice/next?tag=${tag}`)).includes(slug),
        favourites: (await text('/practice/favourites')).includes(tag),
        setter: (await text(`/problems/${slug}`, setter)).includes(tag),
      };
    };
    const [hidden, shown] = [false, true].map((told) => ({
      problem: told,
      list: told,
      byTag: told,
      byWord: told,
      tags: told,
      next: told,
      favourites: told,
      setter: true,
    }));
    expect(await all()).toEqual(hidden);
    // By its name it is found as before.
    expect((await api.call('GET', `/problems?q=${slug}`)).text).toContain(slug);
    await later(api.db, contestId, 24 * 60);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect(await all()).toEqual(shown);
  });

  test('it is similar to nothing, nor for whom alone it is closed', async () => {
    const tag = uniqueName('alike');
    const [me, near, user] = [await problemOf({ tags: [tag] }), await problemOf({ tags: [tag] }), await api.user()];
    const alike = async (who?: TestUser) => {
      const answer = await read(
        practice.listSimilar,
        `/problems/${me}/similar`,
        who === undefined ? {} : { user: who },
      );
      return practice.listSimilar.response.parse(answer).data.map(({ slug }) => slug);
    };
    const contestId = await contestWith(near);
    await api.db.pool.query('INSERT INTO judge_scope_members (scope_id, user_id, participant_id) VALUES ($1, $2, $3)', [
      contestId,
      user.userId,
      newId(),
    ]);
    expect([await alike(), await alike(user)]).toEqual([[], []]);
    await api.db.pool.query('UPDATE judge_scopes SET closed = true WHERE id = $1', [contestId]);
    expect([await alike(), await alike(user)]).toEqual([[near], []]);
  });

  test('nothing helps: no figures, no hints, no editorial, no discussion, to anybody but its setters', async () => {
    const [slug, user] = [await problemOf(), await api.user()];
    const { rows } = await api.db.pool.query<{ id: string }>('SELECT id FROM problems WHERE slug = $1', [slug]);
    const problemId = rows[0]?.id ?? '';
    await solve(user, slug);
    const json = { kind: 'question', title: 'Before', text: 'It' };
    const asked = await read(discussion.createThread, `/problems/${slug}/discussion`, { user, json });
    const threadId = String(asked['postId']);
    const contest = await makeContest(api.db, { problems: 1 });
    await api.db.pool.query('UPDATE judge_scope_problems SET problem_id = $2 WHERE scope_id = $1', [
      contest.id,
      problemId,
    ]);
    const routes = ['hints?shown=2', 'editorial?spoil=true', 'similar', 'discussion'].map(
      (each) => `/problems/${slug}/${each}`,
    );
    const ask = async (who?: TestUser) => {
      const codes = [];
      for (const address of [...routes, `/discussion/${threadId}`])
        codes.push(record((await api.call('GET', address, { token: who?.token })).body)['code']);
      return codes;
    };
    const figures = async () =>
      getRunTimes.response.parse(await read(getRunTimes, `/problems/${slug}/run-times?language=python3`, { user }))
        .people;
    const acceptance = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      return record((await api.call('GET', `/problems/${slug}`, { token: user.token })).body)['acceptance'];
    };
    expect(await ask()).toEqual(Array.from({ length: 5 }, () => 'practice_closed'));
    expect(await ask(user)).toEqual(Array.from({ length: 5 }, () => 'practice_closed'));
    expect(await ask(setter)).toEqual(Array.from({ length: 5 }, () => undefined));
    expect([await figures(), await acceptance()]).toEqual([0, null]);
    for (const who of [user, setter])
      expectProblem(
        await api.call('POST', `/problems/${slug}/discussion`, { token: who.token, json }),
        403,
        'practice_closed',
      );
    // The same questions find it where the guard is off.
    const back = await withoutGuard(api.db, 'contested_problems', 's.open_at <= now()', 'false');
    expect(await ask(user)).toEqual(Array.from({ length: 5 }, () => undefined));
    await back();
    await later(api.db, contest.id, 24 * 60);
    expect(await ask(user)).toEqual(Array.from({ length: 5 }, () => undefined));
    expect([await figures(), await acceptance()]).toEqual([1, 1]);
  });
});

test('of an account that is deleted, what it noted and said goes; before, it can be taken along', async () => {
  const [slug, user, other] = [await problemOf(), await api.user(), await api.user()];
  await solve(user, slug);
  await read(practice.saveNote, `/problems/${slug}/note`, { user, json: { text: 'A secret note' } });
  await read(practice.addFavourite, `/problems/${slug}/favourite`, { user });
  await read(lists.createStudyList, '/practice/lists', { user, json: { title: 'My list', problems: [slug] } });
  const json = { kind: 'question', title: 'Mine', text: 'My question' };
  const asked = await read(discussion.createThread, `/problems/${slug}/discussion`, { user, json });
  const threadId = String(asked['postId']);
  await read(discussion.replyTo, `/discussion/${threadId}/replies`, { user: other, json: { text: 'Yours' } });
  await read(discussion.replyTo, `/discussion/${threadId}/replies`, { user, json: { text: 'Mine again' } });

  const exported = await fetch(`${api.url}/user/export`, { headers: { authorization: `Bearer ${user.token}` } });
  const files = await listZip(Buffer.from(await exported.arrayBuffer()));
  expect(files.get('notes.json')).toContain('A secret note');
  expect(files.get('favourites.json')).toContain(slug);
  expect(files.get('study-lists.json')).toContain('My list');
  expect(files.get('discussion.json')).toContain('Mine again');

  const gone = await api.call('POST', '/user/delete', { token: user.token, json: { password: user.password } });
  expect(gone.status).toBe(204);
  const answer = await api.call('GET', `/discussion/${threadId}`);
  expect(answer.body).toMatchObject({
    thread: { deleted: true, author: null, replies: 1 },
    data: [{ text: 'Yours' }],
  });
  for (const mine of [user.username, 'Mine', 'My question']) expect(answer.text).not.toContain(mine);
  const { rows } = await api.db.pool.query<{ left: number }>(
    `SELECT (SELECT count(*) FROM practice_notes WHERE user_id = $1)::int + (SELECT count(*) FROM practice_favourites WHERE user_id = $1)::int
          + (SELECT count(*) FROM study_lists WHERE owner_id = $1)::int AS left`,
    [user.userId],
  );
  expect(rows).toEqual([{ left: 0 }]);
  // The figures count on without a name.
  expect(await read(getRunTimes, `/problems/${slug}/run-times?language=python3`)).toMatchObject({ people: 1 });
});
