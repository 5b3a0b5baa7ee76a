import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/problem';
import { z } from 'zod';
import { contracts } from '../src/areas.ts';
import {
  expectContract,
  expectProblem,
  record,
  reportLanguages,
  startTestApi,
  TEST_LANGUAGE,
  uniqueName,
  type Answer,
  type TestApi,
  type TestUser,
} from './harness.ts';
import { packageZip } from './packages.ts';
import { importedProblem, submissionOf } from './things.ts';

let api: TestApi;
let setter: TestUser;
let other: TestUser;
let admin: TestUser;
let user: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE]);
  setter = await api.user('setter');
  other = await api.user('setter');
  admin = await api.user('admin');
  user = await api.user();
});
afterAll(() => api.stop());

const code = { language: 'python3', code: 'print(1)' };
const wrongProgram = { path: 'submissions/accepted/a.py', content: 'print(2)\n' };

async function upload(by: TestUser, slug: string, more: Partial<Parameters<typeof packageZip>[0]> = {}, query = '') {
  const zip = packageZip({
    slug,
    ...more,
    extra: (more.extra ?? []).map(({ path, content }) => ({ path: `${slug}/${String(path)}`, content: content ?? '' })),
  });
  const answer = await api.call('POST', `/problems/import${query}`, {
    token: by.token,
    raw: zip,
    headers: { 'content-type': 'application/zip' },
  });
  expectContract(answer, contract.importProblem);
  return contract.importProblem.response.parse(answer.body);
}

function put(by: TestUser | undefined, slug: string, status: string): Promise<Answer> {
  return api.call('PATCH', `/problems/${slug}`, { token: by?.token, json: { status } });
}

const codeOf = (answer: Answer): unknown => (answer.status < 400 ? null : record(answer.body)['code']);
const statusOf = (answer: Answer): unknown => record(answer.body)['status'];

/** Every way to a problem from outside, by the route it takes. Each answer says whether the problem was seen. */
type Way = (
  by: TestUser | undefined,
  problem: { slug: string; id: string; submission: string; thread: string; list: string },
) => Promise<boolean>;
const mentions =
  (path: (problem: { list: string; thread: string }) => string): Way =>
  async (by, problem) =>
    (await api.call('GET', path(problem), { token: by?.token })).text.includes(problem.slug);
const refused = (answer: Answer, missing: string): boolean => {
  // A problem that is not for the caller and one that does not exist are told in the same words.
  if (answer.status < 400) return false;
  expect(['forbidden', 'unauthenticated', missing]).toContain(codeOf(answer));
  return true;
};
const WAYS: Readonly<Record<string, Way>> = {
  'GET /problems': async (by, { slug }) => {
    const all = await api.call('GET', '/problems?limit=100', { token: by?.token });
    const found = await api.call('GET', `/problems?q=${slug}`, { token: by?.token });
    return all.text.includes(slug) || found.text.includes(slug);
  },
  'GET /problems/tags': async (by, { slug }) =>
    (await api.call('GET', '/problems/tags', { token: by?.token })).text.includes(`tag-${slug}`),
  'GET /problems/:slug': async (by, { slug, id }) => {
    const seen = await Promise.all(
      [slug, id, `${slug}?version=1`].map((address) => api.call('GET', `/problems/${address}`, { token: by?.token })),
    );
    return seen.some((answer) => !refused(answer, 'problem_not_found'));
  },
  'GET /problems/:slug/run-times': async (by, { slug }) =>
    !refused(
      await api.call('GET', `/problems/${slug}/run-times?language=python3`, { token: by?.token }),
      'problem_not_found',
    ),
  'GET /problems/:slug/files/:hash/:name': async (by, { slug, id }) => {
    const { rows } = await api.db.pool.query<{ hash: string }>('SELECT hash FROM problem_files WHERE problem_id = $1', [
      id,
    ]);
    const seen = await Promise.all(
      rows.map(({ hash }) => api.call('GET', `/problems/${slug}/files/${hash}/a`, { token: by?.token })),
    );
    return seen.some((answer) => !refused(answer, 'problem_not_found'));
  },
  'GET /problems/:slug/drafts': async (by, { slug }) =>
    !refused(await api.call('GET', `/problems/${slug}/drafts`, { token: by?.token }), 'problem_not_found'),
  'GET /problems/:slug/drafts/:language': async (by, { slug }) =>
    !refused(await api.call('GET', `/problems/${slug}/drafts/python3`, { token: by?.token }), 'problem_not_found'),
  'PUT /problems/:slug/drafts/:language': async (by, { slug }) =>
    !refused(
      await api.call('PUT', `/problems/${slug}/drafts/python3`, {
        token: by?.token,
        json: { files: [], baseVersion: 0 },
      }),
      'problem_not_found',
    ),
  'PATCH /problems/:slug': async (by, { slug }) => !refused(await put(by, slug, 'ARCHIVED'), 'problem_not_found'),
  'DELETE /problems/:slug': async (by, { slug }) =>
    !refused(await api.call('DELETE', `/problems/${slug}`, { token: by?.token }), 'problem_not_found'),
  'GET /user/problems': async (by, { slug }) =>
    (await api.call('GET', '/user/problems', { token: by?.token })).text.includes(slug),
  'POST /submissions': async (by, { slug }) =>
    !refused(
      await api.call('POST', '/submissions', { token: by?.token, json: { ...code, problemId: slug } }),
      'problem_not_found',
    ),
  'POST /submissions/batch': async (by, { slug }) => {
    const answer = await api.call('POST', '/submissions/batch', {
      token: by?.token,
      json: { submissions: [{ ...code, problemId: slug }] },
    });
    return !refused(answer, 'problem_not_found') && !answer.text.includes('problem_not_found');
  },
  'POST /runs': async (by, { id }) =>
    !refused(
      await api.call('POST', '/runs', {
        token: by?.token,
        json: { ...code, problemId: id, samples: true, inputs: [] },
      }),
      'problem_not_found',
    ),
  'POST /rejudges': async (by, { slug, submission }) => {
    const [one, two] = await Promise.all(
      [{ problemId: slug }, { submissionId: submission }].map((json) =>
        api.call('POST', '/rejudges', { token: by?.token, json }),
      ),
    );
    return (
      one !== undefined &&
      two !== undefined &&
      !(refused(one, 'problem_not_found') && refused(two, 'submission_not_found'))
    );
  },
  'GET /practice/daily': mentions(() => '/practice/daily'),
  'GET /practice/next': mentions(() => '/practice/next'),
  'GET /practice/favourites': mentions(() => '/practice/favourites'),
  'GET /practice/lists/:id': mentions(({ list }) => `/practice/lists/${list}`),
  'GET /discussion/:id': async (by, { thread }) =>
    !refused(await api.call('GET', `/discussion/${thread}`, { token: by?.token }), 'thread_not_found'),
  'POST /discussion/:id/replies': async (by, { thread }) =>
    !refused(
      await api.call('POST', `/discussion/${thread}/replies`, { token: by?.token, json: { text: 'And?' } }),
      'thread_not_found',
    ),
  'GET /submissions': async (by, { slug }) =>
    (
      await api.call('GET', `/submissions?userId=${setter.userId}&problemId=${slug}`, { token: by?.token })
    ).text.includes(slug),
  'GET /submissions/:id': async (by, { submission }) =>
    !refused(await api.call('GET', `/submissions/${submission}`, { token: by?.token }), 'submission_not_found'),
};
/** Below the address of a problem: whatever is asked or told there, a stranger is told that there is none. */
const BELOW = contracts.filter(
  ({ method, path }) => path.startsWith('/problems/:slug/') && !(`${method} ${path}` in WAYS),
);
const NOTHING = '01890000-0000-7000-8000-000000000000';
/** What names a problem and needs no walk: why. */
const NO_WAY: Readonly<Record<string, string>> = {
  'POST /problems/import': 'a slug of somebody else’s is refused as taken',
  'POST /practice/lists': 'its owner’s problems by their addresses: as PUT /practice/lists/:id',
  'PUT /practice/lists/:id': 'its owner’s alone, who names problems that they see (practice.int.test.ts)',
  'PUT /practice/lists/:id/problems/:slug':
    'its owner’s alone, who names problems that they see (practice.int.test.ts)',
  'DELETE /practice/lists/:id/problems/:slug': 'its owner’s alone',
  'PATCH /discussion/posts/:id': 'the author’s alone',
  'PATCH /discussion/posts/:id/moderation': 'staff’s alone',
  'GET /discussion/reports': 'staff’s alone',
  'DELETE /submissions/:id': 'the author’s alone',
  'GET /runs/:id': 'the author’s alone',
  'GET /rejudges': 'the author’s alone, or an admin’s',
  'GET /rejudges/:id': 'the author’s alone, or an admin’s',
  'POST /rejudges/:id/apply': 'the author’s alone, or an admin’s',
  'POST /rejudges/:id/drop': 'the author’s alone, or an admin’s',
  'POST /submissions/:id/cancel': 'the author’s alone',
  'GET /judge0/submissions': 'the author’s alone, of runs without a problem',
  'POST /judge0/submissions': 'of no problem',
  'GET /judge0/submissions/:token': 'the author’s alone, of runs without a problem',
  'DELETE /judge0/submissions/:token': 'the author’s alone, of runs without a problem',
  'GET /judge0/submissions/batch': 'the author’s alone, of runs without a problem',
  'POST /judge0/submissions/batch': 'of no problem',
  ...Object.fromEntries(
    contracts
      .filter(({ path }) => path.startsWith('/contest') || path.startsWith('/api/contests'))
      .map(({ method, path }) => [`${method} ${path}`, 'walked by contest-secrecy.int.test.ts']),
  ),
};

describe('a problem that is not published', () => {
  test('is met on no route that a stranger has, and every route that tells of problems is walked', () => {
    const about = contracts.filter((each) => {
      const schemas = [each.query, each.body, each.response].map((schema) =>
        schema === undefined ? '' : JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })),
      );
      return (
        /\/problems|\/submissions|\/runs|\/rejudges/.test(each.path) ||
        schemas.some((text) => /"problem(Id|Slug)"/.test(text))
      );
    });
    const named = about.map(({ method, path }) => `${method} ${path}`);
    const walked = new Set(BELOW.map(({ method, path }) => `${method} ${path}`));
    expect(named.filter((name) => !(name in WAYS) && !(name in NO_WAY) && !walked.has(name))).toEqual([]);
  });

  test.each(['DRAFT', 'ARCHIVED'])(
    '%s: seen by its setter and admins, and by nobody else on any route',
    async (state) => {
      const slug = uniqueName('hidden');
      const { problemId: id } = await upload(setter, slug, {
        tags: [`tag-${slug}`],
        extra: [{ path: 'attachments/notes.txt', content: 'for those who see the problem' }],
      });
      const submission = await submissionOf(api, setter, slug);
      const as = (status: string) =>
        api.db.pool.query('UPDATE problems SET status = $2 WHERE slug = $1', [slug, status]);
      // What people did with it while they saw it.
      await as('PUBLISHED');
      const made = async (path: string, json: object) => {
        const answer = await api.call('POST', path, { token: user.token, json });
        if (answer.status >= 400) throw new Error(`POST ${path} answered ${answer.text}`);
        return z.record(z.string(), z.unknown()).parse(answer.body);
      };
      const { postId } = await made(`/problems/${slug}/discussion`, {
        kind: 'question',
        title: 'How?',
        text: 'Tell me.',
      });
      const { listId } = await made('/practice/lists', { title: 'Mine', problems: [slug] });
      await api.call('PUT', `/problems/${slug}/favourite`, { token: user.token });
      await as(state);
      const thing = { slug, id, submission, thread: String(postId), list: String(listId) };
      for (const [name, way] of Object.entries(WAYS))
        for (const stranger of [undefined, user, other])
          expect([name, stranger?.username, await way(stranger, thing)]).toEqual([name, stranger?.username, false]);
      for (const { method, path, example } of BELOW)
        for (const stranger of [undefined, user, other]) {
          const address = path.replace(':slug', slug).replaceAll(/:\w+/g, NOTHING);
          const answer = await api.call(method, address, {
            token: stranger?.token,
            ...(example !== undefined && { json: example }),
          });
          expect([`${method} ${path}`, refused(answer, 'problem_not_found')]).toEqual([`${method} ${path}`, true]);
        }
      for (const insider of [setter, admin]) {
        expectContract(await api.call('GET', `/problems/${slug}`, { token: insider.token }), contract.getProblem);
        expect(await WAYS['POST /submissions']?.(insider, thing)).toBe(true);
      }

      // Negative control: the walk sees what is there to be seen.
      if (state === 'ARCHIVED') await put(admin, slug, 'DRAFT');
      expect(statusOf(await put(admin, slug, 'PUBLISHED'))).toBe('PUBLISHED');
      const seen = [];
      for (const [name, way] of Object.entries(WAYS)) if (await way(user, thing)) seen.push(name);
      // Which of all problems is today’s, and which comes next, chance and the others decide.
      const byChance = new Set(['GET /practice/daily', 'GET /practice/next']);
      expect(seen.filter((name) => !byChance.has(name))).toEqual([
        'GET /problems',
        'GET /problems/tags',
        'GET /problems/:slug',
        'GET /problems/:slug/run-times',
        'GET /problems/:slug/files/:hash/:name',
        'GET /problems/:slug/drafts',
        'GET /problems/:slug/drafts/:language',
        'PUT /problems/:slug/drafts/:language',
        'POST /submissions',
        'POST /submissions/batch',
        'POST /runs',
        'GET /practice/favourites',
        'GET /practice/lists/:id',
        'GET /discussion/:id',
        'POST /discussion/:id/replies',
      ]);
    },
  );
});

describe('the life of a problem', () => {
  test('begins as a draft that is checked at once where nothing is to be tried, and is published by its setter alone', async () => {
    const slug = uniqueName('life');
    const imported = await upload(setter, slug);
    expect(imported).toMatchObject({ status: 'CHECKED', warnings: [], checking: 0 });
    expectProblem(await api.call('GET', `/problems/${slug}`), 404, 'problem_not_found');
    const answer = await put(setter, slug, 'PUBLISHED');
    expectContract(answer, contract.changeProblem);
    expectContract(await api.call('GET', `/problems/${slug}`), contract.getProblem);
    expectProblem(await put(other, slug, 'ARCHIVED'), 403, 'forbidden');
    // Again it stays as it is.
    expect(statusOf(await put(setter, slug, 'PUBLISHED'))).toBe('PUBLISHED');
  });

  test('waits until its programs were tried, and a flawless package has no warning', async () => {
    const slug = uniqueName('waits');
    const imported = await upload(setter, slug, { extra: [wrongProgram] });
    expect(imported).toMatchObject({ status: 'DRAFT', warnings: [], checking: 1 });
    expect(expectProblem(await put(setter, slug, 'PUBLISHED'), 409, 'problem_unchecked').detail).toContain(
      'One program',
    );
    // Its judge was of the version before, which ends checks and knows of no states.
    await api.db.pool.query(`UPDATE package_checks SET status = 'AC', finished_at = now() WHERE problem_id = $1`, [
      imported.problemId,
    ]);
    expect(statusOf(await put(setter, slug, 'PUBLISHED'))).toBe('PUBLISHED');
  });

  test('a new version of what is published waits, with its title, until it is published too', async () => {
    const slug = uniqueName('next');
    await upload(setter, slug, { name: 'Old title' }, '?publish=checked');
    expect(await upload(setter, slug, { name: 'New title', statement: 'Another.\n' })).toMatchObject({
      version: 2,
      status: 'PUBLISHED',
    });
    const now = record((await api.call('GET', `/problems/${slug}`)).body);
    expect(now).toMatchObject({ title: 'Old title', statement: 'Add the two numbers.\n', version: 1 });
    const next = await api.call('GET', `/problems/${slug}?version=2`, { token: setter.token });
    expect(record(next.body)).toMatchObject({ statement: 'Another.\n', version: 2 });
    expectProblem(
      await api.call('GET', `/problems/${slug}?version=2`, { token: other.token }),
      404,
      'problem_not_found',
    );
    // The same again is known.
    expect(await upload(setter, slug, { name: 'New title', statement: 'Another.\n' })).toMatchObject({ version: 2 });
    await put(setter, slug, 'PUBLISHED');
    expect(record((await api.call('GET', `/problems/${slug}`)).body)).toMatchObject({ title: 'New title', version: 2 });
    expect((await api.call('GET', '/problems?q=new%20title')).text).toContain(slug);
  });

  test('archived it leaves the lists, authors keep what they submitted, and it comes back as a draft', async () => {
    const slug = await importedProblem(api, setter);
    const submission = await submissionOf(api, user, slug);
    expect(statusOf(await put(setter, slug, 'ARCHIVED'))).toBe('ARCHIVED');
    expectProblem(await api.call('GET', `/problems/${slug}`, { token: user.token }), 404, 'problem_not_found');
    expect((await api.call('GET', `/submissions/${submission}`, { token: user.token })).status).toBe(200);
    expect((await api.call('GET', '/submissions', { token: user.token })).text).toContain(submission);
    expect(expectProblem(await put(setter, slug, 'PUBLISHED'), 409, 'problem_status').detail).toContain(
      'Bring it back',
    );
    expect(statusOf(await put(setter, slug, 'DRAFT'))).toBe('CHECKED');
    expectProblem(await api.call('GET', `/problems/${slug}`, { token: user.token }), 404, 'problem_not_found');
    expect(statusOf(await put(admin, slug, 'PUBLISHED'))).toBe('PUBLISHED');
  });

  test('ends by deletion only where nobody submitted', async () => {
    const slug = await importedProblem(api, setter);
    const away = () => api.call('DELETE', `/problems/${slug}`, { token: setter.token });
    await submissionOf(api, user, slug);
    expectProblem(await away(), 409, 'problem_has_submissions');
    const free = uniqueName('free');
    const { problemId } = await upload(setter, free, {
      extra: [wrongProgram, { path: 'attachments/notes.txt', content: 'notes\n' }],
    });
    // Whatever there is of it, in any table that names problems.
    const left = async () => {
      const { rows: tables } = await api.db.pool.query<{ table_name: string }>(
        `SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
          WHERE c.table_schema = 'public' AND c.column_name = 'problem_id' AND t.table_type = 'BASE TABLE' ORDER BY 1`,
      );
      const found: string[] = [];
      for (const { table_name: table } of tables) {
        const { rowCount } = await api.db.pool.query(`SELECT FROM ${table} WHERE problem_id = $1`, [problemId]);
        if ((rowCount ?? 0) > 0) found.push(table);
      }
      return found;
    };
    await api.call('PUT', `/problems/${free}/drafts/python3`, {
      token: setter.token,
      json: { files: [{ name: 'main.py', content: 'print(1)' }], baseVersion: 0 },
    });
    expect(await left()).toEqual(
      expect.arrayContaining(['drafts', 'package_checks', 'problem_files', 'problem_statements', 'problem_versions']),
    );
    expectContract(await api.call('DELETE', `/problems/${free}`, { token: setter.token }), contract.deleteProblem);
    expect(await left()).toEqual([]);
    expect((await api.db.pool.query('SELECT FROM problems WHERE id = $1', [problemId])).rowCount).toBe(0);
    // The slug is free again.
    expect(await upload(other, free)).toMatchObject({ version: 1 });
  });

  test('is not published before its package says, and takes the languages that this names', async () => {
    const slug = uniqueName('later');
    const zip = (more: string) =>
      api.call('POST', '/problems/import?publish=checked', {
        token: setter.token,
        raw: packageZip({
          slug,
          yaml: `problem_format_version: 2025-09\nname: Secret\nlimits: {time_limit: 1}\n${more}`,
        }),
        headers: { 'content-type': 'application/zip' },
      });
    const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect(record((await zip(`embargo_until: ${soon}\n`)).body)['status']).toBe('CHECKED');
    expect(expectProblem(await put(setter, slug, 'PUBLISHED'), 409, 'problem_embargoed').detail).toContain(soon);
    // Published by itself once that is over.
    expect(record((await zip('embargo_until: 2020-01-01\nlanguages: [java]\n')).body)['status']).toBe('PUBLISHED');
    const shown = await api.call('GET', `/problems/${slug}`, { token: user.token });
    expect(contract.getProblem.response.parse(shown.body).languages).toEqual(['java']);
    const sent = await api.call('POST', '/submissions', { token: user.token, json: { ...code, problemId: slug } });
    expect(expectProblem(sent, 422, 'language_not_allowed').detail).toContain('Python 3');
    expect(record((await zip('languages: [python3]\n')).body)['status']).toBe('PUBLISHED');
    const taken = await api.call('POST', '/submissions', { token: user.token, json: { ...code, problemId: slug } });
    expect(taken.status).toBe(202);
  });

  test('shows nothing of the files of interactive samples in an older package', async () => {
    const slug = uniqueName('talk');
    const secret = 'what only the judge knows';
    const answer = await api.call('POST', '/problems/import?publish=checked', {
      token: setter.token,
      raw: packageZip({
        slug,
        yaml: 'name: Talk\nvalidation: custom interactive\nlimits: {time_limit: 1}\n',
        tests: [
          { name: 'sample/1', input: `${secret}\n`, answer: `${secret} too\n` },
          { name: 'secret/1', input: '1\n', answer: '1\n' },
        ],
        extra: [
          { path: `${slug}/data/sample/1.interaction`, content: '<hello\n>world\n' },
          { path: `${slug}/output_validators/talk.py`, content: 'exit(42)\n' },
        ],
      }),
      headers: { 'content-type': 'application/zip' },
    });
    expectContract(answer, contract.importProblem);
    for (const by of [setter, admin]) {
      const shown = await api.call('GET', `/problems/${slug}`, { token: by.token });
      expect(shown.text).not.toContain(secret);
      const problem = contract.getProblem.response.parse(shown.body);
      expect(problem.samples).toEqual([{ name: 'sample/1', input: '', answer: '', hidden: true }]);
      expect(problem.interactions?.[0]?.passes[0]).toHaveLength(2);
    }
  });

  test('a list of one’s own has state, programs and warnings; everybody’s is for admins', async () => {
    const slug = uniqueName('mine');
    await upload(setter, slug, { extra: [wrongProgram] });
    const mine = await api.call('GET', '/user/problems', { token: setter.token });
    expectContract(mine, contract.listSetProblems);
    expect(contract.listSetProblems.response.parse(mine.body).data[0]).toMatchObject({
      slug,
      status: 'DRAFT',
      programs: { tried: 0, open: 1 },
      importedBy: setter.username,
      hasSubmissions: false,
    });
    expectProblem(await api.call('GET', '/user/problems?whose=everybody', { token: setter.token }), 403, 'forbidden');
    expect((await api.call('GET', `/user/problems?whose=everybody&q=${slug}`, { token: admin.token })).text).toContain(
      slug,
    );
  });
});
