import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/problem';
import { importProblem } from '@docket/domain/judge/package/import-problem';
import { makeProblem } from '@docket/testing/builders';
import { readZipPackage } from '@docket/problem-package/read-package';
import {
  expectContract,
  expectProblem,
  record,
  startTestApi,
  uniqueName,
  type Answer,
  type TestApi,
  type TestUser,
} from './harness.ts';
import { packageZip, type TestPackage } from './packages.ts';

let api: TestApi;
let setter: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  setter = await api.user('setter');
});
afterAll(() => api.stop());

function upload(
  zip: Uint8Array<ArrayBuffer>,
  options: { token?: string; slug?: string; type?: string } = {},
): Promise<Answer> {
  const query = options.slug === undefined ? '' : `&slug=${options.slug}`;
  return api.call('POST', `/problems/import?publish=checked${query}`, {
    raw: zip,
    token: options.token ?? setter.token,
    headers: { 'content-type': options.type ?? 'application/zip' },
  });
}

test('a sample that is too long for a page says that it was shortened, and one that is not says nothing', async () => {
  const tests = [
    { input: '1 2\n', answer: '3\n', sample: true },
    { input: '7'.repeat(70_000), answer: '1\n', sample: true },
  ];
  const { slug } = await makeProblem(api.db, { tests });
  const { body } = await api.call('GET', `/problems/${slug}`);
  const [whole, long] = contract.getProblem.response.parse(body).samples;
  expect(whole).not.toHaveProperty('shortened');
  expect(long).toMatchObject({ shortened: true, answer: '1\n' });
});

const slugs = (answer: Answer): string[] =>
  contract.listProblems.response.parse(answer.body).data.map((problem) => problem.slug);

describe('import', () => {
  test('makes a problem that can be read by slug and id, with samples and without secrets', async () => {
    const slug = uniqueName('sum');
    const answer = await upload(
      packageZip({ slug, name: 'Sum <b>bold</b>', tags: ['Math', 'math', 'warm-up'], statement: 'Add $a$.\n' }),
    );
    expectContract(answer, contract.importProblem);
    const { problemId, version, tests } = contract.importProblem.response.parse(answer.body);
    expect([version, tests]).toEqual([1, 2]);

    const bySlug = await api.call('GET', `/problems/${slug}`);
    expectContract(bySlug, contract.getProblem);
    expect(bySlug.body).toMatchObject({
      problemId,
      slug,
      title: 'Sum <b>bold</b>',
      tags: ['math', 'warm-up'],
      statement: 'Add $a$.\n',
      tests: 2,
      acceptance: null,
      solved: null,
      samples: [{ name: 'sample/1', input: '1 2\n', answer: '3\n' }],
    });
    expect(bySlug.text).not.toContain('3 4');
    expect((await api.call('GET', `/problems/${problemId}`)).body).toEqual(bySlug.body);
  });

  test('the same content again changes nothing; other content makes the next version and shows at once', async () => {
    const slug = uniqueName('again');
    await upload(packageZip({ slug }));
    const before = await api.countRows();
    expect(record((await upload(packageZip({ slug }))).body)['version']).toBe(1);
    expect(await api.countRows()).toEqual(before);
    await api.call('GET', `/problems/${slug}`);
    expect(record((await upload(packageZip({ slug, statement: 'Add them all.\n' }))).body)['version']).toBe(2);
    expect(record((await api.call('GET', `/problems/${slug}`)).body)['statement']).toBe('Add them all.\n');
    // Test data is stored once, whatever the number of versions.
    expect((await api.countRows())['blobs']).toBe(before['blobs']);
  });

  test('of one slug by many at once gives one problem with consecutive versions', async () => {
    const slug = uniqueName('race');
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((i) => upload(packageZip({ slug, statement: `Version ${i % 3}.\n` }))),
    );
    for (const answer of answers) expectContract(answer, contract.importProblem);
    const { rows } = await api.db.pool.query<{ version: number; current: number }>(
      'SELECT v.version, p.current_version AS current FROM problems p JOIN problem_versions v ON v.problem_id = p.id WHERE p.slug = $1 ORDER BY 1',
      [slug],
    );
    expect(rows.map((row) => row.version)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.at(-1)?.current).toBe(rows.length);
  });

  test('packages that share test data, at once, do not deadlock', async () => {
    const shared = Array.from({ length: 40 }, (_, i) => ({
      name: `secret/${i}`,
      // Large enough to be sent one by one, each waiting for whoever writes the same.
      input: uniqueName().padEnd(40_000, 'x'),
      answer: uniqueName(),
    }));
    const answers = await Promise.all(
      [0, 1, 2, 3].map((i) =>
        upload(
          packageZip({
            slug: uniqueName('shared'),
            tests: (i % 2 === 0 ? shared : shared.toReversed()).map((each, n) => ({ ...each, name: `secret/${n}` })),
          }),
        ),
      ),
    );
    for (const answer of answers) expectContract(answer, contract.importProblem);
  });

  test('of tens of MB is stored whole', async () => {
    const chunk = 'x'.repeat(1023);
    const tests = Array.from({ length: 6 }, (_, i) => ({
      name: `secret/${i}`,
      input: `${i}${chunk}\n`.repeat(4_000),
      answer: `${i}\n`,
    }));
    const slug = uniqueName('big');
    // Test data compresses better than a zip bomb may; stored, as setters' tools may do, it is taken.
    const pkg = await readZipPackage(packageZip({ slug, tests: [{ name: 'secret/1', input: '1', answer: '1' }] }));
    const big = {
      ...pkg,
      tests: tests.map((each, i) => ({
        ordinal: i + 1,
        name: each.name,
        group: 'secret' as const,
        input: Buffer.from(each.input),
        answer: Buffer.from(each.answer),
        validatorFlags: i === 0 ? ['case_sensitive'] : null,
        args: null,
      })),
    };
    await importProblem(api.ctx, { source: { pkg: big } });
    const { rows } = await api.db.pool.query<{ size: number; stored: number; flags: unknown }>(
      `SELECT t.input_size AS size, length(b.bytes) AS stored, t.validator_flags AS flags FROM problem_tests t JOIN problems p ON p.id = t.problem_id
         JOIN blobs b ON b.hash = t.input_hash AND encode(sha256(b.bytes), 'hex') = b.hash WHERE p.slug = $1 ORDER BY t.ordinal`,
      [slug],
    );
    expect(rows).toHaveLength(6);
    for (const row of rows) expect(row.stored).toBe(row.size);
    expect(rows.map((row) => row.flags)).toEqual([['case_sensitive'], null, null, null, null, null]);
  });

  test('is for setters and admins; a setter cannot overwrite what another imported, an admin can', async () => {
    const slug = uniqueName('mine');
    const before = await api.countRows();
    expectProblem(
      await api.call('POST', '/problems/import', {
        raw: packageZip({ slug }),
        headers: { 'content-type': 'application/zip' },
      }),
      401,
      'unauthenticated',
    );
    const user = await api.user();
    expectProblem(await upload(packageZip({ slug }), { token: user.token }), 403, 'forbidden');
    expect({ ...(await api.countRows()), users: 0, sessions: 0 }).toEqual({ ...before, users: 0, sessions: 0 });

    expect((await upload(packageZip({ slug }))).status).toBe(201);
    const [other, admin] = await Promise.all([api.user('setter'), api.user('admin')]);
    expectProblem(
      await upload(packageZip({ slug, statement: 'Mine now.\n' }), { token: other.token }),
      403,
      'forbidden',
    );
    expect(record((await api.call('GET', `/problems/${slug}`)).body)['statement']).toBe('Add the two numbers.\n');
    expect(
      record((await upload(packageZip({ slug, statement: 'Better.\n' }), { token: admin.token })).body)['version'],
    ).toBe(2);
  });

  test('of what the platform brought along is an admin’s from then on, and stays another’s if it is theirs', async () => {
    const slug = uniqueName('seeded');
    await importProblem(api.ctx, { source: { zip: packageZip({ slug }) } });
    const [admin, next, stranger] = [await api.user('admin'), await api.user('admin'), await api.user('setter')];
    const mine = async ({ token }: { readonly token: string }) =>
      (await api.call('GET', `/user/problems?q=${slug}`, { token })).text.includes(slug);
    expect(await mine(admin)).toBe(false);
    await upload(packageZip({ slug }), { token: stranger.token });
    expect(record((await upload(packageZip({ slug }), { token: admin.token })).body)['version']).toBe(1);
    await upload(packageZip({ slug }), { token: next.token });
    expect([await mine(admin), await mine(next), await mine(stranger)]).toEqual([true, false, false]);
  });

  test('?slug= overrides the slug of the package and must be one', async () => {
    const slug = uniqueName('other');
    expect(record((await upload(packageZip({ slug: 'original' }), { slug })).body)['slug']).toBe(slug);
    expectProblem(await upload(packageZip({ slug: 'original' }), { slug: 'Not%20A%20Slug' }), 400, 'invalid_request');
  });

  const valid = packageZip({ slug: 'refused' });
  const many = Array.from({ length: 20_000 }, (_, i) => ({ path: `refused/data/x/${i}`, content: '' }));
  test.each<[string, number, Parameters<typeof expectProblem>[2], Uint8Array<ArrayBuffer>, string?]>([
    ['not a zip', 422, 'package_not_zip', new TextEncoder().encode('hello')],
    ['cut off', 422, 'package_not_zip', valid.slice(0, valid.length / 2)],
    ['empty', 422, 'package_not_zip', new Uint8Array(0)],
    [
      'leaving its folder',
      422,
      'package_unsafe_path',
      packageZip({ slug: 'refused', extra: [{ path: '../../evil', content: 'x' }] }),
    ],
    [
      'with an absolute path',
      422,
      'package_unsafe_path',
      packageZip({ slug: 'refused', extra: [{ path: '/etc/evil', content: 'x' }] }),
    ],
    [
      'a bomb',
      422,
      'package_too_large',
      packageZip({
        slug: 'refused',
        tests: Array.from({ length: 6 }, (_, i) => ({
          name: `secret/${i}`,
          input: '\0'.repeat(60 * 1024 * 1024),
          answer: '1',
        })),
      }),
    ],
    ['of too many files', 422, 'package_too_many_files', packageZip({ slug: 'refused', extra: many })],
    [
      'without an answer',
      422,
      'package_invalid',
      packageZip({ slug: 'refused', tests: [{ name: 'secret/1', input: '1' }] }),
    ],
    ['without tests', 422, 'package_invalid', packageZip({ slug: 'refused', tests: [] })],
    ['of another content type', 415, 'unsupported_media_type', valid, 'application/json'],
  ])(
    'a package %s is refused and nothing is half-written',
    async (_, status, code, zip, type) => {
      const before = await api.countRows();
      const problem = expectProblem(await upload(zip, type === undefined ? {} : { type }), status, code);
      expect(problem.detail.length).toBeGreaterThan(20);
      expect(await api.countRows()).toEqual(before);
    },
    60_000,
  );

  test('one that fails in the middle of writing leaves nothing', async () => {
    const pkg = await readZipPackage(packageZip({ slug: uniqueName('half') }));
    const before = await api.countRows();
    // The last statement breaks: two tests of one ordinal.
    const broken = {
      ...pkg,
      tests: pkg.tests.map((each) => ({ ...each, ordinal: 1, input: Buffer.from(uniqueName()) })),
    };
    await expect(importProblem(api.ctx, { source: { pkg: broken } })).rejects.toThrow(/duplicate key/);
    expect(await api.countRows()).toEqual(before);
  });
});

describe('the list', () => {
  const all: (TestPackage & { readonly slug: string })[] = [
    { slug: 'two-sum', name: 'Two Sum', tags: ['arrays', 'hashing'], difficulty: 'easy' },
    { slug: 'fibonacci', name: 'Fibonacci Numbers', tags: ['dp', 'math'], difficulty: 'easy' },
    { slug: 'knapsack', name: 'Knapsack', tags: ['dp'], difficulty: 'medium' },
    { slug: 'bipartite', name: 'Bipartite Graph', tags: ['graphs', 'bfs'], difficulty: 'medium' },
    { slug: 'max-flow', name: 'Maximum Flow', tags: ['graphs', 'flow'], difficulty: 'hard' },
  ];
  const signs = { slug: 'b-and-r', name: 'Brás & Rian’s Øre', tags: ['two-pointers'], difficulty: 'easy' } as const;
  let lists: TestApi;
  beforeAll(async () => {
    lists = await startTestApi();
    for (const each of all) await importProblem(lists.ctx, { source: { zip: packageZip(each) } });
  });
  afterAll(() => lists.stop());
  const list = async (query: string, token?: string) => {
    const answer = await lists.call('GET', `/problems${query}`, { token });
    expectContract(answer, contract.listProblems);
    return answer;
  };

  test('is newest first and finds by word, tag and difficulty', async () => {
    expect(slugs(await list(''))).toEqual(['max-flow', 'bipartite', 'knapsack', 'fibonacci', 'two-sum']);
    expect(slugs(await list('?tag=graphs'))).toEqual(['max-flow', 'bipartite']);
    expect(slugs(await list('?tag=graphs&tag=BFS'))).toEqual(['bipartite']);
    expect(slugs(await list('?difficulty=easy&tag=dp'))).toEqual(['fibonacci']);
    expect(slugs(await list('?q=sum'))).toEqual(['two-sum']);
    expect(slugs(await list('?q=graphs%20max'))).toEqual(['max-flow']);
    expect(slugs(await list('?q=%25'))).toEqual([]);
    expect(slugs(await list('?q=zzzzzz'))).toEqual([]);
  });

  test('finds names with signs and accents in them, however they are typed; setters among theirs too', async () => {
    const own = await startTestApi();
    try {
      const setter = await own.user('setter');
      for (const each of [...all, signs])
        await own.call('POST', '/problems/import', {
          token: setter.token,
          raw: packageZip(each),
          headers: { 'content-type': 'application/zip' },
        });
      await own.db.pool.query(`UPDATE problems SET status = 'PUBLISHED'`);
      for (const q of ['bras & rian', 'Brás&Rian', 'bras and rian', "rian's", 'rians', 'ore', 'ØRE', 'two pointers'])
        for (const address of ['/problems', '/user/problems']) {
          const answer = await own.call('GET', `${address}?q=${encodeURIComponent(q)}`, { token: setter.token });
          const found = [...answer.text.matchAll(/"slug":"([^"]+)"/g)].map(([, slug]) => slug);
          expect([q, address, found]).toEqual([q, address, ['b-and-r']]);
        }
    } finally {
      await own.stop();
    }
  });

  test.each(['fibonaci', 'fibbonacci', 'Fibonacci', 'fibonacc1', 'fibo'])('forgives %s', async (q) => {
    expect(slugs(await list(`?q=${q}`))).toEqual(['fibonacci']);
  });

  test.each(['knapsak', 'kanpsack', 'napsack'])('forgives %s', async (q) => {
    expect(slugs(await list(`?q=${q}`))).toEqual(['knapsack']);
  });

  test.each(['newest', 'title', 'difficulty', 'acceptance', 'relevance'])(
    'pages by %s give every problem once',
    async (sort) => {
      await lists.db.pool.query(
        `UPDATE problems SET judged = 10, accepted = CASE slug WHEN 'two-sum' THEN 9 WHEN 'knapsack' THEN 3 ELSE 0 END WHERE slug <> 'max-flow'`,
      );
      const whole = slugs(await list(`?sort=${sort}&q=a`));
      const unlimited = slugs(await list(`?sort=${sort}`));
      for (const [q, expected] of [
        ['&q=a', whole],
        ['', unlimited],
      ] as const) {
        const seen: string[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const answer: Answer = await list(`?limit=2&sort=${sort}${q}${cursor === '' ? '' : `&cursor=${cursor}`}`);
          seen.push(...slugs(answer));
          cursor = contract.listProblems.response.parse(answer.body).meta.nextCursor;
        }
        expect(seen).toEqual(expected);
      }
      expect(new Set(unlimited).size).toBe(5);
    },
  );

  test('counts the matches on all pages, on each of them', async () => {
    const metaOf = (answer: Answer) => contract.listProblems.response.parse(answer.body).meta;
    const first = metaOf(await list('?limit=2&sort=title'));
    expect(first.total).toBe(5);
    expect(metaOf(await list(`?limit=2&sort=title&cursor=${first.nextCursor}`)).total).toBe(5);
    expect(metaOf(await list('?limit=1&tag=graphs')).total).toBe(2);
    expect(metaOf(await list('?q=zzzzzz')).total).toBe(0);
    const user = await lists.user();
    expect(metaOf(await list('?solved=solved', user.token)).total).toBe(0);
    expect(metaOf(await list('?solved=untouched&q=a&limit=1', user.token)).total).toBeGreaterThan(1);
  });

  test('sorts as it says', async () => {
    expect(slugs(await list('?sort=title'))).toEqual(['bipartite', 'fibonacci', 'knapsack', 'max-flow', 'two-sum']);
    const levels = contract.listProblems.response
      .parse((await list('?sort=difficulty')).body)
      .data.map((problem) => problem.difficulty);
    expect(levels).toEqual(['easy', 'easy', 'medium', 'medium', 'hard']);
    const shares = contract.listProblems.response
      .parse((await list('?sort=acceptance')).body)
      .data.map((problem) => problem.acceptance);
    expect(shares).toEqual([0.9, 0.3, 0, 0, null]);
  });

  test('a cursor of another sort is refused', async () => {
    const { meta } = contract.listProblems.response.parse((await list('?limit=1&sort=title')).body);
    expectProblem(await lists.call('GET', `/problems?sort=newest&cursor=${meta.nextCursor}`), 400, 'invalid_request');
    expectProblem(await lists.call('GET', '/problems?cursor=%22'), 400, 'invalid_request');
  });

  test.each([
    'limit=0',
    'limit=101',
    'limit=x',
    'limit=1&limit=2',
    'difficulty=impossible',
    'sort=random',
    'solved=solved',
    `q=${'x'.repeat(101)}`,
  ])('?%s is refused', async (query) => {
    expectProblem(await lists.call('GET', `/problems?${query}`), 400, 'invalid_request');
  });

  test('knows what the caller has solved', async () => {
    const user = await lists.user();
    await lists.db.pool.query(
      `INSERT INTO user_problems (user_id, problem_id, state, solved_at) SELECT $1, id, CASE slug WHEN 'two-sum' THEN 'solved' ELSE 'tried' END, CASE slug WHEN 'two-sum' THEN now() END
         FROM problems WHERE slug IN ('two-sum', 'knapsack')`,
      [user.userId],
    );
    expect(slugs(await list('?solved=solved', user.token))).toEqual(['two-sum']);
    expect(slugs(await list('?solved=tried', user.token))).toEqual(['knapsack']);
    expect(slugs(await list('?solved=untouched', user.token))).toHaveLength(3);
    expect(record((await lists.call('GET', '/problems/two-sum', { token: user.token })).body)['solved']).toBe('solved');
    expect(record((await lists.call('GET', '/problems/two-sum')).body)['solved']).toBeNull();
    const profile = await lists.call('GET', `/profile/${user.username}`);
    expect(record(profile.body)['solved']).toEqual({ easy: 1, medium: 0, hard: 0 });
  });

  test('of tags counts problems, most used first', async () => {
    const answer = await lists.call('GET', '/problems/tags');
    expectContract(answer, contract.listTags);
    expect(contract.listTags.response.parse(answer.body).data.slice(0, 3)).toEqual([
      { tag: 'dp', problems: 2 },
      { tag: 'graphs', problems: 2 },
      { tag: 'arrays', problems: 1 },
    ]);
  });
});

describe('a problem that is not there', () => {
  test.each(['no-such', '01890000-0000-7000-8000-000000000000', "x'; DROP TABLE users; --", 'import', '%2e%2e'])(
    '%s is problem_not_found',
    async (slug) => {
      expectProblem(await api.call('GET', `/problems/${encodeURIComponent(slug)}`), 404, 'problem_not_found');
    },
  );
});

describe('statements and their files', () => {
  const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  let slug: string;
  beforeAll(async () => {
    slug = uniqueName('languages');
    const answer = await upload(
      packageZip({
        slug,
        statement: '![](cat.png) ![](evil.svg)\n',
        extra: [
          { path: `${slug}/statement/problem.sv.md`, content: 'Addera.\n' },
          { path: `${slug}/statement/problem.de.pdf`, content: '%PDF-1.4\n' },
          { path: `${slug}/statement/cat.png`, content: PNG },
          { path: `${slug}/statement/evil.svg`, content: SVG },
          { path: `${slug}/attachments/tool.html`, content: '<script>alert(1)</script>' },
        ],
      }),
    );
    expectContract(answer, contract.importProblem);
  });
  const read = async (query = '') => {
    const answer = await api.call('GET', `/problems/${slug}${query}`);
    expectContract(answer, contract.getProblem);
    return contract.getProblem.response.parse(answer.body);
  };
  const urlOf = async (name: string): Promise<string> => {
    const file = (await read()).files?.find((one) => one.name === name);
    if (file === undefined) throw new Error(`no ${name}`);
    return file.url;
  };

  test('come in the language that is asked for, and otherwise in the first', async () => {
    const first = await read();
    expect(first).toMatchObject({ language: 'en', statement: '![](<statement/cat.png>) ![](<statement/evil.svg>)\n' });
    expect(first.statements).toEqual([
      { language: 'en', name: slug, text: true, pdf: null },
      { language: 'sv', name: null, text: true, pdf: null },
      { language: 'de', name: null, text: false, pdf: expect.stringMatching(/\/problem\.de\.pdf$/) },
    ]);
    expect(await read('?language=SV')).toMatchObject({ language: 'sv', statement: 'Addera.\n' });
    expect(await read('?language=de')).toMatchObject({ language: 'de', statement: '' });
    expect(await read('?language=fr')).toMatchObject({ language: 'en' });
    expectProblem(await api.call('GET', `/problems/${slug}?language=..%2Fx`), 400, 'invalid_request');
  });

  test.each([
    ['statement/cat.png', 'image/png', `inline; filename="cat.png"; filename*=UTF-8''cat.png`, /sandbox/],
    [
      'statement/evil.svg',
      'image/svg+xml',
      `inline; filename="evil.svg"; filename*=UTF-8''evil.svg`,
      /default-src 'none'.*sandbox/,
    ],
    [
      'statement/problem.de.pdf',
      'application/pdf',
      `inline; filename="problem.de.pdf"; filename*=UTF-8''problem.de.pdf`,
      /frame-ancestors 'self'/,
    ],
    [
      'attachments/tool.html',
      'application/octet-stream',
      `attachment; filename="tool.html"; filename*=UTF-8''tool.html`,
      /sandbox/,
    ],
  ])('%s is a file and nothing else, also for a browser that opens it', async (name, type, disposition, policy) => {
    const answer = await api.call('GET', await urlOf(name), { headers: { accept: 'text/html,*/*' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('content-disposition')).toBe(disposition);
    expect(answer.headers.get('content-security-policy')).toMatch(policy);
    expect(answer.headers.get('content-security-policy')).not.toMatch(/script-src/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toMatch(/^private, .*immutable/);
  });

  test('belong to their problem, and other blobs cannot be had that way', async () => {
    const url = await urlOf('statement/cat.png');
    const other = uniqueName('other');
    await upload(packageZip({ slug: other }));
    expectProblem(await api.call('GET', url.replace(slug, other)), 404, 'problem_not_found');
    expectProblem(await api.call('GET', url.replace(slug, 'nothing-of-this-name')), 404, 'problem_not_found');
    // The answer to the secret test, `7\n`.
    const { rows } = await api.ctx.db.pool.query<{ hash: string }>(`SELECT hash FROM blobs WHERE bytes = '7\n'`);
    const secret = `/problems/${slug}/files/${rows[0]?.hash}/x.png`;
    expectProblem(await api.call('GET', secret), 404, 'problem_not_found');
  });

  test('a version of before there were several has its one statement', async () => {
    const old = uniqueName('old');
    await upload(packageZip({ slug: old, statement: 'As ever.\n' }));
    const { db } = api.ctx;
    await db.pool.query('DELETE FROM problem_statements s USING problems p WHERE p.id = s.problem_id AND p.slug = $1', [
      old,
    ]);
    const answer = await api.call('GET', `/problems/${old}`);
    expectContract(answer, contract.getProblem);
    expect(answer.body).toMatchObject({ statement: 'As ever.\n', language: null, statements: [], files: [] });
  });
});
